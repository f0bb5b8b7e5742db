import { parseArgs } from "node:util";
import { UsageError } from "./errors";

export const USAGE = `Usage: aws-event-relay redrive --from <queue> --to <queue> [options]

Sends the events of a dead-letter queue again, in order. Says what it would do, unless it gets --execute.

  --from <queue>         name or URL of the dead-letter queue
  --to <queue>           name or URL of the FIFO queue that the events are sent to
  --rule-events          --from is the dead-letter queue of EventBridge rules, a standard queue
  --execute              move the events
  --region <region>      default: the region in --from's URL, else that of the AWS configuration
  --endpoint-url <url>   another endpoint than AWS's own; default: AWS_ENDPOINT_URL
  --help                 show this

Ctrl-C stops after the event at hand; the same command goes on where it stopped.
`;

export interface RedriveOptions {
  /** Name or URL. */
  readonly from: string;
  /** Name or URL. */
  readonly to: string;
  readonly ruleEvents: boolean;
  readonly execute: boolean;
  /** Undefined: the SDK's own search for it. */
  readonly region: string | undefined;
  /** Undefined: the SDK's own search for it. */
  readonly endpointUrl: string | undefined;
}

/**
 * Reads the command line, without Node.js and the script.
 * @returns undefined where help is asked for
 * @throws UsageError that names the option and what is allowed
 */
export function parseArguments(argv: readonly string[]): RedriveOptions | undefined {
  const { values, positionals } = parse(argv);
  if (values.help) return undefined;
  const given = positionals.join(" ");
  if (given !== "redrive") throw new UsageError(`The command must be "redrive", got "${given}".`);
  const { from, to, "rule-events": ruleEvents, execute, region, "endpoint-url": endpointUrl } = values;
  if (!from) throw new UsageError("The option --from is missing: name or URL of the dead-letter queue.");
  if (!to) throw new UsageError("The option --to is missing: name or URL of the queue that the events are sent to.");
  if (endpointUrl !== undefined && !URL.canParse(endpointUrl)) {
    throw new UsageError(`--endpoint-url must be a URL, got "${endpointUrl}".`);
  }
  return { from, to, ruleEvents, execute, region: region ?? regionIn(from), endpointUrl };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        from: { type: "string" },
        to: { type: "string" },
        "rule-events": { type: "boolean", default: false },
        execute: { type: "boolean", default: false },
        region: { type: "string" },
        "endpoint-url": { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** A queue's URL is `https://sqs.<region>.amazonaws.com/<account>/<name>`, in China with `.cn` at the host's end. */
function regionIn(queue: string): string | undefined {
  return /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\./.exec(queue)?.[1];
}
