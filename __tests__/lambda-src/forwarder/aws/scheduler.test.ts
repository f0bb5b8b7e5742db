import { Scheduler } from "../../../../lambda-src/forwarder/aws/scheduler";
import { awsServer, signal } from "../support/aws-server";

const aws = awsServer();

function create() {
  const schedule = {
    name: "resume-1",
    at: Date.parse("2024-02-14T10:16:17.999Z"),
    functionArn: "arn:function",
    input: { resume: "resume-1" },
  };
  return new Scheduler({ group: "relay", roleArn: "arn:role" }).create(schedule, signal);
}

describe("Scheduler", () => {
  test("creates a schedule that invokes the function once and deletes itself", async () => {
    aws.answer({ ScheduleArn: "arn:schedule" });

    await create();

    expect(aws.calls()).toEqual([
      [
        "POST /schedules/resume-1",
        {
          GroupName: "relay",
          ClientToken: expect.any(String) as string,
          ScheduleExpression: "at(2024-02-14T10:16:17)",
          FlexibleTimeWindow: { Mode: "OFF" },
          ActionAfterCompletion: "DELETE",
          Target: { Arn: "arn:function", RoleArn: "arn:role", Input: '{"resume":"resume-1"}' },
        },
      ],
    ]);
  });

  test("is content with a schedule of that name", async () => {
    aws.answer("ConflictException");

    await expect(create()).resolves.toBeUndefined();
  });

  test("fails with what EventBridge Scheduler answers", async () => {
    aws.answer("ServiceQuotaExceededException");

    await expect(create()).rejects.toMatchObject({ name: "ServiceQuotaExceededException" });
  });
});
