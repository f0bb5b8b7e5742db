import { AWS_ACCOUNT_ID, AWS_REGION, CONNECTION_NAME, EVENT_SOURCE_NAME } from "../../../modules/scalr/constraints";

test.each([
  [
    "a partner event source",
    EVENT_SOURCE_NAME,
    ["aws.partner/scalr.com/account/integration", "aws.partner/scalr.com/a.b-c_1/D"],
    [
      "",
      "aws.partner/scalr.com/account",
      "aws.partner/scalr.com/account/",
      "aws.partner/scalr.com/account/integration/more",
      "aws.partner/scalr.com/account/an integration",
      "aws.partner/scalrXcom/account/integration",
      "aws.partner/example.com/account/integration",
      "x aws.partner/scalr.com/account/integration",
    ],
  ],
  [
    "an account number",
    AWS_ACCOUNT_ID,
    ["123456789012", "000000000000"],
    ["", "12345678901", "1234567890123", "a23456789012"],
  ],
  [
    "a region",
    AWS_REGION,
    ["eu-central-1", "us-gov-west-1", "cn-north-1", "ap-southeast-2"],
    ["", "eu-central", "eu-central-1a", "EU-CENTRAL-1", "frankfurt", "e-central-1"],
  ],
  ["a connection's name", CONNECTION_NAME, ["a", "production", "my connection"], ["", " ", " a", "a "]],
])("%s has a form", (_name, rule, right, wrong) => {
  expect([...right, ...wrong].filter((value) => rule.accepts(value))).toEqual(right);
});
