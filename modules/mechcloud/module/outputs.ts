import { Fn } from "cdktf";
import { AwsEnvironment } from "../../eventing/aws-environment";
import type { ModuleOutput } from "../../terraform/module-definition";
import { snakeCase } from "../../terraform/setting";
import type { MechCloudSync } from "../mechcloud-sync";
import { SYNC_RULES } from "../sync-rules";

/** The outputs of the published module. */
export function outputsOf(sync: MechCloudSync): Record<string, ModuleOutput> {
  const { region } = AwsEnvironment.of(sync);
  const { rules, queue, ruleDeadLetterQueue, accessToken, forwarder, trail } = sync;
  return {
    queue_url: { description: "URL of the FIFO queue that events wait in.", value: queue.queue.url },
    queue_arn: { description: "ARN of the FIFO queue that events wait in.", value: queue.queue.arn },
    dead_letter_queue_url: {
      description: "URL of the FIFO queue of events that MechCloud did not take.",
      value: queue.deadLetterQueue.queue.url,
    },
    dead_letter_queue_arn: {
      description: "ARN of the FIFO queue of events that MechCloud did not take.",
      value: queue.deadLetterQueue.queue.arn,
    },
    rule_dead_letter_queue_url: {
      description: "URL of the queue of events that EventBridge could not put into the FIFO queue.",
      value: ruleDeadLetterQueue.queue.url,
    },
    rule_dead_letter_queue_arn: {
      description: "ARN of the queue of events that EventBridge could not put into the FIFO queue.",
      value: ruleDeadLetterQueue.queue.arn,
    },
    function_name: {
      description: "Name of the function that posts to MechCloud.",
      value: forwarder.function.functionName,
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
    trail_arn: { description: "ARN of the trail; null where none is made.", value: trail?.trail.arn },
    trail_bucket_name: {
      description: "Name of the trail's bucket; null where none is made.",
      value: trail?.bucket.bucket,
    },
    access_token_secret_arn: {
      description: "ARN of the secret of MechCloud's access token.",
      value: accessToken.arn,
      precondition: {
        condition:
          "var.create_access_token_secret == null || var.create_access_token_secret == (var.access_token_secret_arn == null)",
        errorMessage:
          "create_access_token_secret must be null, or false just where access_token_secret_arn is given, not ${jsonencode(var.create_access_token_secret)} where access_token_secret_arn is ${jsonencode(var.access_token_secret_arn)}.",
      },
    },
    access_token_command: {
      description:
        "Command that fills the secret from its standard input: paste the token, press Enter, then Ctrl-D; or pbpaste | the command on macOS.",
      value: accessToken.fillCommand,
    },
    alarm_topic_arn: {
      description: "ARN of the topic that alarms are published to; null where there is none.",
      value: Fn.one(sync.alarmTopic?.actions ?? []),
    },
    resume_command: {
      description: "Command that resumes the relay after it paused itself; terraform apply does so, too.",
      value: `aws lambda update-event-source-mapping --region ${region} --uuid ${forwarder.eventSourceMapping.uuid} --enabled`,
    },
    archive_arn: { description: "ARN of the archive; null where there is none.", value: sync.archive?.arn },
    logs_command: {
      description: "Command that follows the function's log.",
      value: `aws logs tail --region ${region} --follow ${forwarder.logGroup.name}`,
    },
    redrive_command: {
      description:
        "Command that sends all events of the FIFO dead-letter queue to MechCloud again, at once and without a dry run; docs/operations.md has one that first shows what lies there.",
      value: `aws sqs start-message-move-task --region ${region} --source-arn ${queue.deadLetterQueue.queue.arn}`,
    },
    kms_key_policy: {
      description:
        "The policy that a customer managed key needs, as JSON. It depends on no resource, so the key may be made beside the module.",
      value: sync.keyPolicy.json,
    },
  };
}
