import type { Aws } from "../aws/aws";
import { counted, duration } from "../output/words";
import type { RelayNames } from "../relay/names";
import { ageOfOldest } from "../relay/queue-age";
import { countsOf, isMissingQueue, totalOf } from "../relay/queue-counts";
import { APPLY, type Check, type Deployment, type Finding } from "./check";

const QUEUES = ["queue", "deadLetterQueue", "ruleDeadLetterQueue"] as const satisfies readonly (keyof RelayNames)[];

const existence: Check = {
  id: "queues",
  right: "The queue and its dead-letter queues exist.",
  async check({ aws, relay: { names } }) {
    const counts = await Promise.all(QUEUES.map((key) => countsOf(aws, names[key])));
    const missing = QUEUES.filter((_, index) => !counts[index]);
    return missing.map((key) => ({ problem: `The queue ${names[key]} does not exist.`, next: APPLY }));
  },
};

/** As long, events may wait: MechCloud may be down, and nobody has to act. The alarm goes off then, too. */
const PATIENCE_MS = 1_200_000;

const waiting: Check = {
  id: "waiting",
  right: "No event waits for longer than 20 minutes.",
  async check({ aws, relay: { names }, now }) {
    const age = await ageOfOldest(aws, names.queue, now);
    if (age === undefined || age <= PATIENCE_MS) return [];
    const problem = `The oldest event in ${names.queue} has waited for ${duration(age)}.`;
    return [{ problem, next: "aws-event-relay tail --since 1h" }];
  },
};

const deadLetters: Check = {
  id: "dead-letters",
  right: "The dead-letter queues are empty.",
  async check(deployment) {
    const { names } = deployment.relay;
    const rules = await deadLettersIn(deployment, names.ruleDeadLetterQueue, "aws-event-relay redrive --rule-events");
    return [...(await deadLettersIn(deployment, names.deadLetterQueue, "aws-event-relay dlq list")), ...rules];
  },
};

/** What lies in a dead-letter queue, and since when. */
export async function deadLettersIn({ aws, now }: Deployment, name: string, next: string): Promise<Finding[]> {
  const total = totalOf(await countsOf(aws, name));
  if (total === 0) return [];
  const age = await ageOfOldest(aws, name, now);
  const since = age === undefined ? "" : `, the oldest for ${duration(age)} (SQS deletes it after 14 days)`;
  return [{ problem: `${name} contains ${counted(total, "event")}${since}.`, next }];
}

const redrive: Check = {
  id: "redrive-policy",
  right: "The queue moves events that cannot be received to its dead-letter queue.",
  async check({ aws, relay: { names } }) {
    const { RedrivePolicy = "" } = (await attributesOf(aws, names.queue)) ?? {};
    if (RedrivePolicy.includes(`:${names.deadLetterQueue}"`)) return [];
    return [{ problem: `${names.queue} has no redrive policy with ${names.deadLetterQueue}.`, next: APPLY }];
  },
};

const access: Check = {
  id: "queue-policies",
  right: "The policies of the queues let the rules in.",
  async check({ aws, relay, rules: read }) {
    const rules = await read();
    const findings = (["queue", "ruleDeadLetterQueue"] as const).map(async (key): Promise<Finding[]> => {
      const { Policy = "" } = (await attributesOf(aws, relay.names[key])) ?? {};
      const shutOut = rules.filter(({ Arn }) => !Policy.includes(`"${Arn}"`));
      return shutOut.map(({ Name }) => ({
        problem: `The policy of ${relay.names[key]} does not allow the rule ${Name}.`,
        next: APPLY,
      }));
    });
    return (await Promise.all(findings)).flat();
  },
};

/** Undefined for a queue that does not exist. */
export async function attributesOf(aws: Aws, QueueName: string) {
  try {
    const { QueueUrl } = await aws.sqs.getQueueUrl({ QueueName });
    const request = {
      QueueUrl,
      AttributeNames: ["Policy", "QueueArn", "RedrivePolicy"] as ("Policy" | "QueueArn" | "RedrivePolicy")[],
    };
    return { ...(await aws.sqs.getQueueAttributes(request)).Attributes };
  } catch (error) {
    if (isMissingQueue(error as Error)) return undefined;
    throw error;
  }
}

export const QUEUE_CHECKS: readonly Check[] = [existence, redrive, access, waiting, deadLetters];
