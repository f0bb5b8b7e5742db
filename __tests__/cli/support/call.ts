import type { Aws, AwsSettings } from "../../../cli/aws/aws";
import { main } from "../../../cli/main";

export const ACCOUNT = "123456789012";
export const REGION = "us-east-1";
export const HUB_PROFILE = "hub";

/** Answers of AWS by service and call. A call without an answer fails the test. */
export type RecordedAnswers = { readonly [Service in keyof Aws]?: Partial<Record<keyof Aws[Service], unknown>> };

export interface CallOptions {
  /** What is typed, or piped into standard input. */
  readonly typed?: string;
  readonly isTTY?: boolean;
  readonly colors?: boolean;
  readonly signal?: AbortSignal;
  /** Called instead of each wait. */
  readonly onDelay?: (milliseconds: number) => void;
  readonly now?: () => number;
  /** The network outside AWS. Without it, a request fails the test. */
  readonly fetch?: typeof fetch;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Call {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** How AWS was called. */
  readonly settings: readonly AwsSettings[];
}

/** An AWS that gives these answers: a value, an error to throw, or a function of the request. */
export function recordedAws(answers: RecordedAnswers): Aws {
  const services: RecordedAnswers = { sts: { getCallerIdentity: { Account: ACCOUNT } }, ...answers };
  const aws = Object.entries(services).map(([service, calls]) => [
    service,
    Object.fromEntries(
      Object.entries(calls).map(([name, answer]) => [
        name,
        async (input: unknown) => {
          await Promise.resolve();
          const given: unknown = typeof answer === "function" ? (answer as (input: unknown) => unknown)(input) : answer;
          if (given instanceof Error) throw given;
          return given;
        },
      ]),
    ),
  ]);
  return { region: () => Promise.resolve(REGION), ...(Object.fromEntries(aws) as Omit<Aws, "region">) };
}

/** An error as the SDK throws it. */
export function awsError(name: string, message = name): Error {
  return Object.assign(new Error(message), { name });
}

/** AWS that is another one with the profile of a hub's account. */
export const withHub =
  (aws: Aws, hub: Aws) =>
  ({ profile }: AwsSettings): Aws =>
    profile === HUB_PROFILE ? hub : aws;

/**
 * Runs a command line.
 * @param aws what answers, or which AWS does with these settings
 */
export async function call(
  argv: readonly string[],
  aws: Aws | ((settings: AwsSettings) => Aws),
  options: CallOptions = {},
): Promise<Call> {
  const { typed = "", isTTY = false, colors = false, signal = new AbortController().signal } = options;
  const said = { stdout: "", stderr: "" };
  const settings: AwsSettings[] = [];
  const code = await main(argv, {
    connect: (given) => {
      settings.push(given);
      return typeof aws === "function" ? aws(given) : aws;
    },
    stdout: { isTTY, write: (text) => (said.stdout += text) },
    stderr: { write: (text) => (said.stderr += text) },
    input: { isTTY, read: () => Promise.resolve(typed), readSecret: () => Promise.resolve(typed) },
    clock: {
      now: options.now ?? Date.now,
      delay: (milliseconds) => Promise.resolve(options.onDelay?.(milliseconds)),
    },
    fetch: options.fetch ?? (() => Promise.reject(new Error("no network"))),
    colors,
    version: () => "1.2.3",
    forwarderPackage: () => Buffer.from("zip"),
    env: options.env ?? {},
    signal,
  });
  return { code, ...said, settings };
}
