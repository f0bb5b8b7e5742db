import type { TerraformStack } from "cdktf";
import { LogDeliveryPolicy, type LogDeliveryPolicyProps } from "../../../modules/eventing/log-delivery-policy";
import { block, type Statement, statements, synth, variable } from "../synth";

const PRINCIPALS = [{ type: "Service", identifiers: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }];

/** What lets rules write to log groups: streams of these groups, entries by these rules. */
const letsWrite = (logGroups: unknown, rules: unknown): Statement[] => [
  {
    sid: "CreateLogStream",
    principals: PRINCIPALS,
    actions: ["logs:CreateLogStream"],
    resources: logGroups as string[],
  },
  {
    sid: "PutLogEvents",
    principals: PRINCIPALS,
    actions: ["logs:PutLogEvents"],
    resources: logGroups as string[],
    condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: rules as string[] }],
  },
];

const policy = (
  build: (policy: LogDeliveryPolicy, stack: TerraformStack) => void,
  props: Partial<LogDeliveryPolicyProps> = {},
) => synth((stack) => build(new LogDeliveryPolicy(stack, "logs", { name: "events", ...props }), stack));

test("is one policy, of two statements, for all that it allows", () => {
  const { resource, data } = policy((logs) => {
    logs.allow({ logGroupArns: ["group-1"], ruleArns: ["rule-1"] });
    logs.allow({ logGroupArns: ["group-2", "group-3"], ruleArns: ["rule-2", "rule-3"] });
  });

  expect(resource["aws_cloudwatch_log_resource_policy"]).toMatchObject({
    logs: { policy_name: "events", policy_document: "${data.aws_iam_policy_document.logs_document.json}" },
  });
  expect(statements(data, "logs_document")).toEqual(
    letsWrite(["group-1:*", "group-2:*", "group-3:*"], ["rule-1", "rule-2", "rule-3"]),
  );
});

test("may name its rules by a pattern, which is shorter", () => {
  const { data } = policy((logs) => logs.allow({ logGroupArns: ["group-1"], ruleArns: ["rule-1"] }), {
    ruleArnPattern: "rule-*",
  });

  expect(statements(data, "logs_document")).toEqual(letsWrite(["group-1:*"], ["rule-*"]));
});

test("takes lists that only Terraform will know", () => {
  const { data } = policy((logs, stack) => {
    logs.allow({ logGroupArns: ["group-1"], ruleArns: ["rule-1"] });
    logs.allow({
      logGroupArns: variable(stack, "groups", "list(string)").listValue,
      ruleArns: variable(stack, "rules", "list(string)").listValue,
    });
  });

  expect(statements(data, "logs_document")).toEqual(
    letsWrite('${concat(["group-1:*"], formatlist("%s:*", var.groups))}', '${concat(["rule-1"], var.rules)}'),
  );
});

test("allows something only if a condition holds", () => {
  const { data } = policy((logs, stack) => {
    const when = variable(stack, "chosen", "bool").booleanValue;
    logs.allow({ logGroupArns: ["group-1"], ruleArns: ["rule-1"], when });
    logs.allow({ logGroupArns: ["group-2"], ruleArns: ["rule-2"], when: false });
  });

  expect(statements(data, "logs_document")).toEqual(
    letsWrite('${concat([], var.chosen ? ["group-1:*"] : [])}', '${concat([], var.chosen ? ["rule-1"] : [])}'),
  );
});

test("is refused if it is longer than CloudWatch Logs accepts", () => {
  const { resource } = policy((logs) => logs.allow({ logGroupArns: ["group-1"], ruleArns: ["rule-1"] }));

  const length = "length(jsonencode(jsondecode(data.aws_iam_policy_document.logs_document.json)))";
  expect(block(resource, "aws_cloudwatch_log_resource_policy.logs")["lifecycle"]).toEqual({
    precondition: [
      {
        condition: `\${(${length} <= 5120)}`,
        error_message: `The resource policy events of CloudWatch Logs must have at most 5120 characters, not \${${length}}. Deliver to fewer log groups, or let a policy of your own allow the deliveries (create_log_resource_policy = false).`,
      },
    ],
  });
});

test("is there, document and all, only where its condition holds", () => {
  const { resource, data } = synth((stack) => {
    const when = variable(stack, "chosen", "bool").booleanValue;
    new LogDeliveryPolicy(stack, "logs", { name: "events", when });
  });

  expect(block(resource, "aws_cloudwatch_log_resource_policy.logs")).toMatchObject({
    count: "${var.chosen ? 1 : 0}",
    policy_name: "events",
    policy_document: "${one(data.aws_iam_policy_document.logs_document[*].json)}",
  });
  expect(block(data, "aws_iam_policy_document.logs_document")).toMatchObject({ count: "${var.chosen ? 1 : 0}" });
});
