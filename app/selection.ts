/**
 * The modules that the app deploys, by `RELAY_STACKS`: their names with commas between; default all of them.
 * @throws Error that names what is wrong and what is allowed
 */
export function selected<Module extends { readonly name: string }>(
  modules: readonly Module[],
  environment: Readonly<Record<string, string | undefined>>,
): Module[] {
  const names = modules.map(({ name }) => name);
  const wanted = environment["RELAY_STACKS"]?.split(",").map((name) => name.trim()) ?? names;
  const wrong = wanted.filter((name) => !names.includes(name));
  if (wrong.length > 0) {
    throw new Error(`RELAY_STACKS must name some of ${names.join(", ")}, not ${JSON.stringify(wrong.join(", "))}.`);
  }
  return modules.filter(({ name }) => wanted.includes(name));
}
