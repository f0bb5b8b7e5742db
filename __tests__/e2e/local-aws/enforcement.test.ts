import { join } from "node:path";
import {
  CreateConnectionCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateEventSourceMappingCommand, LambdaClient, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import {
  ChangeMessageVisibilityBatchCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { LOCAL_ACCOUNT } from "../../../local-aws/account";
import { awsCall } from "../../../local-aws/aws-call";
import { evaluate } from "../../../local-aws/evaluate";
import { type Caller } from "../../../local-aws/local-aws";
import { ROOT } from "../../../scripts/lib/project";
import {
  arn,
  createFunction,
  createQueue,
  createRole,
  iam,
  policy,
  RULE,
  roleArn,
  type Statement,
} from "../support/aws-resources";
import { TestBed } from "../support/test-bed";

let bed: TestBed;
let users = 0;

beforeAll(async () => {
  bed = await TestBed.start();
}, 180_000);
afterAll(() => bed?.end());
beforeEach(async () => {
  await bed.aws.reset();
  await bed.aws.forgetDecisions();
});

const user = (...statements: Statement[]): Promise<Caller> => bed.aws.user(`user-${users++}`, [policy(...statements)]);

const QUEUE = arn("sqs", "mine");

describe("a user", () => {
  test("may do what a policy allows, and nothing else", async () => {
    const { clientConfig } = await user({ Action: "sqs:CreateQueue", Resource: QUEUE });
    const sqs = new SQSClient(clientConfig);
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "mine" }));

    await expect(sqs.send(new CreateQueueCommand({ QueueName: "other" }))).rejects.toThrow("sqs:CreateQueue");
    await expect(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "a" }))).rejects.toThrow("sqs:SendMessage");
    await expect(bed.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "root" }))).resolves.toBeDefined();
    const { evaluated, refused, requests } = await bed.aws.decisions();
    expect([evaluated, refused]).toEqual([3, 2]);
    expect(requests.map(({ type, action, resource, decision }) => [type, action, resource, decision])).toEqual([
      ["User", "sqs:CreateQueue", QUEUE, "Allow"],
      ["User", "sqs:CreateQueue", arn("sqs", "other"), "ImplicitDeny"],
      ["User", "sqs:SendMessage", QUEUE, "ImplicitDeny"],
    ]);
  });

  test("needs no right of its own for a batch", async () => {
    const QueueUrl = await createQueue(bed, "mine");
    const Action = ["SendMessage", "ReceiveMessage", "ChangeMessageVisibility", "DeleteMessage"].map((a) => `sqs:${a}`);
    const sqs = new SQSClient((await user({ Action, Resource: QUEUE })).clientConfig);
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: "a", MessageBody: "a" }] }));
    const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    const entry = { Id: "a", ReceiptHandle: message?.ReceiptHandle };
    await sqs.send(
      new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: [{ ...entry, VisibilityTimeout: 9 }] }),
    );
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [entry] }));

    expect((await bed.aws.decisions()).refused).toBe(0);
  });

  test("with tags, needs the right to tag", async () => {
    const { clientConfig } = await user({ Action: "sqs:CreateQueue", Resource: QUEUE });
    const tagged = new CreateQueueCommand({ QueueName: "mine", tags: { team: "a" } });

    await expect(new SQSClient(clientConfig).send(tagged)).rejects.toThrow("sqs:TagQueue");
  });

  test("who hands over a role, needs the right to pass it to that service", async () => {
    const Condition = { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } };
    const { clientConfig } = await user(
      { Action: ["events:PutRule", "events:PutTargets"], Resource: arn("events", `rule/${RULE}`) },
      { Action: "iam:PassRole", Resource: roleArn("worker"), Condition },
    );
    const events = new EventBridgeClient(clientConfig);
    await events.send(new PutRuleCommand({ Name: RULE, EventPattern: '{"source":["a"]}' }));
    const Targets = [{ Id: "a", Arn: arn("states", "stateMachine:a"), RoleArn: roleArn("worker") }];

    await expect(events.send(new PutTargetsCommand({ Rule: RULE, Targets }))).rejects.toThrow("iam:PassRole");
  });

  test("who creates a connection, needs the right to keep its secret, and the service's role at first", async () => {
    const connection = arn("events", "connection/here/*");
    const secret = arn("secretsmanager", "secret:events!connection/here/*");
    const create = async (...statements: Statement[]) => {
      const { clientConfig } = await user({ Action: "events:CreateConnection", Resource: connection }, ...statements);
      const apiKey = { ApiKeyName: "x-key", ApiKeyValue: "key" };
      const AuthParameters = { ApiKeyAuthParameters: apiKey };
      const input = { Name: "here", AuthorizationType: "API_KEY", AuthParameters } as const;
      return new EventBridgeClient(clientConfig).send(new CreateConnectionCommand(input));
    };
    const keep: Statement = { Action: "secretsmanager:CreateSecret", Resource: secret };
    const Condition = { StringEquals: { "iam:AWSServiceName": "apidestinations.events.amazonaws.com" } };

    await expect(create()).rejects.toThrow("secretsmanager:CreateSecret");
    await expect(create(keep)).rejects.toThrow("iam:CreateServiceLinkedRole");
    await expect(
      create(keep, { Action: "iam:CreateServiceLinkedRole", Resource: "*", Condition }),
    ).resolves.toBeDefined();
  });

  test("is held to the function of an event source mapping, the new one, too", async () => {
    const role = await createRole(bed, "worker", "lambda.amazonaws.com", [{ Action: "sqs:*", Resource: QUEUE }]);
    for (const name of ["one", "other"]) await createFunction(bed, name, role, "");
    await createQueue(bed, "mine");
    const Condition = { ArnEquals: { "lambda:FunctionArn": arn("lambda", "function:one") } };
    const { clientConfig } = await user({
      Action: ["lambda:CreateEventSourceMapping", "lambda:UpdateEventSourceMapping"],
      Resource: "*",
      Condition,
    });
    const lambda = new LambdaClient(clientConfig);
    const create = (FunctionName: string) =>
      lambda.send(new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn: QUEUE, Enabled: false }));
    const { UUID } = await create("one");

    await expect(create("other")).rejects.toThrow("lambda:CreateEventSourceMapping");
    await expect(lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 1 }))).resolves.toBeDefined();
    await expect(lambda.send(new UpdateEventSourceMappingCommand({ UUID, FunctionName: "other" }))).rejects.toThrow(
      "lambda:UpdateEventSourceMapping",
    );
  });

  test("can do no more than its boundary", async () => {
    const { clientConfig } = await user({ Action: "sqs:*", Resource: "*" });
    const document = JSON.stringify(policy({ Action: "sqs:CreateQueue", Resource: "*" }));
    await iam(bed, { Action: "CreatePolicy", PolicyName: "boundary", PolicyDocument: document });
    const PermissionsBoundary = `arn:aws:iam::${LOCAL_ACCOUNT}:policy/boundary`;
    await iam(bed, { Action: "PutUserPermissionsBoundary", UserName: `user-${users - 1}`, PermissionsBoundary });
    const sqs = new SQSClient(clientConfig);
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "mine" }));

    await expect(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "a" }))).rejects.toThrow("sqs:SendMessage");
  });

  test("with a policy that AWS would not take is refused", async () => {
    const long = { Action: Array.from({ length: 600 }, (_, index) => `sqs:Action${index}`), Resource: "*" };

    await expect(user(long)).rejects.toThrow(/^policy-0 has \d+ characters, AWS takes 6144$/);
  });
});

describe("a policy that asks for TLS", () => {
  test("lets a call from this computer in, and one over plain http not", async () => {
    const deny: Statement = {
      Effect: "Deny",
      Action: "sqs:*",
      Resource: QUEUE,
      Principal: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const QueueUrl = await createQueue(bed, "mine", [deny]);
    const send = (headers = {}) =>
      awsCall(bed.aws.endpoint, "sqs", {
        headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.SendMessage", ...headers },
        body: JSON.stringify({ QueueUrl, MessageBody: "a" }),
      });

    await expect(send()).resolves.toContain("MessageId");
    await expect(send({ "x-forwarded-proto": "http" })).rejects.toThrow("AccessDenied");
  });
});

test("what was recorded is decided the same again, and otherwise by another policy", async () => {
  const { clientConfig } = await bed.aws.user("installer", [join(ROOT, "docs/policies/mechcloud-sync.json")]);
  const sqs = new SQSClient(clientConfig);
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: "management-events-dlq.fifo", Attributes: { FifoQueue: "true" } }),
  );
  await expect(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "a", MessageGroupId: "g" }))).rejects.toThrow(
    "sqs:SendMessage",
  );
  const { requests } = await bed.aws.decisions();
  const policies = await bed.aws.policies();
  const { name } = policies.find(({ kind }) => kind === "identity")!;
  const { decisions, variants } = await evaluate({
    policies,
    requests,
    variants: [{ [name]: null }, { [name]: policy({ Action: "sqs:*", Resource: "*" }) }, {}],
  });

  expect(decisions).toEqual(requests.map(({ decision }) => decision));
  expect(decisions).toEqual(["Allow", "ImplicitDeny"]);
  expect(variants).toEqual([
    ["ImplicitDeny", "ImplicitDeny"],
    ["Allow", "Allow"],
    ["Allow", "ImplicitDeny"],
  ]);
});

test("what a test relays is believed to be of whom its key is, whatever its signature", async () => {
  const { clientConfig } = await user({ Action: "sqs:CreateQueue", Resource: QUEUE });
  const create = (QueueName: string, headers = {}) =>
    fetch(bed.aws.endpoint, {
      method: "POST",
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${clientConfig.credentials.accessKeyId}/20240101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0`,
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "AmazonSQS.CreateQueue",
        ...headers,
      },
      body: JSON.stringify({ QueueName }),
    }).then(({ status }) => status);

  expect(await create("mine")).toBe(400); // IncompleteSignature
  expect(await create("mine", { "x-local-relayed": "1" })).toBe(200);
  expect(await create("other", { "x-local-relayed": "1" })).toBe(403);
});
