/** A function's environment variables. An empty variable counts as missing. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An environment variable is missing or has a wrong value. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** @throws SettingsError that names the missing variable */
export function required<E extends Environment>(environment: E, name: string & keyof E): string {
  const value = environment[name];
  if (!value) throw new SettingsError(`${name} environment variable is missing`);
  return value;
}
