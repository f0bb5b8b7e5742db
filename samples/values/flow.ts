import type { ValuesOfInputs } from "./values";

const KEY = "arn:aws:kms:ap-south-1:123456789012:key";
const TOPIC_ARN = "arn:aws:sns:ap-south-1:123456789012:on-call";

/** Of the settings that every flow has. */
export const FLOW_VALUES = {
  namePrefix: {
    right: ["", "a", "blue-", "0-", "0123456789abcdef"],
    wrong: ["Blue", "-", "-blue", "a_b", " ", "0123456789abcdef-"],
  },
  architecture: { right: ["arm64", "x86_64"], wrong: ["x86", "ARM64", ""] },
  logRetentionDays: { right: [1, 30, 3653], wrong: [0, 2, 31, 3654] },
  kmsKeyArn: {
    right: [
      `${KEY}/1234abcd-12ab-34cd-56ef-1234567890ab`,
      `${KEY}/mrk-1234abcd12ab34cd56ef1234567890ab`,
      "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1",
    ],
    wrong: ["arn:aws:kms:ap-south-1:123456789012:alias/a", "1234abcd", `${KEY}/`, `x${KEY}/1`, `${KEY}/1 `, ""],
  },
  runbookUrl: {
    right: [
      "docs/operations.md",
      "https://git.example.com/team/aws-event-relay/blob/main/docs/operations.md",
      `https://${"a".repeat(192)}`,
    ],
    wrong: [
      "http://example.com/runbook",
      "https://",
      "https://example.com/run book",
      "https://example.com/runbook#alarms",
      'https://example.com/"',
      "https://example.com/a\\b",
      `https://${"a".repeat(193)}`,
      "docs/operations_md",
      "",
    ],
  },
  permissionsBoundaryArn: {
    right: ["arn:aws:iam::123456789012:policy/path/name", "arn:aws:iam::aws:policy/PowerUserAccess"],
    wrong: [
      "arn:aws:iam::123456789012:role/name",
      "arn:aws:iam::1234:policy/name",
      "arn:aws:iam::aws:policy/",
      "name",
      "",
    ],
  },
} satisfies ValuesOfInputs;

/** Of the variables that every flow's module has beside its settings. */
export const FLOW_MODULE_VALUES = {
  alarms: {
    right: [
      { enabled: false },
      { topic_arn: TOPIC_ARN, create_topic: false, email_addresses: ["ops@example.com"] },
      { topic_arn: "arn:aws-us-gov:sns:us-gov-west-1:123456789012:A_1" },
      null,
    ],
    wrong: [
      { topic_arn: "on-call" },
      { topic_arn: "arn:aws:sqs:ap-south-1:123456789012:on-call" },
      { topic_arn: `${TOPIC_ARN}.fifo` },
      { topic_arn: TOPIC_ARN, create_topic: true },
      { email_addresses: ["ops@example.com", "ops"] },
      { email_addresses: [null] },
      { create_topic: false, email_addresses: ["ops@example.com"] },
      { enabled: false, email_addresses: ["ops@example.com"] },
    ],
  },
} satisfies ValuesOfInputs;
