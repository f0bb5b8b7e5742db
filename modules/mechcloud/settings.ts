import { CLOUD_ACCOUNT_PATTERN } from "../../lambda-src/contract/cloud-accounts";
import {
  DEFAULT_ENDPOINT_URL,
  DEFAULT_TEAM_ID,
  ENDPOINT_URL_ALLOWED,
  ENDPOINT_URL_PATTERN,
} from "../../lambda-src/contract/endpoint";
import { ON_FAILURES, PAYLOADS } from "../../lambda-src/contract/forwarder-environment";
import { regionalArn } from "../eventing/constraints";
import { FIFO_QUEUE_SETTINGS, FLOW_SETTINGS, FUNCTION_SETTINGS, LONGEST_TIMEOUT_SECONDS } from "../eventing/settings";
import { matching, oneOf, replacing, someOf, wholeNumber } from "../terraform/constraint";
import { settings } from "../terraform/setting";
import { CLOUD_ACCOUNTS, HUB_BUS_ARN } from "./constraints";
import { SYNC_MECHANISMS, type SyncMechanism } from "./sync-rules";

/** Less time would not be enough to read the token again and post with it. */
export const FORWARDER_TIMEOUT = wholeNumber(10, LONGEST_TIMEOUT_SECONDS, "seconds");

/** What can be set about the forwarder. */
export const FORWARDER_SETTINGS = settings({
  cloudAccountId: {
    type: "string",
    description: "The id of the cloud account in MechCloud: Infrastructure → Cloud Accounts in its console.",
    constraint: replacing(
      "your-cloud-account-id",
      matching(
        CLOUD_ACCOUNT_PATTERN,
        "the id that MechCloud's console shows, 1 to 128 letters, digits, hyphens and underscores",
      ),
    ),
  },
  cloudAccounts: {
    type: "map(string)",
    description:
      "The ids of the cloud accounts in MechCloud of other AWS accounts, by AWS account number. An event is posted for the cloud account of the AWS account that it happened in; an event of an AWS account that has none is set aside in the dead-letter queue.",
    default: {},
    constraint: CLOUD_ACCOUNTS,
  },
  teamId: {
    type: "string",
    description:
      "The id of the MechCloud team that the cloud account belongs to. The default is MechCloud's default team.",
    default: DEFAULT_TEAM_ID,
    constraint: matching("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "a UUID"),
  },
  endpointUrl: {
    type: "string",
    description: "The URL that events are posted to.",
    default: DEFAULT_ENDPOINT_URL,
    constraint: matching(ENDPOINT_URL_PATTERN, ENDPOINT_URL_ALLOWED),
  },
  payload: {
    type: "string",
    description:
      "`full` posts each event unchanged. `minimal` posts only what MechCloud needs: no principal, IP address or user agent, and no account number except in the ARNs of tag changes.",
    default: "full",
    constraint: oneOf(PAYLOADS),
  },
  onFailure: {
    type: "string",
    description:
      "What happens if MechCloud is down or refuses the access token: `pause` keeps the events in the queue, in order, and the relay tries again by itself after 1 to 60 minutes; `dead-letter` lets events move to the dead-letter queue.",
    default: "pause",
    constraint: oneOf(ON_FAILURES),
  },
  batchSize: {
    type: "number",
    description: "Maximum number of events in one invocation of the function.",
    default: 10,
    constraint: wholeNumber(1, 10),
  },
  functionMemorySize: FUNCTION_SETTINGS.functionMemorySize,
  runtime: FUNCTION_SETTINGS.runtime,
  architecture: FUNCTION_SETTINGS.architecture,
  tracing: FUNCTION_SETTINGS.tracing,
  logRetentionDays: FLOW_SETTINGS.logRetentionDays,
  kmsKeyArn: FLOW_SETTINGS.kmsKeyArn,
  permissionsBoundaryArn: FLOW_SETTINGS.permissionsBoundaryArn,
});

/** What can be set about a trail. */
export const TRAIL_SETTINGS = settings({
  name: {
    type: "string",
    description: "The trail's name.",
    constraint: matching(
      "[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]",
      "3 to 128 letters, digits, dots, hyphens and underscores that begin and end with a letter or digit",
    ),
  },
  bucketName: {
    type: "string",
    description: "The name of the trail's bucket, which no other bucket in AWS has.",
    constraint: matching(
      "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
      "3 to 63 lower-case letters, digits, dots and hyphens that begin and end with a letter or digit",
    ),
  },
  logRetentionDays: {
    type: "number",
    description: "How long the trail's bucket keeps the log files, in days. EventBridge does not read them.",
    default: 7,
    constraint: wholeNumber(1, 3650, "days"),
  },
  kmsKeyArn: FLOW_SETTINGS.kmsKeyArn,
});

/** What can be set about a sync. */
export const SYNC_SETTINGS = settings({
  ...FORWARDER_SETTINGS,
  functionTimeout: {
    ...FUNCTION_SETTINGS.functionTimeout,
    description:
      "Time-out of one invocation of the function, in seconds. A received event is hidden from other receivers for six times as long.",
    constraint: FORWARDER_TIMEOUT,
  },
  createHub: {
    type: "bool",
    description:
      "Whether to create an event bus for the events of other regions and accounts, which the module `spoke` sends. It accepts events of this account and of those in `cloudAccounts`.",
    default: false,
  },
  organizationId: {
    type: "string",
    description:
      "Organization in AWS Organizations whose accounts may send to the event bus of `createHub`, too. Events of an account that is not in `cloudAccounts` are set aside.",
    absent: "only this account and those in `cloudAccounts` may send",
    constraint: matching(
      "o-[a-z0-9]{10,32}",
      "the id of an organization, o- and 10 to 32 lower-case letters and digits",
    ),
  },
  syncMechanisms: {
    type: "list(string)",
    description: `How changes are noticed: ${Object.entries(SYNC_MECHANISMS)
      .map(([mechanism, use]) => `\`${mechanism}\` (${use})`)
      .join(", ")}, or both.`,
    default: ["tags"],
    constraint: someOf(Object.keys(SYNC_MECHANISMS) as SyncMechanism[]),
  },
  createTrail: {
    type: "bool",
    description:
      "Whether to create a trail for the mechanism `cloudtrail`. Set false if an existing trail logs management write events in this region; an account can have five trails in a region.",
    default: true,
  },
  trailLogRetentionDays: TRAIL_SETTINGS.logRetentionDays,
  accessTokenSecretArn: {
    type: "string",
    description:
      "Existing secret whose text is MechCloud's access token. A customer managed key of that secret, other than `kmsKeyArn`, must let the function's role (output function_role_arn) call kms:Decrypt.",
    absent: "an empty secret, for which there is a command that stores the token",
    constraint: matching(
      "arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:.+",
      "the ARN of a secret, arn:aws:secretsmanager:<region>:<account>:secret:<name>",
    ),
  },
  createAccessTokenSecret: {
    type: "bool",
    description:
      "Whether to create the secret. Set false, beside `accessTokenSecretArn`, if that ARN is known only after apply.",
    absent: "the secret is created if `accessTokenSecretArn` is not set",
  },
  tokenRenewalFunctionArn: {
    type: "string",
    description:
      "Function of yours that gets a new access token: Secrets Manager invokes it every four hours to rotate the secret.",
    absent: "a person stores the token",
    constraint: regionalArn("a Lambda function", "lambda", "function:[A-Za-z0-9_-]+", "function:<name>"),
  },
  maxReceiveCount: {
    type: "number",
    description:
      "How often an event is received before SQS moves it to the dead-letter queue. A relay that pauses receives each waiting event again after each pause; 1000 is enough for 14 days.",
    absent: "1000, the most that SQS allows; 10 if `onFailure` is `dead-letter`",
    constraint: FIFO_QUEUE_SETTINGS.maxReceiveCount.constraint,
  },
  tokenWarningHours: {
    type: "number",
    description:
      "How many hours before the access token expires an alarm goes off, if the token is a JWT that says so. `0`: no such alarm.",
    default: 2,
    constraint: wholeNumber(0, 720, "hours"),
  },
  archiveRetentionDays: {
    type: "number",
    description: "How long EventBridge archives the events, in days, so that they can be replayed.",
    absent: "no archive",
    constraint: wholeNumber(1, 3650, "days"),
  },
  ...FLOW_SETTINGS,
});

/** What can be set about a spoke. */
export const SPOKE_SETTINGS = settings({
  hubBusArn: {
    type: "string",
    description:
      "The hub's event bus: the output `hub_bus_arn` of the module that has `create_hub`, in another region or account.",
    constraint: HUB_BUS_ARN,
  },
  syncMechanisms: SYNC_SETTINGS.syncMechanisms,
  namePrefix: FLOW_SETTINGS.namePrefix,
  kmsKeyArn: FLOW_SETTINGS.kmsKeyArn,
  permissionsBoundaryArn: FLOW_SETTINGS.permissionsBoundaryArn,
  runbookUrl: FLOW_SETTINGS.runbookUrl,
  tags: FLOW_SETTINGS.tags,
});
