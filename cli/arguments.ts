import { parseArgs } from "node:util";
import { UsageError } from "./errors";
import { type QueueAddress, queueAddressOf } from "./queue-address";

export const USAGE = `Usage: aws-event-relay redrive --from <queue> --to <queue> [options]

Moves the events of a dead-letter queue back to the queue, in order. Without --execute, only shows what it would move.

  --from <queue>         name, URL or ARN of the dead-letter queue
  --to <queue>           name, URL or ARN of the FIFO queue to move the events to
  --rule-events          --from is a dead-letter queue of EventBridge rules (a standard queue)
  --execute              move the events
  --region <region>      default: the region in a queue's URL or ARN, or that of the AWS configuration
  --endpoint-url <url>   SQS endpoint, an http:// or https:// URL; default: AWS_ENDPOINT_URL, or AWS's own
  --help                 show this help

Ctrl-C stops after the current event. Run the same command again to move the rest.
`;

export interface RedriveOptions {
  readonly from: QueueAddress;
  readonly to: QueueAddress;
  readonly ruleEvents: boolean;
  readonly execute: boolean;
  /** Undefined: from the AWS configuration. */
  readonly region: string | undefined;
  /** Undefined: from the AWS configuration. */
  readonly endpointUrl: string | undefined;
}

/**
 * Parses the command line.
 * @param argv the arguments, without Node.js and the script
 * @returns undefined for `--help`
 * @throws UsageError that names the option and the allowed values
 */
export function parseArguments(argv: readonly string[]): RedriveOptions | undefined {
  const { values, positionals } = parse(argv);
  if (values.help) return undefined;
  const given = positionals.join(" ");
  if (given !== "redrive") throw new UsageError(`The command must be "redrive", got "${given}".`);
  const { "rule-events": ruleEvents, execute, "endpoint-url": endpointUrl } = values;
  if (!values.from) throw new UsageError("The option --from is required: the dead-letter queue.");
  if (!values.to) throw new UsageError("The option --to is required: the queue to move the events to.");
  const from = queueAddressOf("--from", values.from);
  const to = queueAddressOf("--to", values.to);
  if (endpointUrl !== undefined) checkEndpoint(endpointUrl);
  return { from, to, ruleEvents, execute, region: values.region ?? regionOf(from, to), endpointUrl };
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

/** Two regions are refused: a queue of the same name in another region may belong to another relay. */
function regionOf(from: QueueAddress, to: QueueAddress): string | undefined {
  const regions = [from.region, to.region].filter((region) => region !== undefined);
  if (new Set(regions).size === 2) {
    throw new UsageError(`--from and --to must be in the same region, got ${regions.join(" and ")}.`);
  }
  return regions[0];
}

/** @throws UsageError because the SDK reports an invalid endpoint only as an unknown error */
function checkEndpoint(url: string): void {
  const { protocol = "" } = URL.canParse(url) ? new URL(url) : {};
  if (["http:", "https:"].includes(protocol)) return;
  throw new UsageError(`--endpoint-url must be a URL that begins with http:// or https://, got "${url}".`);
}
