import { command } from "../command";
import { findMessages } from "../dlq/find-messages";
import { deadLetterQueues, eachHeld } from "../dlq/queues";
import { setAsideOf } from "../dlq/set-aside";
import { setAsideTable } from "../dlq/set-aside-table";
import { counted } from "../output/words";
import { confirm } from "../relay/confirm";

export const dlqDrop = command({
  name: "dlq drop",
  description: "delete events from the dead-letter queues, after a question",
  details: "Ctrl-C stops after the current event. Run the same command without the deleted ones again.",
  options: {
    ids: { positional: "many", value: "id", description: "the events' ids in dlq list" },
    yes: { description: "delete without a question" },
  },
  async run({ ids: given, yes, prefix }, context) {
    const ids = [...new Set(given)];
    const { aws, output, signal } = context;
    const queues = await deadLetterQueues(aws, prefix);
    const found = await findMessages(queues, ids, signal);
    output.note(setAsideTable(found.map(({ message }) => setAsideOf(message))));
    await confirm(context, `delete ${counted(found.length, "event")} for good`, yes);
    // The question may have taken longer than the messages stay in flight.
    const dropped = await eachHeld(queues, signal, async (queue, held) => {
      const own = ids.filter((id) => held.has(id));
      for (const id of own) {
        if (signal.aborted) break;
        await queue.delete(held.get(id)!);
        held.delete(id);
      }
      return own.filter((id) => !held.has(id));
    });
    const deleted = dropped.flat();
    const left = found.length - deleted.length;
    const text = [`Deleted ${counted(deleted.length, "event")}.`];
    if (left > 0) text.push(`${counted(left, "event")} left: see aws-event-relay dlq list.`);
    output.result({ deleted, left }, text.join("\n"));
    return left === 0 ? 0 : 1;
  },
});
