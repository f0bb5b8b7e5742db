import { errorText } from "../aws/error-text";
import { type CommandContext, command } from "../command";
import { addressOf } from "../dlq/delivery";
import { scalrQueues } from "../dlq/queues";
import { Sender } from "../dlq/sender";
import { oldestFirst } from "../dlq/set-aside";
import { CliError } from "../errors";
import { table } from "../output/table";
import { counted } from "../output/words";
import { type Held, holding } from "../redrive/held";
import { VISIBILITY_TIMEOUT } from "../redrive/move";
import type { Queue } from "../redrive/queue";
import { announce } from "../relay/announce";

export const dlqSend = command({
  name: "dlq send",
  description: "send the events of Scalr's dead-letter queues to their destinations",
  details: [
    "Without --yes, only shows how many. An event is deleted after its destination has taken it; what fails stays.",
    "For an HTTPS endpoint, asks for its secret; without a terminal, standard input is the secret of --destination.",
    "Ctrl-C stops after the current event. Run the same command again to send the rest.",
  ].join("\n"),
  options: {
    destination: { value: "name", description: "only the events of this destination; default: all events" },
    destinationProfile: { value: "profile", description: "to send with, for a destination of another account" },
    yes: { description: "send the events" },
  },
  async run({ destination, destinationProfile, yes, prefix, ...settings }, context) {
    const queues = await scalrQueues(context.aws, prefix, destination);
    if (!yes) return show(queues, context);
    await announce(context, `send the events of ${queues.map(({ name }) => name).join(", ")} to their destinations`);
    const sender = new Sender(context, {
      settings: { ...settings, profile: destinationProfile ?? settings.profile },
      secretIsPiped: destination !== undefined,
    });
    const results: Result[] = [];
    for (const queue of queues) {
      if (!context.signal.aborted) results.push(await sendAll(queue, sender, context));
    }
    const { output } = context;
    output.result({ queues: results }, results.map(textOf).join("\n"));
    return results.every(({ left }) => left === 0) ? 0 : 1;
  },
});

async function show(queues: readonly Queue[], { output, signal }: CommandContext): Promise<void> {
  const found = await Promise.all(
    queues.map((queue) =>
      holding(queue, { signal }, (held) => {
        const counts = new Map<string, number>();
        for (const message of held.values()) {
          const { target = "unknown" } = addressOf(message);
          counts.set(target, (counts.get(target) ?? 0) + 1);
        }
        return [...counts].map(([destination, events]) => ({ queue: queue.name, destination, events }));
      }),
    ),
  );
  const rows = found.flat();
  const text =
    rows.length === 0
      ? `Empty: ${queues.map(({ name }) => name).join(", ")}.`
      : [
          table([["QUEUE", "DESTINATION", "EVENTS"], ...rows.map((row) => Object.values(row).map(String))]),
          "Nothing was sent. Add --yes to send them.",
        ].join("\n");
  output.result({ destinations: rows }, text);
}

interface Result {
  readonly name: string;
  readonly sent: number;
  readonly failed: readonly { readonly reason: string; readonly ids: readonly string[] }[];
  readonly left: number;
}

function textOf({ name, sent, failed, left }: Result): string {
  const lines = [`${name}: sent ${counted(sent, "event")}${left > 0 ? `, ${left} left` : ""}`];
  for (const { reason, ids } of failed) lines.push(`  ${counted(ids.length, "event")}: ${reason}`);
  return lines.join("\n");
}

/** Sends a queue's events, the oldest first. What fails stays in the queue. */
async function sendAll(queue: Queue, sender: Sender, { output, signal }: CommandContext): Promise<Result> {
  const send = async (held: Held): Promise<Result> => {
    const failed = new Map<string, string[]>();
    const all = oldestFirst(held.values());
    const line = output.progress(all.length);
    for (const [message] of all) {
      if (signal.aborted) break;
      const id = message.MessageId!;
      try {
        await sender.send(message);
        await queue.delete(message);
        held.delete(id);
      } catch (error) {
        const reason = error instanceof CliError ? error.message : errorText(error as Error);
        failed.set(reason, [...(failed.get(reason) ?? []), id]);
      }
      line.show("Sent", all.length - held.size);
    }
    line.end();
    const reasons = [...failed].map(([reason, ids]) => ({ reason, ids }));
    return { name: queue.name, sent: all.length - held.size, failed: reasons, left: held.size };
  };
  return holding(queue, { signal, visibilityTimeout: VISIBILITY_TIMEOUT }, send);
}
