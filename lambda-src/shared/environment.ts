/** A function's environment variables. An empty one counts as missing. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment variables do not say what the function needs. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** @throws SettingsError that names the missing variable */
export function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (!value) throw new SettingsError(`${name} environment variable is missing`);
  return value;
}
