/** What the names of a deployment of Scalr's events begin with, after the prefix that `name_prefix` puts before each. */
export const SCALR_PREFIX = "scalr-";

/** The names of its parts, after `SCALR_PREFIX`. A destination's rule is `to-<destination>`. */
export const SCALR_NAMES = {
  runExecuted: "run-executed",
  auditLog: "audit-log",
  runAlerts: "run-alerts",
  ruleDeadLetterQueue: "rule-dlq",
  alarmTopic: "alarms",
} as const;
