import { CreateScheduleCommand, ListSchedulesCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../local-aws/account";
import { CliUsers } from "./support/cli";
import { deployRelay, type RelayOutputs } from "./support/relay";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";

jest.setTimeout(120_000);

const LAMBDA = `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function`;

let bed: TestBed;
let relay: RelayOutputs;
let users: CliUsers;
let scheduler: SchedulerClient;

beforeAll(async () => {
  bed = await TestBed.start({ mappingDelay: 1 });
  users = await CliUsers.create(bed);
  scheduler = new SchedulerClient(bed.aws.clientConfig);
  relay = await deployRelay(bed);
}, DEPLOY_LIMIT);
afterAll(async () => {
  scheduler?.destroy();
  await bed?.end();
}, 30_000);

async function status(): Promise<{ state: string; resumesAt: string | null }> {
  const { stdout, stderr, code } = await users.run("status", ["status", "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as Awaited<ReturnType<typeof status>>;
}

/** As the function creates it. */
async function schedulePauseEnd(at: string): Promise<void> {
  const roleName = relay.function_role_arn
    .split("/")
    .pop()!
    .replace(/-us-east-1$/, "-run-us-east-1");
  const RoleArn = relay.function_role_arn.replace(/[^/]+$/, roleName);
  await scheduler.send(
    new CreateScheduleCommand({
      GroupName: relay.function_name,
      Name: "resume-test",
      ScheduleExpression: `at(${at})`,
      FlexibleTimeWindow: { Mode: "OFF" },
      ActionAfterCompletion: "DELETE",
      Target: { Arn: `${LAMBDA}:${relay.function_name}`, RoleArn, Input: "{}" },
    }),
  );
}

test("pause and resume, and their status", async () => {
  expect(await status()).toMatchObject({ state: "running", resumesAt: null });

  await schedulePauseEnd("2030-01-01T00:00:00");
  const pause = await users.run("pause", ["pause"]);
  expect(pause).toMatchObject({
    code: 0,
    stderr: `Account 123456789012, region us-east-1: pause ${relay.function_name}\n`,
  });
  expect(pause.stdout).toContain("is paused");
  expect((await scheduler.send(new ListSchedulesCommand({ GroupName: relay.function_name }))).Schedules).toEqual([]);
  expect(await status()).toMatchObject({ state: "stopped", resumesAt: null });

  await schedulePauseEnd("2030-01-01T00:00:00");
  expect(await status()).toMatchObject({ state: "paused", resumesAt: "2030-01-01T00:00:00.000Z" });

  const resume = await users.run("resume", ["resume"]);
  expect(resume).toMatchObject({ code: 0, stdout: `${relay.function_name} is running.\n` });
  expect(await status()).toMatchObject({ state: "running" });
});

test("redrive needs its documented policy only", async () => {
  await users.run("pause", ["pause"]);
  await bed.sqs.send(
    new SendMessageCommand({
      QueueUrl: relay.dead_letter_queue_url,
      MessageBody: "{}",
      MessageGroupId: "mc-tag-change-events",
      MessageDeduplicationId: "1",
    }),
  );
  const { code, stdout } = await users.run("redrive", ["redrive", "--execute", "--json"]);
  expect({ code, result: JSON.parse(stdout) as unknown }).toMatchObject({ code: 0, result: { moved: 1, left: 0 } });
});

test("a user without the permission is told where it is documented", async () => {
  const { code, stderr } = await users.run("redrive", ["status"]);
  expect(code).toBe(1);
  expect(stderr).toContain("The permissions that each command needs are in docs/policies");
});
