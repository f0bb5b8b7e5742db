import type { Aws } from "../aws/aws";
import { allPages } from "../aws/pages";
import { APPLY, type Check, type Deployment, type Finding } from "./check";

const SET_ALARMS = "set alarms in the module, and terraform apply";

const alarms: Check<Deployment> = {
  id: "alarms",
  right: "No alarm is on.",
  async check({ alarms: read }) {
    const on = (await read()).filter(({ state }) => state === "ALARM");
    return on.map(({ name, reason }) => ({
      problem: `The alarm ${name} is on: ${reason}`,
      next: "see the section that the alarm's description names",
    }));
  },
};

const subscribers: Check<Deployment> = {
  id: "subscribers",
  right: "Somebody receives the alarms.",
  async check({ aws, alarms: read }) {
    const found = await read();
    const silent = found.filter(({ actionsEnabled }) => !actionsEnabled);
    const findings: Finding[] = silent.map(({ name }) => ({
      problem: `The alarm ${name} informs nobody: its actions are off.`,
      next: APPLY,
    }));
    const topics = [...new Set(found.flatMap(({ actions }) => actions))].filter((arn) => arn.includes(":sns:"));
    if (found.length > 0 && topics.length === 0) {
      findings.push({ problem: "The alarms inform no topic.", next: SET_ALARMS });
    }
    for (const topic of topics) findings.push(...(await subscribersOf(aws, topic, SET_ALARMS)));
    return findings;
  },
};

/**
 * Whether somebody receives what is published to a topic. A topic without subscribers is the modules' default, and so no
 * fault.
 */
export async function subscribersOf(aws: Aws, TopicArn: string, subscribe: string): Promise<Finding[]> {
  const subscriptions = await allPages(async (NextToken) => {
    const page = await aws.sns.listSubscriptionsByTopic({ TopicArn, NextToken });
    return { items: page.Subscriptions, next: page.NextToken };
  });
  if (subscriptions.length === 0) {
    return [{ problem: `The topic ${TopicArn} has no subscribers.`, next: subscribe, isNote: true }];
  }
  if (subscriptions.some(({ SubscriptionArn }) => SubscriptionArn?.startsWith("arn:"))) return [];
  const problem = `The topic ${TopicArn} has only subscribers that have not confirmed.`;
  return [{ problem, next: "confirm by the link in AWS's e-mail" }];
}

export const ALARM_CHECKS: readonly Check<Deployment>[] = [alarms, subscribers];
