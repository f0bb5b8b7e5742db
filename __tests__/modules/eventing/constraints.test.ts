import * as limits from "../../../modules/eventing/constraints";
import type { Constraint } from "../../../modules/terraform/constraint";

const accepts = <T>(rule: Constraint<T>, values: readonly T[]) => values.filter((value) => rule.accepts(value));

test.each([
  ["the shortest period", [1], [0]],
  ["the longest period", [3653], [3654]],
  ["the periods between", [3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827], [2, 8, 364, 366]],
  ["the long periods", [2192, 2557, 2922, 3288], [2191, Number.NaN]],
])("a log group is kept for %s", (_name, right, wrong) => {
  expect(accepts(limits.LOG_RETENTION_DAYS, [...right, ...wrong])).toEqual(right);
});

const KEY = "arn:aws:kms:ap-south-1:123456789012:key";

test.each([
  [
    "a name prefix",
    limits.NAME_PREFIX,
    ["", "a", "0-", "0123456789abcdef"],
    ["-", "A", "a_", "0123456789abcdef0", " "],
  ],
  [
    "a KMS key",
    limits.KMS_KEY_ARN,
    [
      `${KEY}/1234abcd-12ab-34cd-56ef-1234567890ab`,
      `${KEY}/mrk-1234abcd12ab34cd56ef1234567890ab`,
      "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1",
    ],
    ["arn:aws:kms:ap-south-1:123456789012:alias/a", "1234abcd", `${KEY}/`, `x${KEY}/1`, `${KEY}/1 `, ""],
  ],
  [
    "an IAM policy",
    limits.IAM_POLICY_ARN,
    ["arn:aws:iam::123456789012:policy/path/name", "arn:aws-cn:iam::aws:policy/PowerUserAccess"],
    ["arn:aws:iam::123456789012:role/name", "arn:aws:iam::1234:policy/name", "arn:aws:iam::aws:policy/", "name"],
  ],
  [
    "a topic",
    limits.TOPIC_ARN,
    ["arn:aws:sns:ap-south-1:123456789012:on-call", "arn:aws-cn:sns:cn-north-1:123456789012:A_1"],
    [
      "on-call",
      "arn:aws:sqs:ap-south-1:123456789012:on-call",
      "arn:aws:sns:ap-south-1:1:on-call",
      "arn:aws:sns:ap-south-1:123456789012:a:b",
      "",
    ],
  ],
  [
    "an e-mail address",
    limits.EMAIL_ADDRESS,
    ["ops@example.com"],
    ["ops", "@example.com", "a b@example.com", "a@b@c", ""],
  ],
])("%s has a form", (_name, rule, right, wrong) => {
  expect(accepts(rule, [...right, ...wrong])).toEqual(right);
});
