import { Fn, propertyAccess, Token } from "cdktf";
import { ALARMS_INPUT, alarmsOf } from "../eventing/alarms-input";
import { AwsEnvironment } from "../eventing/aws-environment";
import { MAX_RECEIVE_COUNT } from "../eventing/fifo-queue";
import { IAM_POLICY_ARN, KMS_KEY_ARN, LOG_RETENTION_DAYS, NAME_PREFIX } from "../eventing/limits";
import { tagAll } from "../eventing/tagging";
import { type Condition, choose, isAbsent } from "../terraform/condition";
import { defineModule, type ModuleOutput } from "../terraform/module-definition";
import { nullOr } from "../terraform/rule";
import { AccessTokenSecret } from "./access-token";
import type { SyncMechanism } from "./event-patterns";
import { DEFAULT_ENDPOINT_URL, DEFAULT_TEAM_ID, FORWARDER_ZIP } from "./forwarder";
import * as limits from "./limits";
import { MechCloudSync } from "./mechcloud-sync";

/** MechCloud's real-time visualization as a Terraform module: `terraform-aws-mechcloud-sync`. */
export const mechCloudSyncModule = defineModule({
  name: "mechcloud-sync",
  inputs: {
    cloud_account_id: {
      type: "string",
      description: "The id that MechCloud gave the cloud account: Infrastructure → Cloud Accounts in its console.",
      rule: limits.CLOUD_ACCOUNT_ID,
    },
    team_id: {
      type: "string",
      description:
        "The id of the MechCloud team that the cloud account belongs to, a UUID. The default is the default team.",
      default: DEFAULT_TEAM_ID,
      rule: limits.TEAM_ID,
    },
    sync_mechanisms: {
      type: "list(string)",
      description:
        "How changes are noticed: tags (fast, for resources that carry the tag Mc-Asset-Name), cloudtrail (slower, for every resource), or both.",
      default: ["tags"],
      rule: limits.SYNC_MECHANISM_LIST,
    },
    create_trail: {
      type: "bool",
      description:
        "Whether a trail is made for the mechanism cloudtrail. Set false where a trail already logs management write events in this region; an account has at most five trails a region.",
      default: true,
    },
    trail_log_retention_days: {
      type: "number",
      description: "How long the trail's bucket keeps the log files, in days. EventBridge does not read them.",
      default: 7,
      rule: limits.TRAIL_LOG_RETENTION_DAYS,
    },
    access_token_secret_arn: {
      type: "string",
      description:
        "ARN of a secret whose text is MechCloud's access token. Null: an empty secret is made, and the output access_token_command fills it. A customer managed key of the secret, other than kms_key_arn, must let the output function_role_arn call kms:Decrypt.",
      default: null,
      rule: nullOr(limits.SECRET_ARN),
    },
    create_access_token_secret: {
      type: "bool",
      description:
        "Whether the secret is made. Null: it is where access_token_secret_arn is null. Set false, beside access_token_secret_arn, where that ARN is known only after apply.",
      default: null,
    },
    endpoint_url: {
      type: "string",
      description: "Where events are posted: https, or http for a loopback host.",
      default: DEFAULT_ENDPOINT_URL,
      rule: limits.ENDPOINT_URL,
    },
    payload: {
      type: "string",
      description:
        "full posts an event as it came; minimal only what MechCloud needs, without principal, IP address and user agent, and without account number but for the ARNs that tag changes need.",
      default: "full",
      rule: limits.PAYLOAD,
    },
    name_prefix: {
      type: "string",
      description:
        "What all names begin with, so that several relays fit one account and region. The default gives MechCloud's documented names.",
      default: "",
      rule: NAME_PREFIX,
    },
    on_failure: {
      type: "string",
      description:
        "What happens when MechCloud takes no events for good: pause stops the function, and the queue keeps the events in order; dead-letter lets them go to the dead-letter queue.",
      default: "pause",
      rule: limits.ON_FAILURE,
    },
    archive_retention_days: {
      type: "number",
      description: "How long EventBridge archives the events, in days, so that they can be replayed. Null: no archive.",
      default: null,
      rule: nullOr(limits.ARCHIVE_RETENTION_DAYS),
    },
    tracing: {
      type: "bool",
      description: "Whether AWS X-Ray traces the function.",
      default: false,
    },
    batch_size: {
      type: "number",
      description: "How many events one invocation of the function takes.",
      default: 10,
      rule: limits.BATCH_SIZE,
    },
    function_timeout: {
      type: "number",
      description:
        "How long one invocation may take, in seconds. A message stays hidden six times as long before it is tried again.",
      default: 30,
      rule: limits.FUNCTION_TIMEOUT,
    },
    function_memory_size: {
      type: "number",
      description: "The function's memory, in MB.",
      default: 256,
      rule: limits.FUNCTION_MEMORY,
    },
    runtime: {
      type: "string",
      description: "The function's Lambda runtime. Change it together with forwarder_package.",
      default: "nodejs22.x",
      rule: limits.RUNTIME,
    },
    forwarder_package: {
      type: 'object({ filename = optional(string), handler = optional(string, "index.handler"), layers = optional(list(string), []), architecture = optional(string, "arm64") })',
      description:
        "Your own function package: filename (path of a zip file; default: the forwarder that comes with the module), handler, layers (ARNs), architecture (arm64 or x86_64).",
      default: {},
      rule: limits.FORWARDER_PACKAGE,
    },
    max_receive_count: {
      type: "number",
      description: "How often an event is tried before it goes to the dead-letter queue. AWS advises 5 or more.",
      default: 5,
      rule: MAX_RECEIVE_COUNT,
    },
    log_retention_days: {
      type: "number",
      description: "How long the function's log is kept, in days.",
      default: 30,
      rule: LOG_RETENTION_DAYS,
    },
    alarms: ALARMS_INPUT,
    create_dashboard: {
      type: "bool",
      description: "Whether a CloudWatch dashboard is made.",
      default: true,
    },
    kms_key_arn: {
      type: "string",
      description:
        "ARN of a customer managed KMS key for the queues, the log, the secret, the alarm topic, the trail and its bucket. Its policy must say what the output kms_key_policy says. Null: keys that AWS owns or manages.",
      default: null,
      rule: nullOr(KMS_KEY_ARN),
    },
    permissions_boundary_arn: {
      type: "string",
      description: "ARN of an IAM policy that bounds the function's role.",
      default: null,
      rule: nullOr(IAM_POLICY_ARN),
    },
    tags: {
      type: "map(string)",
      description: "Tags for every resource that takes tags.",
      default: {},
    },
  },

  build(scope, { variables, file }) {
    const secretArn = variables.access_token_secret_arn.stringValue;
    const packageOf = (attribute: string) => propertyAccess(variables.forwarder_package.value, [attribute]) as unknown;
    const namePrefix = variables.name_prefix.stringValue;
    const kmsKeyArn = variables.kms_key_arn.stringValue;

    const accessToken = new AccessTokenSecret(scope, "access_token", {
      name: `${namePrefix}mechcloud-access-token`,
      existingArn: secretArn,
      create: Fn.coalesce([variables.create_access_token_secret.value, isAbsent(secretArn)]) as Condition,
      kmsKeyArn,
    });
    const sync = new MechCloudSync(scope, "this", {
      cloudAccountId: variables.cloud_account_id.stringValue,
      teamId: variables.team_id.stringValue,
      syncMechanisms: variables.sync_mechanisms.listValue as SyncMechanism[],
      createTrail: variables.create_trail.booleanValue,
      trailLogRetentionDays: variables.trail_log_retention_days.numberValue,
      accessToken,
      endpointUrl: variables.endpoint_url.stringValue,
      payload: variables.payload.stringValue as limits.Payload,
      namePrefix,
      onFailure: variables.on_failure.stringValue as limits.OnFailure,
      archiveRetentionDays: variables.archive_retention_days.numberValue,
      tracing: variables.tracing.booleanValue,
      batchSize: variables.batch_size.numberValue,
      functionTimeout: variables.function_timeout.numberValue,
      functionMemorySize: variables.function_memory_size.numberValue,
      runtime: variables.runtime.stringValue,
      forwarderPackage: {
        filename: choose(
          isAbsent(Token.asString(packageOf("filename"))),
          file(FORWARDER_ZIP),
          Token.asString(packageOf("filename")),
        ),
        handler: Token.asString(packageOf("handler")),
        layers: Token.asList(packageOf("layers")),
        architecture: Token.asString(packageOf("architecture")),
      },
      maxReceiveCount: variables.max_receive_count.numberValue,
      logRetentionDays: variables.log_retention_days.numberValue,
      kmsKeyArn,
      permissionsBoundaryArn: variables.permissions_boundary_arn.stringValue,
      alarms: alarmsOf(scope),
      dashboard: variables.create_dashboard.booleanValue,
    });
    tagAll(scope, Token.asStringMap(variables.tags.value));
    return outputsOf(sync, accessToken);
  },
});

function outputsOf(sync: MechCloudSync, token: AccessTokenSecret): Record<string, ModuleOutput> {
  const { region } = AwsEnvironment.of(sync);
  const { queue, ruleDeadLetterQueue, forwarder, trail } = sync;
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
      description:
        "ARNs of the rules by what they notice: instance_state_change, tag_change, cloudtrail; null where not chosen.",
      value: {
        instance_state_change: sync.instanceStateChangeRule.rule.arn,
        tag_change: sync.tagChangeRule?.rule.arn,
        cloudtrail: sync.cloudTrailRule?.rule.arn,
      },
    },
    trail_arn: { description: "ARN of the trail; null where none is made.", value: trail?.trail.arn },
    trail_bucket_name: {
      description: "Name of the trail's bucket; null where none is made.",
      value: trail?.bucket.bucket,
    },
    access_token_secret_arn: {
      description: "ARN of the secret of MechCloud's access token.",
      value: token.arn,
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
      value: token.fillCommand,
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
      description: "Command that sends the events of the FIFO dead-letter queue to MechCloud again.",
      value: `aws sqs start-message-move-task --region ${region} --source-arn ${queue.deadLetterQueue.queue.arn}`,
    },
    kms_key_policy: {
      description:
        "The policy that a customer managed key needs, as JSON. It depends on no resource, so the key may be made beside the module.",
      value: sync.keyPolicy.json,
    },
  };
}
