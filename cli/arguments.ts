import { parseArgs } from "node:util";
import { UsageError } from "./errors";
import { type QueueAddress, queueAddressOf } from "./queue-address";

export const USAGE = `Usage: aws-event-relay redrive --from <queue> --to <queue> [options]

Sends the events of a dead-letter queue again, in order. Says what it would do, unless it gets --execute.

  --from <queue>         name, URL or ARN of the dead-letter queue
  --to <queue>           name, URL or ARN of the FIFO queue that the events are sent to
  --rule-events          --from is the dead-letter queue of EventBridge rules, a standard queue
  --execute              move the events
  --region <region>      default: the region in a queue's URL or ARN, else that of the AWS configuration
  --endpoint-url <url>   another endpoint than AWS's own, http: or https:; default: AWS_ENDPOINT_URL
  --help                 show this

Ctrl-C stops after the event at hand; the same command goes on where it stopped.
`;

export interface RedriveOptions {
  readonly from: QueueAddress;
  readonly to: QueueAddress;
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
  const { "rule-events": ruleEvents, execute, "endpoint-url": endpointUrl } = values;
  if (!values.from) throw new UsageError("The option --from is missing: the dead-letter queue.");
  if (!values.to) throw new UsageError("The option --to is missing: the queue that the events are sent to.");
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

/** In another region, a queue of the same name may belong to another relay. */
function regionOf(from: QueueAddress, to: QueueAddress): string | undefined {
  const regions = [from.region, to.region].filter((region) => region !== undefined);
  if (new Set(regions).size === 2) {
    throw new UsageError(`--from and --to must be in one region, got ${regions.join(" and ")}.`);
  }
  return regions[0];
}

/** @throws UsageError where the SDK would only say that the error is unknown */
function checkEndpoint(url: string): void {
  const { protocol = "" } = URL.canParse(url) ? new URL(url) : {};
  if (["http:", "https:"].includes(protocol)) return;
  throw new UsageError(`--endpoint-url must be a URL that begins with http:// or https://, got "${url}".`);
}
