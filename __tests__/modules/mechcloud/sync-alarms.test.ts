import { addresses, block, statements, variable } from "../synth";
import { KEY, mechCloudSync, type Props } from "./sync";

describe("alarms", () => {
  const alarmsOf = (props: Props) =>
    Object.entries(mechCloudSync(props).resource["aws_cloudwatch_metric_alarm"] ?? {}).map(
      ([id, { alarm_name: name }]) => [id.replace("sync_alarm_", ""), name],
    );
  const FUNCTION = "${aws_lambda_function.sync_forwarder.function_name}";

  test("are created by default, for each part that exists", () => {
    expect(Object.fromEntries(alarmsOf({}))).toEqual({
      dlq_depth: "${aws_sqs_queue.sync_management_events_dlq.name}-depth",
      rule_dlq_depth: "${aws_sqs_queue.sync_rule_dlq.name}-depth",
      queue_waiting: "${aws_sqs_queue.sync_management_events.name}-waiting",
      forwarder_errors: `${FUNCTION}-errors`,
      forwarder_throttles: `${FUNCTION}-throttles`,
      forwarder_near_timeout: `${FUNCTION}-near-timeout`,
      channel_down: `${FUNCTION}-channel-down`,
      move_failed: `${FUNCTION}-move-failed`,
      token_unusable: `${FUNCTION}-token-unusable`,
      token_expires: `${FUNCTION}-token-expires`,
      pause_failed: `${FUNCTION}-pause-failed`,
      instance_state_change_failed_invocations: "mc-instance-state-change-events-failed-invocations",
      instance_state_change_lost: "mc-instance-state-change-events-lost",
      tag_change_failed_invocations: "mc-tag-change-events-failed-invocations",
      tag_change_lost: "mc-tag-change-events-lost",
    });
  });

  test.each([
    [10, 6_000],
    [20, 16_000],
    [39, 35_000],
    [40, 36_000],
    [45, 40_500],
    [900, 810_000],
  ])("know the function's time-out of %i s, and leave it no less than 4 s: %i ms", (functionTimeout, threshold) => {
    const { resource } = mechCloudSync({ functionTimeout });

    expect(block(resource, "aws_cloudwatch_metric_alarm.sync_alarm_forwarder_near_timeout")).toMatchObject({
      metric_name: "Duration",
      threshold,
    });
  });

  test.each([
    [2, 7_200],
    [24, 86_400],
  ])("warn %i hours before the token expires: at %i s", (tokenWarningHours, threshold) => {
    const { resource } = mechCloudSync({ tokenWarningHours });

    expect(block(resource, "aws_cloudwatch_metric_alarm.sync_alarm_token_expires")).toMatchObject({ threshold });
  });

  test("do not warn if the number of hours is 0", () => {
    const ids = alarmsOf({ tokenWarningHours: 0 }).map(([id]) => id);

    expect(ids).toContain("token_unusable");
    expect(ids).not.toContain("token_expires");
  });

  test("are not about pauses if the relay does not pause itself", () => {
    const ids = alarmsOf({ onFailure: "dead-letter" }).map(([id]) => id);

    expect(ids).toContain("channel_down");
    expect(ids).not.toContain("pause_failed");
  });

  test.each<[onFailure: "pause" | "dead-letter", missingData: string]>([
    ["pause", "ignore"],
    ["dead-letter", "notBreaching"],
  ])("on the channel of a relay that is to %s take minutes without data as %s", (onFailure, missingData) => {
    const { resource } = mechCloudSync({ onFailure });

    for (const id of ["channel_down", "token_unusable"]) {
      expect(block(resource, `aws_cloudwatch_metric_alarm.sync_alarm_${id}`)).toMatchObject({
        treat_missing_data: missingData,
      });
    }
  });

  test("notify the topic that is created", () => {
    const { resource } = mechCloudSync();

    for (const alarm of Object.values(resource["aws_cloudwatch_metric_alarm"] ?? {})) {
      expect(alarm).toMatchObject({ alarm_actions: ["${aws_sns_topic.sync_alarms.arn}"] });
    }
  });

  test("notify nobody if there is no topic", () => {
    const { resource } = mechCloudSync({ alarms: { createTopic: false } });

    expect(resource).not.toHaveProperty("aws_sns_topic");
    for (const alarm of Object.values(resource["aws_cloudwatch_metric_alarm"] ?? {})) {
      expect(alarm).toMatchObject({ alarm_actions: [] });
    }
  });

  test("that are off create nothing, and need no statement in the key's policy", () => {
    const { resource, data } = mechCloudSync({ alarms: { enabled: false }, kmsKeyArn: KEY });

    expect(alarmsOf({ alarms: { enabled: false } })).toEqual([]);
    expect(addresses(resource).filter((address) => /alarm|sns/.test(address))).toEqual([]);
    expect(addresses(data).filter((address) => address.includes("alarm"))).toEqual([]);
    expect(statements(data, "sync_key_policy").map(({ sid }) => sid)).not.toContain("AllowAlarms");
  });

  test("under a condition are created under it and the condition of what they watch", () => {
    const { resource } = mechCloudSync((stack) => ({
      alarms: { enabled: variable(stack, "alarmed", "bool").booleanValue },
      syncMechanisms: variable(stack, "mechanisms", "list(string)").listValue as ["tags"],
    }));

    expect(block(resource, "aws_cloudwatch_metric_alarm.sync_alarm_channel_down")).toMatchObject({
      count: "${var.alarmed ? 1 : 0}",
    });
    expect(block(resource, "aws_cloudwatch_metric_alarm.sync_alarm_tag_change_lost")).toMatchObject({
      count: '${(var.alarmed && contains(var.mechanisms, "tags")) ? 1 : 0}',
    });
  });
});

test("the dashboard is optional", () => {
  expect(mechCloudSync({ createDashboard: false }).resource).not.toHaveProperty("aws_cloudwatch_dashboard");
});
