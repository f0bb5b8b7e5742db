import { command } from "../command";
import { deadLetterQueues, eachHeld } from "../dlq/queues";
import { oldestFirst, type SetAside } from "../dlq/set-aside";
import { setAsideTable } from "../dlq/set-aside-table";
import { counted } from "../output/words";

export const dlqList = command({
  name: "dlq list",
  description: "show the events in the dead-letter queues, and why each is there",
  details:
    "Of both modules and of a spoke; the events stay where they are. Of each message group of a FIFO queue, SQS shows the first ten.",
  options: {},
  async run({ prefix }, { aws, output, signal }) {
    const found = await deadLetterQueues(aws, prefix);
    const queues = await eachHeld(found, signal, async (queue, held): Promise<Listed> => {
      const events = oldestFirst(held.values()).map(([, shown]) => shown);
      // SQS's count is approximate.
      return { name: queue.name, count: Math.max(events.length, await queue.count()), events };
    });
    if (signal.aborted) return;
    const filled = queues.filter(({ count }) => count > 0);
    const names = queues.map(({ name }) => name).join(", ");
    output.result({ queues }, filled.length === 0 ? `Empty: ${names}.` : filled.map(textOf).join("\n\n"));
  },
});

interface Listed {
  readonly name: string;
  readonly count: number;
  readonly events: readonly SetAside[];
}

function textOf({ name, count, events }: Listed): string {
  const lines = [`${name}: ${counted(count, "event")}`];
  if (events.length > 0) lines.push(setAsideTable(events));
  const hidden = count - events.length;
  if (hidden > 0)
    lines.push(`${hidden} not shown: behind these in their message group, in flight, or too many for one run.`);
  return lines.join("\n");
}
