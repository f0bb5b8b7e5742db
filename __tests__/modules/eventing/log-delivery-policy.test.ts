import type { TerraformStack } from "cdktf";
import { LogDeliveryPolicy } from "../../../modules/eventing/log-delivery-policy";
import type { Condition } from "../../../modules/terraform/condition";
import { block, type Statement, statements, synth, variable } from "../synth";

const PRINCIPALS = [{ type: "Service", identifiers: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }];

/** What lets rules write to log groups: streams of these groups, entries by these rules. */
const letsWrite = (sid: string, logGroups: string, rules: unknown): Statement[] => [
  {
    sid: `${sid}CreateLogStream`,
    principals: PRINCIPALS,
    actions: ["logs:CreateLogStream"],
    resources: `\${formatlist("%s:*", [${logGroups}])}` as never,
  },
  {
    sid: `${sid}PutLogEvents`,
    principals: PRINCIPALS,
    actions: ["logs:PutLogEvents"],
    resources: `\${formatlist("%s:*", [${logGroups}])}` as never,
    condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: rules as string[] }],
  },
];

const policy = (build: (policy: LogDeliveryPolicy, stack: TerraformStack) => void, when?: Condition) =>
  synth((stack) => build(new LogDeliveryPolicy(stack, "logs", { name: "events", when }), stack));

test("is one policy for all that it allows", () => {
  const { resource, data } = policy((logs) => {
    logs.allow({ sid: "Runs", logGroupArns: ["group-1"], ruleArns: ["rule-1"] });
    logs.allow({ sid: "Audit", logGroupArns: ["group-2", "group-3"], ruleArns: ["rule-2", "rule-3"] });
  });

  expect(resource["aws_cloudwatch_log_resource_policy"]).toEqual({
    logs: { policy_name: "events", policy_document: "${data.aws_iam_policy_document.logs_document.json}" },
  });
  expect(statements(data, "logs_document")).toEqual([
    ...letsWrite("Runs", '"group-1"', ["rule-1"]),
    ...letsWrite("Audit", '"group-2", "group-3"', ["rule-2", "rule-3"]),
  ]);
});

test("allows something only where a condition holds", () => {
  const { data } = policy((logs, stack) => {
    const when = variable(stack, "chosen", "bool").booleanValue;
    logs.allow({ sid: "Runs", logGroupArns: ["group-1"], ruleArns: ["rule-1"], when });
    logs.allow({ sid: "Never", logGroupArns: ["group-2"], ruleArns: ["rule-2"], when: false });
  });

  const chosen = { for_each: "${var.chosen ? [true] : []}" };
  expect(statements(data, "logs_document")).toEqual(
    letsWrite("Runs", '"group-1"', ["rule-1"]).map((statement) => ({ ...statement, ...chosen })),
  );
});

test("is there, document and all, only where its condition holds", () => {
  const { resource, data } = synth((stack) => {
    const when = variable(stack, "chosen", "bool").booleanValue;
    new LogDeliveryPolicy(stack, "logs", { name: "events", when });
  });

  expect(block(resource, "aws_cloudwatch_log_resource_policy.logs")).toEqual({
    count: "${var.chosen ? 1 : 0}",
    policy_name: "events",
    policy_document: "${one(data.aws_iam_policy_document.logs_document[*].json)}",
  });
  expect(block(data, "aws_iam_policy_document.logs_document")).toMatchObject({ count: "${var.chosen ? 1 : 0}" });
});
