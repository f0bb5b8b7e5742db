import type { Aws, AwsSettings } from "./aws/aws";

/** An output stream. */
export interface Screen {
  write(text: string): unknown;
  /** True for a terminal, in which a line can be overwritten. */
  readonly isTTY?: boolean;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Ends early, without an error, when the user interrupts the command. */
  delay(milliseconds: number): Promise<void>;
}

/** What the user types. */
export interface Input {
  /** Whether a person types it. */
  readonly isTTY: boolean;
  /** A line from the terminal, or all of standard input if it is no terminal. */
  read(): Promise<string>;
  /** A line from the terminal that is not shown, or all of standard input if it is no terminal. */
  readSecret(): Promise<string>;
}

/** What the commands need from their process. */
export interface CliProcess {
  readonly connect: (settings: AwsSettings) => Aws;
  readonly stdout: Screen;
  readonly stderr: Screen;
  readonly input: Input;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** Whether `NO_COLOR` allows colors. */
  readonly colors: boolean;
  readonly version: () => string;
  /** The zip file of the forwarder that comes with this version. */
  readonly forwarderPackage: () => Buffer;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user interrupts the command. */
  readonly signal: AbortSignal;
}
