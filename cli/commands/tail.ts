import { type CommandContext, command } from "../command";
import { isoTime } from "../output/words";
import { Log, type LogEntry } from "../relay/log";
import { periodOf } from "../relay/period";
import { findRelay } from "../relay/relay";

const INTERVAL_MS = 2_000;
const DEFAULT_PERIOD_MS = 600_000;

export const tail = command({
  name: "tail",
  description: "show what the relay did with each event, a line each",
  options: {
    follow: { description: "go on with what is new, until Ctrl-C" },
    since: { value: "period", description: "how far back, such as 90s, 10m, 2h or 1d; default: 10m", parse: periodOf },
    resource: { value: "id", description: "only events of this resource, such as vpc-0123456789abcdef0" },
    outcome: {
      value: "outcome",
      description:
        "only events with this outcome: delivered, refused, failed, poison, unauthorized, held, invalid or unmapped",
    },
  },
  async run({ follow, since = DEFAULT_PERIOD_MS, resource, outcome, prefix }, context) {
    const { aws, clock, output, signal } = context;
    const { names, function: own } = await findRelay(aws, prefix);
    const placeOf = (entry: LogEntry) => placeText(entry, own.FunctionArn!);
    const log = new Log(aws, names, clock.now() - since);
    const isWanted = (entry: LogEntry) =>
      (!resource || entry.resourceIds?.includes(resource)) && (!outcome || entry.outcome === outcome);
    do {
      for (const entry of (await log.read()).filter(isWanted)) {
        output.result(dataOf(entry), lineOf(entry, placeOf(entry), context));
      }
      if (follow) await clock.delay(INTERVAL_MS);
    } while (follow && !signal.aborted);
  },
});

function dataOf(entry: LogEntry): object {
  const { time, level, message, outcome, account, region, cloudAccountId, detailType, resourceIds } = entry;
  const { status, answer, fault } = entry;
  const event = { outcome, account, region, cloudAccountId, detailType, resourceIds, status, answer, fault };
  return { time: isoTime(time), level, message, ...event };
}

/** Where the event is from, and for which cloud account it was posted, if it is a spoke's. */
function placeText({ account, region, cloudAccountId }: LogEntry, functionArn: string): string | undefined {
  if (!account || !region || functionArn.includes(`:${region}:${account}:`)) return undefined;
  return [`from ${account} ${region}`, ...(cloudAccountId ? [`for ${cloudAccountId}`] : [])].join(" ");
}

function lineOf(entry: LogEntry, place: string | undefined, { output }: CommandContext): string {
  const { time, level, message, outcome, detailType, resourceIds = [], status, answer, fault, latencyMs } = entry;
  const color = level === "ERROR" ? "red" : level === "WARN" ? "yellow" : "green";
  const details = [
    detailType,
    ...resourceIds,
    status !== undefined && `HTTP ${status}`,
    latencyMs && `${latencyMs} ms`,
    place,
    fault,
    answer,
  ];
  const said = outcome ? details.filter(Boolean).join(" ") : [message, fault].filter(Boolean).join(" ");
  return `${isoTime(time)}  ${output.paint(color, outcome ?? level)}  ${said}`;
}
