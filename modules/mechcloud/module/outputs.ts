import { Fn } from "cdktf";
import { AwsEnvironment } from "../../eventing/aws-environment";
import { NODE_RUNTIME } from "../../eventing/constraints";
import { commandLines, dashboardUrl, statusCommand } from "../../eventing/module/operation-outputs";
import { DELIVERS } from "../../eventing/subscribers";
import { VERSION_OUTPUT } from "../../eventing/version";
import type { ModuleOutput } from "../../terraform/module-definition";
import { type Settled, snakeCase } from "../../terraform/setting";
import type { MechCloudSync } from "../mechcloud-sync";
import type { SYNC_SETTINGS } from "../settings";
import { SYNC_RULES } from "../sync-rules";
import { nextSteps } from "./next-steps";

/** The outputs of the published module. */
export function outputsOf(
  sync: MechCloudSync,
  settings: Pick<Settled<typeof SYNC_SETTINGS>, "syncMechanisms">,
): Record<string, ModuleOutput> {
  const { region } = AwsEnvironment.of(sync);
  const { rules, queue, ruleDeadLetterQueue, accessToken, forwarder, trail, hub } = sync;
  const setMapping = (flag: string) =>
    `aws lambda update-event-source-mapping --region ${region} --uuid ${forwarder.eventSourceMapping.uuid} --${flag} --query State --output text`;
  const commandLine = commandLines(sync);
  const schedules = `--region ${region} --group-name ${forwarder.function.functionName}`;
  return {
    delivers: { description: DELIVERS, value: sync.delivers },
    queue_url: { description: "URL of the FIFO queue of events.", value: queue.queue.url },
    queue_arn: { description: "ARN of the FIFO queue of events.", value: queue.queue.arn },
    dead_letter_queue_url: {
      description: "URL of the FIFO dead-letter queue, of events that were not delivered to MechCloud.",
      value: queue.deadLetterQueue.queue.url,
    },
    dead_letter_queue_arn: {
      description: "ARN of the FIFO dead-letter queue, of events that were not delivered to MechCloud.",
      value: queue.deadLetterQueue.queue.arn,
    },
    rule_dead_letter_queue_url: {
      description:
        "URL of the dead-letter queue of the rules, of events that EventBridge could not deliver to the FIFO queue.",
      value: ruleDeadLetterQueue.queue.url,
    },
    rule_dead_letter_queue_arn: {
      description:
        "ARN of the dead-letter queue of the rules, of events that EventBridge could not deliver to the FIFO queue.",
      value: ruleDeadLetterQueue.queue.arn,
    },
    function_name: {
      description: "Name of the function that posts to MechCloud.",
      value: forwarder.function.functionName,
      precondition: {
        condition: `var.forwarder_package.filename != null || ${NODE_RUNTIME.condition("var.runtime")}`,
        errorMessage: `runtime must be ${NODE_RUNTIME.allowed}, not \${jsonencode(var.runtime)}, unless forwarder_package has a filename.`,
      },
    },
    function_arn: { description: "ARN of the function that posts to MechCloud.", value: forwarder.function.arn },
    function_role_arn: { description: "ARN of the function's role.", value: forwarder.role.arn },
    log_group_name: { description: "Name of the function's log group.", value: forwarder.logGroup.name },
    event_source_mapping_uuid: {
      description: "UUID of the event source mapping between queue and function.",
      value: forwarder.eventSourceMapping.uuid,
    },
    rule_arns: {
      description: `ARNs of the rules: ${Object.keys(SYNC_RULES).map(snakeCase).join(", ")}; null if the rule's mechanism is not chosen.`,
      value: Object.fromEntries(Object.entries(rules).map(([key, rule]) => [snakeCase(key), rule?.rule.arn])),
    },
    trail_arn: { description: "ARN of the trail; null if no trail is created.", value: trail?.trail.arn },
    trail_bucket_name: {
      description: "Name of the trail's bucket; null if no trail is created.",
      value: trail?.bucket.bucket,
    },
    access_token_secret_arn: {
      description: "ARN of the secret that contains MechCloud's access token.",
      value: accessToken.arn,
      precondition: {
        condition:
          "var.create_access_token_secret == null || var.create_access_token_secret == (var.access_token_secret_arn == null)",
        errorMessage:
          "create_access_token_secret must be null, false with access_token_secret_arn, or true without it, not ${jsonencode(var.create_access_token_secret)} while access_token_secret_arn is ${jsonencode(var.access_token_secret_arn)}.",
      },
    },
    access_token_command: {
      description:
        "Command that stores the access token in the secret, and resumes the relay. It reads standard input: paste the token, press Enter, then Ctrl-D; on macOS, pbpaste | the command.",
      value: `${accessToken.fillCommand} && ${setMapping("enabled")}`,
    },
    alarm_topic_arn: {
      description: "ARN of the topic that alarms are published to; null if there is none.",
      value: Fn.one(sync.alarmTopic?.actions ?? []),
    },
    pause_command: {
      description:
        "Command that pauses the relay until resume_command ends the pause: it also deletes the schedules with which the relay would end a pause of its own.",
      value: `${setMapping("no-enabled")} && aws scheduler list-schedules ${schedules} --query 'Schedules[].[Name]' --output text | xargs -I{} aws scheduler delete-schedule ${schedules} --name {}`,
    },
    resume_command: {
      description:
        "Command that resumes the relay after somebody paused it. The relay ends a pause of its own by itself; this command ends it at once.",
      value: setMapping("enabled"),
    },
    hub_bus_arn: {
      description:
        "ARN of the event bus for the events of other regions and accounts: the input hub_bus_arn of the module spoke. Null if there is none.",
      value: hub?.bus.arn,
      dependsOn: hub?.readiness,
    },
    hub_archive_arn: {
      description: "ARN of the archive of the event bus of hub_bus_arn; null if there is none.",
      value: sync.hubArchive?.arn,
    },
    archive_arn: { description: "ARN of the archive; null if there is none.", value: sync.archive?.arn },
    dashboard_url: dashboardUrl(sync, sync.dashboard),
    next_steps: {
      description: "What remains to do after the first apply.",
      value: nextSteps(settings, commandLine),
    },
    status_command: statusCommand(commandLine),
    logs_command: {
      description: "Command that shows the function's log as it is written.",
      value: `aws logs tail --region ${region} --follow ${forwarder.logGroup.name}`,
    },
    redrive_command: {
      description:
        "Command that moves all events of the FIFO dead-letter queue back to the FIFO queue. docs/operations.md has a command that first lists them.",
      value: `aws sqs start-message-move-task --region ${region} --source-arn ${queue.deadLetterQueue.queue.arn}`,
    },
    kms_key_policy: {
      description:
        "Key policy for a customer managed key, as JSON. It depends on no resource of the module, so the same configuration can create the key.",
      value: sync.keyPolicy.json,
    },
    version: VERSION_OUTPUT,
  };
}
