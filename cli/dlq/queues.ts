import type { Aws } from "../aws/aws";
import { allPages } from "../aws/pages";
import { type Held, holding } from "../redrive/held";
import { Queue } from "../redrive/queue";
import { missing } from "../relay/missing";
import { relayNames } from "../relay/names";
import { scalrNames } from "../scalr/names";

/** How long messages stay invisible if a run is killed, in seconds; otherwise it gives them back at its end. */
const VISIBILITY_TIMEOUT = 60;

/** The most messages of a queue that are shown. */
const MAX_MESSAGES = 1_000;

/**
 * The dead-letter queues of both modules, and of a spoke, with this prefix that exist.
 * @throws CliError if there is none
 */
export async function deadLetterQueues(aws: Aws, prefix = ""): Promise<Queue[]> {
  const { deadLetterQueue, ruleDeadLetterQueue, spokeDeadLetterQueue } = relayNames(prefix);
  const ofRelay = [deadLetterQueue, ruleDeadLetterQueue, spokeDeadLetterQueue];
  const isOwn = (name: string) => ofRelay.includes(name) || isOfScalr(name, prefix);
  const urls = await allPages(async (NextToken) => {
    const page = await aws.sqs.listQueues({ QueueNamePrefix: prefix || undefined, MaxResults: 1_000, NextToken });
    return { items: page.QueueUrls, next: page.NextToken };
  });
  const queues = urls.map((url) => Queue.at(aws.sqs, url)).filter(({ name }) => isOwn(name));
  if (queues.length > 0) return queues;
  throw await missing(aws, "dead-letter queue of a relay or a spoke");
}

/**
 * The dead-letter queues of terraform-aws-scalr-events: of a destination, or all.
 * @throws CliError if there is none
 */
export async function scalrQueues(aws: Aws, prefix = "", destination?: string): Promise<Queue[]> {
  const wanted = destination === undefined ? undefined : `${scalrNames(prefix).destinations}${destination}-dlq`;
  const queues = (await deadLetterQueues(aws, prefix)).filter(({ name }) =>
    wanted === undefined ? isOfScalr(name, prefix) : name === wanted,
  );
  if (queues.length > 0) return queues;
  throw wanted === undefined
    ? await missing(aws, "dead-letter queue of Scalr's events")
    : await missing(aws, `queue ${wanted}`, "check --destination and --prefix");
}

/** Whether it is a dead-letter queue of terraform-aws-scalr-events. */
function isOfScalr(name: string, prefix: string): boolean {
  const { ruleDeadLetterQueue, destinations } = scalrNames(prefix);
  if (name === ruleDeadLetterQueue) return true;
  return name.startsWith(destinations) && /^[A-Za-z0-9_-]+-dlq$/.test(name.slice(destinations.length));
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
