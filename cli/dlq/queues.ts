import type { Aws } from "../aws/aws";
import { allPages } from "../aws/pages";
import { type Held, holding } from "../redrive/held";
import { Queue } from "../redrive/queue";
import { missing } from "../relay/missing";
import { relayNames } from "../relay/names";

/** How long messages stay invisible if a run is killed, in seconds; otherwise it gives them back at its end. */
const VISIBILITY_TIMEOUT = 60;

/** The most messages of a queue that are shown. */
const MAX_MESSAGES = 1_000;

/** The names of the dead-letter queues of terraform-aws-scalr-events. */
const SCALR_DEAD_LETTERS = /^scalr-(?:rule|to-[A-Za-z0-9_-]+)-dlq$/;

/**
 * The dead-letter queues of both modules with this prefix that exist.
 * @throws CliError if there is none
 */
export async function deadLetterQueues(aws: Aws, prefix = ""): Promise<Queue[]> {
  const { deadLetterQueue, ruleDeadLetterQueue } = relayNames();
  const isOwn = (name: string) =>
    [deadLetterQueue, ruleDeadLetterQueue].includes(name) || SCALR_DEAD_LETTERS.test(name);
  const urls = await allPages(async (NextToken) => {
    const page = await aws.sqs.listQueues({ QueueNamePrefix: prefix || undefined, MaxResults: 1_000, NextToken });
    return { items: page.QueueUrls, next: page.NextToken };
  });
  const queues = urls.map((url) => Queue.at(aws.sqs, url)).filter(({ name }) => isOwn(name.slice(prefix.length)));
  if (queues.length > 0) return queues;
  throw await missing(aws, "dead-letter queue of a relay");
}

/**
 * The dead-letter queues of terraform-aws-scalr-events: of a destination, or all.
 * @throws CliError if there is none
 */
export async function scalrQueues(aws: Aws, prefix = "", destination?: string): Promise<Queue[]> {
  const queues = (await deadLetterQueues(aws, prefix)).filter(({ name }) =>
    destination === undefined
      ? SCALR_DEAD_LETTERS.test(name.slice(prefix.length))
      : name === `${prefix}scalr-to-${destination}-dlq`,
  );
  if (queues.length > 0) return queues;
  throw destination === undefined
    ? await missing(aws, "dead-letter queue of Scalr's events")
    : await missing(aws, `queue ${prefix}scalr-to-${destination}-dlq`, "check --destination and --prefix");
}

/** Reads the queues, and gives their messages back; `use` removes from `held` what it deletes. */
export function eachHeld<T>(
  queues: readonly Queue[],
  signal: AbortSignal,
  use: (queue: Queue, held: Held) => Promise<T> | T,
): Promise<T[]> {
  const options = { signal, visibilityTimeout: VISIBILITY_TIMEOUT, maxMessages: MAX_MESSAGES };
  return Promise.all(queues.map((queue) => holding(queue, options, (held) => use(queue, held))));
}
