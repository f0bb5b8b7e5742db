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
    const { names } = await findRelay(aws, prefix);
    const log = new Log(aws, names, clock.now() - since);
    const isWanted = (entry: LogEntry) =>
      (!resource || entry.resourceIds?.includes(resource)) && (!outcome || entry.outcome === outcome);
    do {
      for (const entry of (await log.read()).filter(isWanted)) output.result(dataOf(entry), lineOf(entry, context));
      if (follow) await clock.delay(INTERVAL_MS);
    } while (follow && !signal.aborted);
  },
});

function dataOf({ time, level, message, outcome, detailType, resourceIds, status, answer, fault }: LogEntry): object {
  return { time: isoTime(time), level, message, outcome, detailType, resourceIds, status, answer, fault };
}

function lineOf(entry: LogEntry, { output }: CommandContext): string {
  const { time, level, message, outcome, detailType, resourceIds = [], status, answer, fault, latencyMs } = entry;
  const color = level === "ERROR" ? "red" : level === "WARN" ? "yellow" : "green";
  const details = [
    detailType,
    ...resourceIds,
    status !== undefined && `HTTP ${status}`,
    latencyMs && `${latencyMs} ms`,
    fault,
    answer,
  ];
  const said = outcome ? details.filter(Boolean).join(" ") : [message, fault].filter(Boolean).join(" ");
  return `${isoTime(time)}  ${output.paint(color, outcome ?? level)}  ${said}`;
}
