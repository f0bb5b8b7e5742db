import { SettingError } from "./setting-error";

/**
 * The modules that `RELAY_STACKS` selects: their names, separated by commas; all modules if it is missing or empty.
 * @throws SettingError that names the unknown modules and the allowed ones
 */
export function selected<Module extends { readonly name: string }>(
  modules: readonly Module[],
  environment: Readonly<Record<string, string | undefined>>,
): Module[] {
  const names = modules.map(({ name }) => name);
  const setting = environment["RELAY_STACKS"]?.trim() || names.join(",");
  const wanted = setting.split(",").map((name) => name.trim());
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new SettingError(
      `RELAY_STACKS must be a comma-separated list of ${names.join(", ")}, not ${JSON.stringify(unknown.join(", "))}.`,
    );
  }
  return modules.filter(({ name }) => wanted.includes(name));
}
