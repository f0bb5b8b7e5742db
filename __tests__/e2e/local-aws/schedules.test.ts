import { LOCAL_ACCOUNT } from "../../../local-aws/account";
import { awsCall } from "../../../local-aws/aws-call";
import { arn, createFunction, createQueue, createRole, type Statement } from "../support/aws-resources";
import { until } from "../support/polling";
import { queueDepth } from "../support/queues";
import { drain } from "../support/tap";
import { TestBed } from "../support/test-bed";

jest.setTimeout(60_000);

let bed: TestBed;

beforeAll(async () => {
  bed = await TestBed.start();
}, 180_000);
afterAll(() => bed?.end());
beforeEach(async () => {
  await bed.aws.reset();
  await bed.aws.forgetDecisions();
});

const QUEUE = arn("sqs", "due");
const GROUP = arn("scheduler", "schedule-group/default");
const MAY_SEND: Statement = { Action: "sqs:SendMessage", Resource: QUEUE };

const role = (statements: Statement[], service = "scheduler.amazonaws.com", source = GROUP) =>
  createRole(bed, "schedule", service, statements, {
    ArnEquals: { "aws:SourceArn": source },
    StringEquals: { "aws:SourceAccount": LOCAL_ACCOUNT },
  });

function schedule(RoleArn: string, target: object = {}, more: object = {}): Promise<string> {
  const soon = new Date(Date.now() + 1_000).toISOString().slice(0, 19);
  return awsCall(bed.aws.endpoint, "scheduler", {
    path: "/schedules/once",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      ScheduleExpression: `at(${soon})`,
      FlexibleTimeWindow: { Mode: "OFF" },
      ActionAfterCompletion: "DELETE",
      Target: { Arn: QUEUE, RoleArn, Input: '{"wake":true}', ...target },
      ...more,
    }),
  });
}

const exists = () =>
  awsCall(bed.aws.endpoint, "scheduler", { method: "GET", path: "/schedules/once" }).then(
    () => true,
    () => false,
  );

test("a one-time schedule fires once, in its role, and is gone; its name can be used again", async () => {
  const queue = await createQueue(bed, "due");
  const RoleArn = await role([MAY_SEND]);
  await schedule(RoleArn);
  await until("the schedule to fire", async () => (await queueDepth(bed.sqs, queue)) === 1);
  await until("the schedule to be gone", async () => !(await exists()));
  await schedule(RoleArn);
  await until("the schedule to fire again", async () => (await queueDepth(bed.sqs, queue)) === 2);

  expect(await drain(bed, queue)).toEqual(['{"wake":true}', '{"wake":true}']);
  expect((await bed.aws.decisions()).deliveries).toMatchObject({ delivered: 2, lost: 0 });
});

test("a schedule invokes a function", async () => {
  const queue = await createQueue(bed, "due");
  const worker = await createRole(bed, "worker", "lambda.amazonaws.com", [MAY_SEND]);
  const Arn = await createFunction(
    bed,
    "wake",
    worker,
    `const { SQSClient, SendMessageCommand } = require(${JSON.stringify(require.resolve("@aws-sdk/client-sqs"))});
     await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: "${queue}", MessageBody: JSON.stringify(event) }));`,
  );
  await schedule(await role([{ Action: "lambda:InvokeFunction", Resource: Arn }]), { Arn });
  await until("the function to run", async () => (await queueDepth(bed.sqs, queue)) === 1);

  expect(await drain(bed, queue)).toEqual(['{"wake":true}']);
});

test("what the role may not do is lost, or goes to the dead-letter queue that the role may send to", async () => {
  await createQueue(bed, "due");
  const deadLetters = await createQueue(bed, "undelivered");
  const undelivered = arn("sqs", "undelivered");
  const RoleArn = await role([{ Action: "sqs:SendMessage", Resource: undelivered }]);
  await schedule(RoleArn);
  await until("the loss", async () => (await bed.aws.decisions()).lost.length === 1);
  await until("the schedule to be gone", async () => !(await exists()));
  await schedule(RoleArn, { DeadLetterConfig: { Arn: undelivered } });
  await until("a dead letter", async () => (await queueDepth(bed.sqs, deadLetters)) === 1);

  expect(await drain(bed, deadLetters)).toEqual(['{"wake":true}']);
});

test.each([
  ["another service", "lambda.amazonaws.com", GROUP],
  ["the schedule instead of its group", "scheduler.amazonaws.com", arn("scheduler", "schedule/default/once")],
])("a role that trusts %s is refused", async (_, service, source) => {
  const RoleArn = await role([MAY_SEND], service, source);

  await expect(schedule(RoleArn)).rejects.toThrow("must allow AWS EventBridge Scheduler to assume the role");
});
