import { Fn, propertyAccess, Token } from "cdktf";
import { DEFAULT_ENDPOINT_URL } from "../../../lambda-src/contract/endpoint";
import type { OnFailure, Payload } from "../../../lambda-src/contract/forwarder-environment";
import { IAM_POLICY_ARN, KMS_KEY_ARN, LOG_RETENTION_DAYS, NAME_PREFIX } from "../../eventing/constraints";
import { DEFAULT_MAX_RECEIVE_COUNT, MAX_RECEIVE_COUNT } from "../../eventing/fifo-queue";
import { ALARMS_INPUT, alarmsOf } from "../../eventing/module/alarms-input";
import { tagAll } from "../../eventing/tagging";
import { type Condition, choose, isAbsent } from "../../terraform/condition";
import { nullOr } from "../../terraform/constraint";
import { defineModule } from "../../terraform/module-definition";
import { AccessTokenSecret } from "../access-token";
import * as limits from "../constraints";
import type { SyncMechanism } from "../event-patterns";
import { DEFAULT_TEAM_ID, FORWARDER_ZIP } from "../forwarder";
import { MechCloudSync } from "../mechcloud-sync";
import { outputsOf } from "./outputs";

/** MechCloud's real-time visualization as a Terraform module: `terraform-aws-mechcloud-sync`. */
export const mechCloudSyncModule = defineModule({
  name: "mechcloud-sync",
  inputs: {
    cloud_account_id: {
      type: "string",
      description: "The id that MechCloud gave the cloud account: Infrastructure → Cloud Accounts in its console.",
      constraint: limits.CLOUD_ACCOUNT_ID,
    },
    team_id: {
      type: "string",
      description:
        "The id of the MechCloud team that the cloud account belongs to, a UUID. The default is the default team.",
      default: DEFAULT_TEAM_ID,
      constraint: limits.TEAM_ID,
    },
    sync_mechanisms: {
      type: "list(string)",
      description:
        "How changes are noticed: tags (fast, for resources that carry the tag Mc-Asset-Name), cloudtrail (slower, for every resource), or both.",
      default: ["tags"],
      constraint: limits.SYNC_MECHANISM_LIST,
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
      constraint: limits.TRAIL_LOG_RETENTION_DAYS,
    },
    access_token_secret_arn: {
      type: "string",
      description:
        "ARN of a secret whose text is MechCloud's access token. Null: an empty secret is made, and the output access_token_command fills it. A customer managed key of the secret, other than kms_key_arn, must let the output function_role_arn call kms:Decrypt.",
      default: null,
      constraint: nullOr(limits.SECRET_ARN),
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
      constraint: limits.ENDPOINT_URL,
    },
    payload: {
      type: "string",
      description:
        "full posts an event as it came; minimal only what MechCloud needs, without principal, IP address and user agent, and without account number but for the ARNs that tag changes need.",
      default: "full",
      constraint: limits.PAYLOAD,
    },
    name_prefix: {
      type: "string",
      description:
        "What all names begin with, so that several relays fit one account and region. The default gives MechCloud's documented names.",
      default: "",
      constraint: NAME_PREFIX,
    },
    on_failure: {
      type: "string",
      description:
        "What happens when MechCloud takes no events for good: pause stops the function, and the queue keeps the events in order; dead-letter lets them go to the dead-letter queue.",
      default: "pause",
      constraint: limits.ON_FAILURE,
    },
    archive_retention_days: {
      type: "number",
      description: "How long EventBridge archives the events, in days, so that they can be replayed. Null: no archive.",
      default: null,
      constraint: nullOr(limits.ARCHIVE_RETENTION_DAYS),
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
      constraint: limits.BATCH_SIZE,
    },
    function_timeout: {
      type: "number",
      description:
        "How long one invocation may take, in seconds. A message stays hidden six times as long before it is tried again.",
      default: 30,
      constraint: limits.FUNCTION_TIMEOUT,
    },
    function_memory_size: {
      type: "number",
      description: "The function's memory, in MB.",
      default: 256,
      constraint: limits.FUNCTION_MEMORY,
    },
    runtime: {
      type: "string",
      description: "The function's Lambda runtime. Change it together with forwarder_package.",
      default: "nodejs22.x",
      constraint: limits.RUNTIME,
    },
    forwarder_package: {
      type: 'object({ filename = optional(string), handler = optional(string, "index.handler"), layers = optional(list(string), []), architecture = optional(string, "arm64") })',
      description:
        "Your own function package: filename (path of a zip file; default: the forwarder that comes with the module), handler, layers (ARNs), architecture (arm64 or x86_64).",
      default: {},
      constraint: limits.FORWARDER_PACKAGE,
    },
    max_receive_count: {
      type: "number",
      description:
        "How often the queue gives out an event before it goes to the dead-letter queue. AWS advises 5 or more; each resume of a paused relay that comes too early costs one.",
      default: DEFAULT_MAX_RECEIVE_COUNT,
      constraint: MAX_RECEIVE_COUNT,
    },
    log_retention_days: {
      type: "number",
      description: "How long the function's log is kept, in days.",
      default: 30,
      constraint: LOG_RETENTION_DAYS,
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
      constraint: nullOr(KMS_KEY_ARN),
    },
    permissions_boundary_arn: {
      type: "string",
      description: "ARN of an IAM policy that bounds the function's role.",
      default: null,
      constraint: nullOr(IAM_POLICY_ARN),
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
      payload: variables.payload.stringValue as Payload,
      namePrefix,
      onFailure: variables.on_failure.stringValue as OnFailure,
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
