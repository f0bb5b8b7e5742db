import type { NamedPolicy, PolicyRequest } from "../../../local-aws/decisions";
import { policy } from "../support/aws-resources";
import { mutationsOf, unnoticed } from "../support/policy-mutations";

const QUEUE = "arn:aws:sqs:us-east-1:123456789012:work";
const ROLE = "arn:aws:iam::123456789012:role/worker";
const RULE = "arn:aws:events:us-east-1:123456789012:rule/watched";

const roles: NamedPolicy = {
  name: "worker",
  kind: "identity",
  of: ROLE,
  document: policy({ Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage"], Resource: [QUEUE, `${QUEUE}-old`] }),
};
const queues: NamedPolicy = {
  name: "queue",
  kind: "resource",
  of: QUEUE,
  document: policy(
    {
      Action: "sqs:SendMessage",
      Resource: QUEUE,
      Principal: { Service: "events.amazonaws.com" },
      Condition: { ArnEquals: { "aws:SourceArn": RULE } },
    },
    {
      Effect: "Deny",
      Action: "sqs:*",
      Resource: QUEUE,
      Principal: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ),
};

const shared = { account: "123456789012", resource: QUEUE, region: "us-east-1", secure: true };
const received: PolicyRequest = {
  ...shared,
  principal: ROLE.replace(":iam:", ":sts:").replace(":role/worker", ":assumed-role/worker/worker"),
  type: "AssumedRole",
  action: "sqs:ReceiveMessage",
  context: {},
};
const sent: PolicyRequest = {
  ...shared,
  principal: "events.amazonaws.com",
  type: "Service",
  action: "sqs:SendMessage",
  context: { "aws:sourcearn": RULE },
};

test("a policy is mutated in each statement, action, resource and condition", () => {
  expect(mutationsOf([roles, queues]).map(({ what }) => what)).toEqual([
    "worker: statement 0 is gone",
    "worker: statement 0 without sqs:ReceiveMessage",
    "worker: statement 0 without sqs:DeleteMessage",
    `worker: statement 0 without ${QUEUE}`,
    `worker: statement 0 without ${QUEUE}-old`,
    "queue: statement 0 is gone",
    "queue: statement 0 without aws:SourceArn",
    "queue: statement 1 is gone",
    "queue: statement 1 without aws:SecureTransport",
  ]);
});

test("what no request, and no request that a condition forbids, needs is found", async () => {
  expect(await unnoticed([roles, queues], [received, sent])).toEqual([
    "worker: statement 0 without sqs:DeleteMessage",
    `worker: statement 0 without ${QUEUE}-old`,
  ]);
}, 180_000);
