import { readModule } from "../../../scripts/permissions/statements";
import { policiesOf } from "../../../scripts/static-analysis/rendered-policies";

const MODULES = ["terraform-aws-mechcloud-sync", "terraform-aws-scalr-events"];

test.each(MODULES)("each policy of %s is rendered without an expression", (module) => {
  const policies = policiesOf(module);

  expect(policies).toHaveLength(Object.keys(readModule(module).data.aws_iam_policy_document).length);
  expect(JSON.stringify(policies)).not.toContain("${");
});

const documentOf = (...statement: object[]) =>
  ({ resource: {}, data: { aws_iam_policy_document: { some: { statement } } } }) as unknown as ReturnType<
    typeof readModule
  >;

test("a policy is rendered with sample values", () => {
  const statement = {
    sid: "Send",
    actions: ["sqs:SendMessage"],
    resources: ["${one(aws_sqs_queue.dlq[*].arn)}", "${var.kms_key_arn}"],
    principals: [{ type: "Service", identifiers: ["logs.${data.aws_region.current.id}.amazonaws.com"] }],
    condition: [
      {
        test: "ArnEquals",
        variable: "aws:SourceArn",
        values: '${formatlist("%s:*", [aws_cloudwatch_log_group.a.arn])}',
      },
    ],
  };

  expect(policiesOf("module", documentOf(statement))).toEqual([
    {
      name: "module: some",
      document: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["sqs:SendMessage"],
            Principal: { Service: ["logs.us-east-1.amazonaws.com"] },
            Resource: [
              "arn:aws:sqs:us-east-1:123456789012:sample",
              "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000",
            ],
            Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:logs:us-east-1:123456789012:log-group:/sample:*" } },
          },
        ],
      },
    },
  ]);
});

test("two lists become one", () => {
  const resources = '${concat(["${var.name_prefix}a", "b"], formatlist("%s:c", [var.d]))}';

  expect(policiesOf("module", documentOf({ actions: [], resources }))).toMatchObject([
    { document: { Statement: [{ Resource: ["a", "b", "sample:c"] }] } },
  ]);
});

test("an expression that nobody knows is an error", () => {
  expect(() => policiesOf("module", documentOf({ actions: ["s3:GetObject"], resources: ["${var.mine}"] }))).toThrow(
    "No sample value for ${var.mine}: add one to rendered-policies.ts.",
  );
});
