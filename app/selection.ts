/**
 * The modules that `RELAY_STACKS` selects: their names, separated by commas; default: all modules.
 * @throws Error that names the unknown modules and the allowed ones
 */
export function selected<Module extends { readonly name: string }>(
  modules: readonly Module[],
  environment: Readonly<Record<string, string | undefined>>,
): Module[] {
  const names = modules.map(({ name }) => name);
  const wanted = environment["RELAY_STACKS"]?.split(",").map((name) => name.trim()) ?? names;
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new Error(
      `RELAY_STACKS must be a comma-separated list of ${names.join(", ")}, not ${JSON.stringify(unknown.join(", "))}.`,
    );
  }
  return modules.filter(({ name }) => wanted.includes(name));
}
