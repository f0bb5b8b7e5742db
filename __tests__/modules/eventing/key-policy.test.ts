import { KeyPolicy } from "../../../modules/eventing/key-policy";
import { ACCOUNT, arn, DNS_SUFFIX, PARTITION, REGION, type Statement, statements, synth, variable } from "../synth";

const rule = (name: string) => ({ sid: `Allow${name}`, arn: arn("events", `rule/${name}`) });

const allowsRule = (name: string): Statement => ({
  sid: `Allow${name}`,
  principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
  actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
  resources: ["*"],
  condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [arn("events", `rule/${name}`)] }],
});

const ACCOUNT_STATEMENT: Statement = {
  sid: "AllowAccount",
  principals: [{ type: "AWS", identifiers: [`arn:${PARTITION}:iam::${ACCOUNT}:root`] }],
  actions: ["kms:*"],
  resources: ["*"],
};

const allowsLogs = (...logGroups: string[]): Statement => ({
  sid: "AllowLogs",
  principals: [{ type: "Service", identifiers: [`logs.${REGION}.${DNS_SUFFIX}`] }],
  actions: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
  resources: ["*"],
  condition: [
    {
      test: "ArnEquals",
      variable: "kms:EncryptionContext:aws:logs:arn",
      values: logGroups.map((name) => arn("logs", `log-group:${name}`)),
    },
  ],
});

const allowsTrail = (sid: string, actions: string[]): Statement => ({
  sid,
  principals: [{ type: "Service", identifiers: ["cloudtrail.amazonaws.com"] }],
  actions,
  resources: ["*"],
  condition: [{ test: "StringEquals", variable: "aws:SourceArn", values: [arn("cloudtrail", "trail/trail")] }],
});

test("lets the account administer the key, and each rule and log group use it", () => {
  const { data } = synth((stack) => {
    new KeyPolicy(stack, "key", { rules: [rule("One"), rule("Two")], logGroupNames: ["/aws/a", "/aws/b"] });
  });

  expect(statements(data, "key")).toEqual([
    ACCOUNT_STATEMENT,
    allowsRule("One"),
    allowsRule("Two"),
    allowsLogs("/aws/a", "/aws/b"),
  ]);
});

test("lets the trail use it, where there is one", () => {
  const { data } = synth((stack) => {
    new KeyPolicy(stack, "key", { rules: [], logGroupNames: ["/aws/a"], trail: { name: "trail" } });
    new KeyPolicy(stack, "no_trail", { rules: [], logGroupNames: ["/aws/a"], trail: { name: "trail", when: false } });
  });

  expect(statements(data, "key")).toEqual([
    ACCOUNT_STATEMENT,
    allowsLogs("/aws/a"),
    allowsTrail("AllowTrailEncrypt", ["kms:GenerateDataKey*", "kms:Decrypt"]),
    allowsTrail("AllowTrailDescribeKey", ["kms:DescribeKey"]),
  ]);
  expect(statements(data, "no_trail")).toEqual([ACCOUNT_STATEMENT, allowsLogs("/aws/a")]);
});

const ALLOWS_ALARMS: Statement = {
  sid: "AllowAlarms",
  principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
  actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
  resources: ["*"],
  condition: [{ test: "ArnLike", variable: "aws:SourceArn", values: [arn("cloudwatch", "alarm:*")] }],
};

test("lets alarms of this account use it, where there are any", () => {
  const { data } = synth((stack) => {
    new KeyPolicy(stack, "key", { rules: [], logGroupNames: ["/aws/a"], alarms: true });
    new KeyPolicy(stack, "no_alarms", { rules: [], logGroupNames: ["/aws/a"], alarms: false });
  });

  expect(statements(data, "key")).toEqual([ACCOUNT_STATEMENT, allowsLogs("/aws/a"), ALLOWS_ALARMS]);
  expect(statements(data, "no_alarms")).toEqual([ACCOUNT_STATEMENT, allowsLogs("/aws/a")]);
});

test("follows the conditions of alarms and trail", () => {
  const { data } = synth((stack) => {
    const when = variable(stack, "chosen", "bool").booleanValue;
    new KeyPolicy(stack, "key", {
      rules: [rule("One")],
      logGroupNames: ["/aws/a"],
      alarms: when,
      trail: { name: "trail", when },
    });
  });

  const chosen = { for_each: "${var.chosen ? [true] : []}" };
  expect(statements(data, "key")).toEqual([
    ACCOUNT_STATEMENT,
    allowsRule("One"),
    allowsLogs("/aws/a"),
    { ...ALLOWS_ALARMS, ...chosen },
    { ...allowsTrail("AllowTrailEncrypt", ["kms:GenerateDataKey*", "kms:Decrypt"]), ...chosen },
    { ...allowsTrail("AllowTrailDescribeKey", ["kms:DescribeKey"]), ...chosen },
  ]);
});
