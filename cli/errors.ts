/** What a person at the terminal can put right: told in its message, without a stack. */
export class CommandError extends Error {
  override readonly name: string = "CommandError";
}

/** The command was not called as it should be. */
export class UsageError extends CommandError {
  override readonly name = "UsageError";
}
