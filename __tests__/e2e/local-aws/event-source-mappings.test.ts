import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import {
  arn,
  createFunction,
  createKey,
  createQueue,
  createRole,
  type Statement,
  setRolePolicy,
} from "../support/aws-resources";
import { until } from "../support/polling";
import { queueDepth, untilEmpty } from "../support/queues";
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
  await bed.aws.set({ mappingDelay: 0 });
});

const QUEUE = arn("sqs", "work");
const consume = (...without: string[]): Statement => ({
  Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"].filter((a) => !without.includes(a)),
  Resource: QUEUE,
});

async function worker(statements: Statement[], attributes = {}): Promise<string> {
  const role = await createRole(bed, "worker", "lambda.amazonaws.com", statements);
  await createFunction(bed, "worker", role, "");
  return createQueue(bed, "work", [], { VisibilityTimeout: "1", ...attributes });
}

const create = () =>
  bed.lambda.send(new CreateEventSourceMappingCommand({ FunctionName: "worker", EventSourceArn: QUEUE }));
const state = async (UUID?: string) => (await bed.lambda.send(new GetEventSourceMappingCommand({ UUID }))).State;
const enable = (UUID: string | undefined, Enabled: boolean) =>
  bed.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
const work = (QueueUrl: string) => bed.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "work" }));

describe("a mapping", () => {
  test.each(["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"])(
    "is refused to a function whose role may not %s",
    async (call) => {
      await worker([consume(`sqs:${call}`)]);

      await expect(create()).rejects.toThrow(`does not have permissions to call ${call} on SQS`);
    },
  );

  test("receives and deletes in the function's role, and nothing where that may not", async () => {
    const queue = await worker([consume()]);
    await create();
    await work(queue);
    await untilEmpty(bed.sqs, queue);
    await setRolePolicy(bed, "worker", [consume("sqs:ReceiveMessage")]);
    await work(queue);
    await until("a refusal", async () =>
      (await bed.aws.decisions()).requests.some(
        ({ action, decision }) => action === "sqs:ReceiveMessage" && decision !== "Allow",
      ),
    );

    expect(await queueDepth(bed.sqs, queue)).toBe(1);
  });

  test("needs the queue's key", async () => {
    const queue = await worker([consume()], { KmsMasterKeyId: await createKey(bed, []) });
    await create();
    await work(queue);
    await until("a refusal", async () =>
      (await bed.aws.decisions()).requests.some(
        ({ action, decision }) => action === "kms:Decrypt" && decision !== "Allow",
      ),
    );
    expect(await queueDepth(bed.sqs, queue)).toBe(1);

    await setRolePolicy(bed, "worker", [consume(), { Action: "kms:Decrypt", Resource: "*" }]);
    await untilEmpty(bed.sqs, queue);
  });
});

describe("a change of a mapping", () => {
  test("is there at once by default", async () => {
    await worker([consume()]);
    const { UUID, State } = await create();

    expect([State, await state(UUID)]).toEqual(["Enabled", "Enabled"]);
    expect((await enable(UUID, false)).State).toBe("Disabled");
  });

  test("takes a while where a test wants so, receives meanwhile, and takes no other change", async () => {
    const queue = await worker([consume()]);
    const { UUID } = await create();
    await bed.aws.set({ mappingDelay: 2 });
    const disabling = await enable(UUID, false);
    await work(queue);
    await untilEmpty(bed.sqs, queue);
    const meanwhile = await state(UUID);

    expect([disabling.State, meanwhile]).toEqual(["Disabling", "Disabling"]);
    await expect(enable(UUID, true)).rejects.toMatchObject({ name: "ResourceInUseException" });
    await until("the mapping to be disabled", async () => (await state(UUID)) === "Disabled");
    await work(queue);
    expect((await enable(UUID, true)).State).toBe("Enabling");
    await until("the mapping to be enabled", async () => (await state(UUID)) === "Enabled");
    await untilEmpty(bed.sqs, queue);
  });

  test("that deletes it takes a while, too", async () => {
    await worker([consume()]);
    await bed.aws.set({ mappingDelay: 1 });
    const { UUID, State } = await create();
    await until("the mapping", async () => (await state(UUID)) === "Enabled");
    const deleted = await bed.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));

    expect([State, deleted.State, await state(UUID)]).toEqual(["Creating", "Deleting", "Deleting"]);
    await until("it to be gone", async () =>
      state(UUID).then(
        () => false,
        (error: Error) => error.name === "ResourceNotFoundException",
      ),
    );
  });
});
