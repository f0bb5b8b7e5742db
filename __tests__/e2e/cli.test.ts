import { DisableRuleCommand, EnableRuleCommand } from "@aws-sdk/client-eventbridge";
import { CreateScheduleCommand, ListSchedulesCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../local-aws/account";
import type { MechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import event from "../../samples/events/tag-vpc-created.json";
import { CliUsers, diagnose } from "./support/cli";
import { deployRelay, type RelayOutputs } from "./support/relay";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";

jest.setTimeout(240_000);

const LAMBDA = `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function`;

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
/** A JWT that does not expire soon. */
const TOKEN = `${encode({ alg: "none" })}.${encode({ exp: 4_000_000_000 })}.signature`;

let bed: TestBed;
let relay: RelayOutputs;
let users: CliUsers;
let mechCloud: MechCloudStandIn;
let scheduler: SchedulerClient;

beforeAll(async () => {
  bed = await TestBed.start({ mappingDelay: 1 });
  users = new CliUsers(bed);
  scheduler = new SchedulerClient(bed.aws.clientConfig);
  mechCloud = await bed.mechCloud({ token: TOKEN });
  relay = await deployRelay(bed, {
    endpoint_url: mechCloud.url,
    alarms: { email_addresses: ["ops@example.com"] },
  });
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

test("a token is stored, and the event that waited is accepted", async () => {
  // Otherwise the relay pauses itself, because it finds no token.
  await users.run("pause", ["pause"]);
  await bed.sqs.send(
    new SendMessageCommand({
      QueueUrl: relay.queue_url,
      MessageBody: JSON.stringify(event),
      MessageGroupId: "mc-tag-change-events",
    }),
  );
  const refused = await users.run("token-set", ["token", "set"], "no token");
  expect(refused).toMatchObject({ code: 1, stdout: "" });

  const stored = await users.run("token-set", ["token", "set", "--json"], `${TOKEN}\n`);
  expect(stored).toMatchObject({ code: 0, stdout: expect.stringContaining('"outcome":"accepted"') as string });
  expect(mechCloud.arrivals.at(-1)).toMatchObject({ status: 200, event: { id: event.id } });

  const tail = await users.run("tail", ["tail", "--outcome", "delivered", "--json"]);
  expect(tail.code).toBe(0);
  expect(JSON.parse(tail.stdout)).toMatchObject({ outcome: "delivered", status: 200 });
});

test("doctor has no findings once the assets have names, and then each planted fault", async () => {
  const untagged = await diagnose(users);
  expect(untagged.findings).toEqual([expect.stringMatching(/^assets: 0 of \d+ VPCs, subnets and instances/)]);
  await users.run("tag-assets", ["tag-assets", "--yes"]);
  expect(await diagnose(users, "--probe")).toEqual({ findings: [], notes: [] });

  await bed.events.send(new DisableRuleCommand({ Name: "mc-tag-change-events" }));
  await users.run("pause", ["pause"]);
  expect(await diagnose(users)).toEqual({
    findings: [
      "rules: The rule mc-tag-change-events is DISABLED.",
      "mapping: The relay is paused until somebody resumes it.",
    ],
    notes: [],
  });
  await bed.events.send(new EnableRuleCommand({ Name: "mc-tag-change-events" }));
  await users.run("resume", ["resume"]);
});

test("events that were set aside are listed, shown, dropped and moved back", async () => {
  await users.run("pause", ["pause"]);
  for (const MessageDeduplicationId of ["1", "2"]) {
    await bed.sqs.send(
      new SendMessageCommand({
        QueueUrl: relay.dead_letter_queue_url,
        MessageBody: JSON.stringify(event),
        MessageGroupId: "mc-tag-change-events",
        MessageDeduplicationId,
        MessageAttributes: { outcome: { DataType: "String", StringValue: "refused" } },
      }),
    );
  }
  const list = await users.run("dlq-list", ["dlq", "list", "--json"]);
  expect(list).toMatchObject({ code: 0, stderr: "" });
  const { queues } = JSON.parse(list.stdout) as {
    queues: { name: string; events: { id: string; reason: string }[] }[];
  };
  const events = queues.flatMap((queue) => queue.events);
  expect(events.map(({ reason }) => reason)).toEqual(["refused", "refused"]);
  const { id } = events[0]!;
  const shown = await users.run("dlq-list", ["dlq", "show", id, "--json"]);
  expect(JSON.parse(shown.stdout)).toMatchObject({ id, event });
  expect(await users.run("dlq-drop", ["dlq", "drop", id])).toMatchObject({ code: 1, stdout: "" });
  expect(await users.run("dlq-drop", ["dlq", "drop", id, "--yes"])).toMatchObject({
    code: 0,
    stdout: "Deleted 1 event.\n",
  });

  const { code, stdout } = await users.run("redrive", ["redrive", "--yes", "--json"]);
  expect({ code, result: JSON.parse(stdout) as unknown }).toMatchObject({ code: 0, result: { moved: 1, left: 0 } });
});

test("a user without the permission is told where it is documented", async () => {
  const { code, stderr } = await users.run("redrive", ["status"]);
  expect(code).toBe(1);
  expect(stderr).toContain("The permissions that each command needs are in docs/policies");
});
