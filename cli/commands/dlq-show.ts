import { command } from "../command";
import { type Found, findMessages } from "../dlq/find-messages";
import { deadLetterQueues } from "../dlq/queues";
import { attributesOf, eventOf, setAsideOf } from "../dlq/set-aside";
import { table } from "../output/table";

export const dlqShow = command({
  name: "dlq show",
  description: "show an event in a dead-letter queue, with all of its attributes",
  options: { id: { positional: true, value: "id", description: "the event's id in dlq list" } },
  async run({ id, prefix }, { aws, output, signal }) {
    const [{ queue, message }] = (await findMessages(await deadLetterQueues(aws, prefix), [id], signal)) as [Found];
    const { reason, tries } = setAsideOf(message);
    const attributes = { ...message.Attributes, ...attributesOf(message) };
    const event = eventOf(message) ?? message.Body;
    const rows = { id, queue: queue.name, reason, tries: String(tries), ...attributes };
    output.result(
      { queue: queue.name, id, reason, tries, attributes, event },
      `${table(Object.entries(rows))}\n${JSON.stringify(event, null, 2)}`,
    );
  },
});
