import { CrossAccountTarget } from "../../../../modules/eventing/targets/cross-account-target";
import { block, statements, variable } from "../../synth";
import { DELIVERY_IN_ROLE, deliver, TRUST, targetOf } from "./deliver";

const QUEUE = "arn:aws:sqs:eu-central-1:210987654321:runs";
const TOPIC = "arn:aws:sns:eu-central-1:210987654321:runs";
const FUNCTION = "arn:aws:lambda:eu-central-1:210987654321:function:runs";

test.each<[arn: string, action: string, messageGroupId: string | undefined]>([
  [QUEUE, "sqs:SendMessage", undefined],
  [`${QUEUE}.fifo`, "sqs:SendMessage", "runs"],
  [TOPIC, "sns:Publish", undefined],
  [FUNCTION, "lambda:InvokeFunction", undefined],
])("%s receives the events in a role that may do nothing else", (arn, action, messageGroupId) => {
  const { resource, data } = deliver(new CrossAccountTarget(arn, messageGroupId));

  expect(targetOf(resource)).toEqual({
    ...DELIVERY_IN_ROLE,
    arn,
    role_arn: "${aws_iam_role.rule_role.arn}",
    ...(messageGroupId && { sqs_target: { message_group_id: messageGroupId } }),
  });
  expect(statements(data, "rule_trust")).toEqual([TRUST]);
  expect(statements(data, "rule_permissions")).toEqual([{ sid: "Deliver", actions: [action], resources: [arn] }]);
  // The permission is in another account.
  expect(resource).not.toHaveProperty("aws_lambda_permission");
});

test("a target that only Terraform will know may be of each service", () => {
  const { resource, data } = deliver((stack) => new CrossAccountTarget(variable(stack, "target").stringValue));

  expect(block(resource, "aws_cloudwatch_event_target.rule_target")).toMatchObject({ arn: "${var.target}" });
  expect(statements(data, "rule_permissions")).toEqual([
    {
      sid: "Deliver",
      actions: ["lambda:InvokeFunction", "sns:Publish", "sqs:SendMessage"],
      resources: ["${var.target}"],
    },
  ]);
});

const ALLOWED = "the ARN of an SQS queue, a standard SNS topic, or a Lambda function without version or alias";

test.each([`${TOPIC}.fifo`, `${FUNCTION}:live`, "arn:aws:states:eu-central-1:210987654321:stateMachine:runs", "runs"])(
  "refuses %s",
  (arn) => {
    expect(() => new CrossAccountTarget(arn)).toThrow(new Error(`targetArn must be ${ALLOWED}, not "${arn}".`));
  },
);

test("refuses a FIFO queue without a message group", () => {
  expect(() => new CrossAccountTarget(`${QUEUE}.fifo`)).toThrow(
    new Error("messageGroupId must be 1 to 128 characters for a FIFO queue, not undefined."),
  );
});
