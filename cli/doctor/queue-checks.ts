import { counted } from "../output/words";
import type { RelayNames } from "../relay/names";
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

const deadLetters: Check = {
  id: "dead-letters",
  right: "The dead-letter queues are empty.",
  async check({ aws, relay: { names } }) {
    const findings = QUEUES.slice(1).map(async (key): Promise<Finding[]> => {
      const total = totalOf(await countsOf(aws, names[key]));
      if (total === 0) return [];
      const next = `aws-event-relay redrive${key === "ruleDeadLetterQueue" ? " --rule-events" : ""}`;
      return [{ problem: `${names[key]} contains ${counted(total, "event")}.`, next }];
    });
    return (await Promise.all(findings)).flat();
  },
};

const redrive: Check = {
  id: "redrive-policy",
  right: "The queue moves events that cannot be received to its dead-letter queue.",
  async check({ aws, relay: { names } }) {
    const { RedrivePolicy = "" } = await attributesOf(aws, names.queue);
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
      const { Policy = "" } = await attributesOf(aws, relay.names[key]);
      const shutOut = rules.filter(({ Arn }) => !Policy.includes(`"${Arn}"`));
      return shutOut.map(({ Name }) => ({
        problem: `The policy of ${relay.names[key]} does not allow the rule ${Name}.`,
        next: APPLY,
      }));
    });
    return (await Promise.all(findings)).flat();
  },
};

async function attributesOf(aws: Deployment["aws"], QueueName: string) {
  try {
    const { QueueUrl } = await aws.sqs.getQueueUrl({ QueueName });
    const request = { QueueUrl, AttributeNames: ["Policy", "RedrivePolicy"] as ("Policy" | "RedrivePolicy")[] };
    return { ...(await aws.sqs.getQueueAttributes(request)).Attributes };
  } catch (error) {
    if (isMissingQueue(error as Error)) return {};
    throw error;
  }
}

export const QUEUE_CHECKS: readonly Check[] = [existence, redrive, access, deadLetters];
