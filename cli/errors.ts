/** An error that the user can correct: only its message is printed, without a stack trace. */
export class CliError extends Error {
  override readonly name: string = "CliError";
}

/** The command line is invalid: how to get help is printed below the message. */
export class UsageError extends CliError {
  override readonly name = "UsageError";
}
