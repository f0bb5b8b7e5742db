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

test.each([
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
