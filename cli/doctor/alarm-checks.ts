import { allPages } from "../aws/pages";
import { APPLY, type Check } from "./check";

const SET_ALARMS = "set alarms in the module, and terraform apply";

const alarms: Check = {
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

const subscribers: Check = {
  id: "subscribers",
  right: "Somebody receives the alarms.",
  async check({ aws, alarms: read }) {
    const found = await read();
    const silent = found.filter(({ actionsEnabled }) => !actionsEnabled);
    const findings = silent.map(({ name }) => ({
      problem: `The alarm ${name} informs nobody: its actions are off.`,
      next: APPLY,
    }));
    const topics = [...new Set(found.flatMap(({ actions }) => actions))].filter((arn) => arn.includes(":sns:"));
    if (found.length > 0 && topics.length === 0) {
      findings.push({ problem: "The alarms inform no topic.", next: SET_ALARMS });
    }
    for (const TopicArn of topics) {
      const subscriptions = await allPages(async (NextToken) => {
        const page = await aws.sns.listSubscriptionsByTopic({ TopicArn, NextToken });
        return { items: page.Subscriptions, next: page.NextToken };
      });
      if (subscriptions.some(({ SubscriptionArn }) => SubscriptionArn?.startsWith("arn:"))) continue;
      const [whom, next] =
        subscriptions.length > 0
          ? ["only subscribers that have not confirmed", "confirm by the link in AWS's e-mail"]
          : ["no subscribers", SET_ALARMS];
      findings.push({ problem: `The topic ${TopicArn} has ${whom}.`, next });
    }
    return findings;
  },
};

export const ALARM_CHECKS: readonly Check[] = [alarms, subscribers];
