import { arn, block, variable } from "../synth";
import { mechCloudSync } from "./sync";

describe("an archive", () => {
  const ARCHIVE = "aws_cloudwatch_event_archive.sync_archive";

  test("is created if its days are set, with all kinds of event that rules match", () => {
    const { event_pattern: pattern, ...archive } = block(mechCloudSync({ archiveRetentionDays: 30 }).resource, ARCHIVE);

    expect(archive).toEqual({
      depends_on: ["aws_iam_role.sync_forwarder_role"],
      name: "mechcloud-events",
      description: "Events that MechCloud gets, for a replay",
      event_source_arn: arn("events", "event-bus/default"),
      retention_days: 30,
    });
    expect(JSON.parse(pattern as string)).toEqual({
      source: ["aws.ec2", "aws.tag"],
      "detail-type": [
        "EC2 Instance State-change Notification",
        "Tag Change on Resource",
        "AWS API Call via CloudTrail",
      ],
    });
  });

  test("is not created by default", () => {
    expect(mechCloudSync().resource).not.toHaveProperty("aws_cloudwatch_event_archive");
  });

  test("under an expression is created if that is not null", () => {
    const { resource } = mechCloudSync((stack) => ({
      archiveRetentionDays: variable(stack, "days", "number").numberValue,
    }));

    expect(block(resource, ARCHIVE)).toMatchObject({
      count: "${(var.days != null) ? 1 : 0}",
      retention_days: "${var.days}",
    });
  });
});
