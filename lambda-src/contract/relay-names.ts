/** The names of a relay's parts, without the prefix that `name_prefix` puts before each. */
export const RELAY_NAMES = {
  function: "push-mgmt-events-to-mechcloud",
  queue: "management-events.fifo",
  deadLetterQueue: "management-events-dlq.fifo",
  ruleDeadLetterQueue: "management-events-rule-dlq",
  instanceStateChangeRule: "mc-instance-state-change-events",
  tagChangeRule: "mc-tag-change-events",
  cloudtrailRule: "mc-cloudtrail-events",
  accessTokenSecret: "mechcloud-access-token",
  hubBus: "mechcloud-hub",
  spokeRole: "mechcloud-spoke",
  spokeDeadLetterQueue: "management-events-spoke-dlq",
  spokeAlarmTopic: "mechcloud-spoke-alarms",
  archive: "mechcloud-events",
  hubArchive: "mechcloud-hub-events",
  trail: "mc-management-events",
  alarmTopic: "mechcloud-alarms",
} as const;

/** A hub's event bus with any `name_prefix`, as a regular expression. */
export const HUB_BUS_PATTERN = `[a-z0-9-]*${RELAY_NAMES.hubBus}`;

/**
 * The name of a hub's rule, which is also the message group of its events.
 *
 * @param rule the name of the rule on the default bus that matches the same events
 * @param account the AWS account whose events it matches; default: all that have no rule of their own
 */
export function hubRuleName(rule: string, account = "hub"): string {
  return `${rule}-${account}`;
}

/**
 * The name of a spoke's rule: a relay in the same account and region has rules, too.
 *
 * @param rule the name of the relay's rule on the default bus that matches the same events
 */
export function spokeRuleName(rule: string): string {
  return `${rule}-spoke`;
}
