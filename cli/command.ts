import type { Aws, AwsSettings } from "./aws/aws";
import type { CommonValues } from "./common-options";
import type { CliOptions, Values } from "./option";
import type { Output } from "./output/output";
import type { CliProcess, Clock, Input } from "./process";

/** What a command works with. */
export interface CommandContext {
  readonly aws: Aws;
  /** AWS with other settings than the command line's. */
  readonly connect: (settings: AwsSettings) => Aws;
  readonly output: Output;
  readonly input: Input;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly env: CliProcess["env"];
  /** What comes with this version. */
  readonly packaged: { readonly version: () => string; readonly code: () => Buffer };
  /** Aborted when the user interrupts the command. */
  readonly signal: AbortSignal;
}

/** A command: parser, help and behavior follow from this one record. */
export interface Command<Options extends CliOptions = CliOptions> {
  /** One word, or the name of a group and one word. */
  readonly name: string;
  /** A sentence without a subject, as the help shows it. */
  readonly description: string;
  /** More for the command's own help. */
  readonly details?: string;
  readonly options: Options;
  /**
   * @returns the exit code; nothing is 0
   * @throws CliError for what the user can correct; and what AWS answers
   */
  readonly run: (values: Values<Options> & CommonValues, context: CommandContext) => Promise<number | void>;
}

/** Gives `run` the types of the options. */
export function command<const Options extends CliOptions>(record: Command<Options>): Command {
  return record as unknown as Command;
}
