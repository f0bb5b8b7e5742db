// Generated from modules/mechcloud/settings.ts: change it there and run npm run build.
import type { Condition } from "../terraform/condition";

export interface ForwarderSettings {
  /**
   * The id of the cloud account in MechCloud: Infrastructure → Cloud Accounts in its console. Must be the id that
   * MechCloud's console shows, 1 to 128 letters, digits, hyphens and underscores.
   */
  readonly cloudAccountId: string;
  /**
   * The ids of the cloud accounts in MechCloud of other AWS accounts, by AWS account number. An event is posted for the
   * cloud account of the AWS account that it happened in; an event of an AWS account that has none is set aside in the
   * dead-letter queue. Must be a map of at most 50 AWS account numbers of 12 digits to cloud account ids of 1 to 128
   * letters, digits, hyphens and underscores, and at most 2800 characters as JSON.
   * @default {}
   */
  readonly cloudAccounts?: Record<string, string>;
  /**
   * The id of the MechCloud team that the cloud account belongs to. The default is MechCloud's default team. Must be a
   * UUID.
   * @default "d65e32d2-e18f-49a7-8cbf-e19205772ea0"
   */
  readonly teamId?: string;
  /**
   * The URL that events are posted to. Must be an https URL without query or user, or an http URL of a loopback host.
   * @default "https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events"
   */
  readonly endpointUrl?: string;
  /**
   * `full` posts each event unchanged. `minimal` posts only what MechCloud needs: no principal, IP address or user
   * agent, and no account number except in the ARNs of tag changes. Must be one of full, minimal.
   * @default "full"
   */
  readonly payload?: "full" | "minimal";
  /**
   * What happens if MechCloud is down or refuses the access token: `pause` keeps the events in the queue, in order, and
   * the relay tries again by itself after 1 to 60 minutes; `dead-letter` lets events move to the dead-letter queue.
   * Must be one of pause, dead-letter.
   * @default "pause"
   */
  readonly onFailure?: "pause" | "dead-letter";
  /**
   * Maximum number of events in one invocation of the function. Must be a whole number from 1 to 10.
   * @default 10
   */
  readonly batchSize?: number;
  /**
   * Memory of the function, in MB. Must be a whole number of MB from 128 to 10240.
   * @default 512
   */
  readonly functionMemorySize?: number;
  /**
   * Lambda runtime of the function. Must be the identifier of a Lambda runtime, such as nodejs22.x or python3.12.
   * @default "nodejs22.x"
   */
  readonly runtime?: string;
  /**
   * Instruction set of the function. Not every region has `arm64`: China's have `x86_64` only. Must be one of arm64,
   * x86_64.
   * @default "arm64"
   */
  readonly architecture?: "arm64" | "x86_64";
  /**
   * Whether AWS X-Ray traces the function.
   * @default false
   */
  readonly tracing?: Condition;
  /**
   * How long the function's log is kept, in days. Must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400,
   * 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.
   * @default 30
   */
  readonly logRetentionDays?: number;
  /**
   * Customer managed KMS key that encrypts everything stored. Its policy must contain the statements of the key policy
   * that the module returns. Must be the ARN of a KMS key, `arn:aws:kms:<region>:<account>:key/<id>`.
   * @default - keys that AWS owns or manages
   */
  readonly kmsKeyArn?: string;
  /**
   * IAM policy that is the permissions boundary of each role. Must be the ARN of an IAM policy,
   * `arn:aws:iam::<account>:policy/<name>`.
   * @default - no permissions boundary
   */
  readonly permissionsBoundaryArn?: string;
}

export interface SpokeSettings {
  /**
   * The hub's event bus: the output `hub_bus_arn` of the module that has `create_hub`, in another region or account.
   * Must be the ARN of a hub's event bus, `arn:aws:events:<region>:<account>:event-bus/<prefix>mechcloud-hub`.
   */
  readonly hubBusArn: string;
  /**
   * How changes are noticed: `tags` (fast, for resources that have the tag `Mc-Asset-Name`), `cloudtrail` (slower, for
   * every resource), or both. Must be a list of at least one of tags, cloudtrail, without duplicates.
   * @default ["tags"]
   */
  readonly syncMechanisms?: readonly ("tags" | "cloudtrail")[];
  /**
   * Prefix of all names, so that one account and region can have several copies. Must be empty or up to 16 lower-case
   * letters, digits and hyphens that begin with a letter or digit.
   * @default ""
   */
  readonly namePrefix?: string;
  /**
   * Customer managed KMS key that encrypts everything stored. Its policy must contain the statements of the key policy
   * that the module returns. Must be the ARN of a KMS key, `arn:aws:kms:<region>:<account>:key/<id>`.
   * @default - keys that AWS owns or manages
   */
  readonly kmsKeyArn?: string;
  /**
   * IAM policy that is the permissions boundary of each role. Must be the ARN of an IAM policy,
   * `arn:aws:iam::<account>:policy/<name>`.
   * @default - no permissions boundary
   */
  readonly permissionsBoundaryArn?: string;
  /**
   * Where your team reads docs/operations.md of this repository, such as
   * `https://git.example.com/your-team/aws-event-relay/blob/main/docs/operations.md`: the alarms' descriptions add the
   * section. Must be docs/operations.md, or a URL of up to 200 characters, without spaces, quotes, backslashes and
   * fragment, that begins with https://.
   * @default "docs/operations.md"
   */
  readonly runbookUrl?: string;
  /**
   * Tags for every resource that supports tags.
   * @default {}
   */
  readonly tags?: Record<string, string>;
}

export interface SyncSettings {
  /**
   * The id of the cloud account in MechCloud: Infrastructure → Cloud Accounts in its console. Must be the id that
   * MechCloud's console shows, 1 to 128 letters, digits, hyphens and underscores.
   */
  readonly cloudAccountId: string;
  /**
   * The ids of the cloud accounts in MechCloud of other AWS accounts, by AWS account number. An event is posted for the
   * cloud account of the AWS account that it happened in; an event of an AWS account that has none is set aside in the
   * dead-letter queue. Must be a map of at most 50 AWS account numbers of 12 digits to cloud account ids of 1 to 128
   * letters, digits, hyphens and underscores, and at most 2800 characters as JSON.
   * @default {}
   */
  readonly cloudAccounts?: Record<string, string>;
  /**
   * The id of the MechCloud team that the cloud account belongs to. The default is MechCloud's default team. Must be a
   * UUID.
   * @default "d65e32d2-e18f-49a7-8cbf-e19205772ea0"
   */
  readonly teamId?: string;
  /**
   * The URL that events are posted to. Must be an https URL without query or user, or an http URL of a loopback host.
   * @default "https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events"
   */
  readonly endpointUrl?: string;
  /**
   * `full` posts each event unchanged. `minimal` posts only what MechCloud needs: no principal, IP address or user
   * agent, and no account number except in the ARNs of tag changes. Must be one of full, minimal.
   * @default "full"
   */
  readonly payload?: "full" | "minimal";
  /**
   * What happens if MechCloud is down or refuses the access token: `pause` keeps the events in the queue, in order, and
   * the relay tries again by itself after 1 to 60 minutes; `dead-letter` lets events move to the dead-letter queue.
   * Must be one of pause, dead-letter.
   * @default "pause"
   */
  readonly onFailure?: "pause" | "dead-letter";
  /**
   * Maximum number of events in one invocation of the function. Must be a whole number from 1 to 10.
   * @default 10
   */
  readonly batchSize?: number;
  /**
   * Memory of the function, in MB. Must be a whole number of MB from 128 to 10240.
   * @default 512
   */
  readonly functionMemorySize?: number;
  /**
   * Lambda runtime of the function. Must be the identifier of a Lambda runtime, such as nodejs22.x or python3.12.
   * @default "nodejs22.x"
   */
  readonly runtime?: string;
  /**
   * Instruction set of the function. Not every region has `arm64`: China's have `x86_64` only. Must be one of arm64,
   * x86_64.
   * @default "arm64"
   */
  readonly architecture?: "arm64" | "x86_64";
  /**
   * Whether AWS X-Ray traces the function.
   * @default false
   */
  readonly tracing?: Condition;
  /**
   * How long the function's log is kept, in days. Must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400,
   * 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.
   * @default 30
   */
  readonly logRetentionDays?: number;
  /**
   * Customer managed KMS key that encrypts everything stored. Its policy must contain the statements of the key policy
   * that the module returns. Must be the ARN of a KMS key, `arn:aws:kms:<region>:<account>:key/<id>`.
   * @default - keys that AWS owns or manages
   */
  readonly kmsKeyArn?: string;
  /**
   * IAM policy that is the permissions boundary of each role. Must be the ARN of an IAM policy,
   * `arn:aws:iam::<account>:policy/<name>`.
   * @default - no permissions boundary
   */
  readonly permissionsBoundaryArn?: string;
  /**
   * Time-out of one invocation of the function, in seconds. A received event is hidden from other receivers for six
   * times as long. Must be a whole number of seconds from 10 to 900.
   * @default 30
   */
  readonly functionTimeout?: number;
  /**
   * Whether to create an event bus for the events of other regions and accounts, which the module `spoke` sends. It
   * accepts events of this account and of those in `cloudAccounts`.
   * @default false
   */
  readonly createHub?: Condition;
  /**
   * Organization in AWS Organizations whose accounts may send to the event bus of `createHub`, too. Events of an
   * account that is not in `cloudAccounts` are set aside. Must be the id of an organization, o- and 10 to 32 lower-case
   * letters and digits.
   * @default - only this account and those in `cloudAccounts` may send
   */
  readonly organizationId?: string;
  /**
   * How changes are noticed: `tags` (fast, for resources that have the tag `Mc-Asset-Name`), `cloudtrail` (slower, for
   * every resource), or both. Must be a list of at least one of tags, cloudtrail, without duplicates.
   * @default ["tags"]
   */
  readonly syncMechanisms?: readonly ("tags" | "cloudtrail")[];
  /**
   * Whether to create a trail for the mechanism `cloudtrail`. Set false if an existing trail logs management write
   * events in this region; an account can have five trails in a region.
   * @default true
   */
  readonly createTrail?: Condition;
  /**
   * How long the trail's bucket keeps the log files, in days. EventBridge does not read them. Must be a whole number of
   * days from 1 to 3650.
   * @default 7
   */
  readonly trailLogRetentionDays?: number;
  /**
   * Existing secret whose text is MechCloud's access token. A customer managed key of that secret, other than
   * `kmsKeyArn`, must let the function's role (output function_role_arn) call kms:Decrypt. Must be the ARN of a secret,
   * `arn:aws:secretsmanager:<region>:<account>:secret:<name>`.
   * @default - an empty secret, for which there is a command that stores the token
   */
  readonly accessTokenSecretArn?: string;
  /**
   * Whether to create the secret. Set false, beside `accessTokenSecretArn`, if that ARN is known only after apply.
   * @default - the secret is created if `accessTokenSecretArn` is not set
   */
  readonly createAccessTokenSecret?: Condition;
  /**
   * Function of yours that gets a new access token: Secrets Manager invokes it every four hours to rotate the secret.
   * Must be the ARN of a Lambda function, `arn:aws:lambda:<region>:<account>:function:<name>`.
   * @default - a person stores the token
   */
  readonly tokenRenewalFunctionArn?: string;
  /**
   * How often an event is received before SQS moves it to the dead-letter queue. A relay that pauses receives each
   * waiting event again after each pause; 1000 is enough for 14 days. Must be a whole number from 2 to 1000.
   * @default - 1000, the most that SQS allows; 10 if `onFailure` is `dead-letter`
   */
  readonly maxReceiveCount?: number;
  /**
   * How many hours before the access token expires an alarm goes off, if the token is a JWT that says so. `0`: no such
   * alarm. Must be a whole number of hours from 0 to 720.
   * @default 2
   */
  readonly tokenWarningHours?: number;
  /**
   * How long EventBridge archives the events, in days, so that they can be replayed. Must be a whole number of days
   * from 1 to 3650.
   * @default - no archive
   */
  readonly archiveRetentionDays?: number;
  /**
   * Prefix of all names, so that one account and region can have several copies. Must be empty or up to 16 lower-case
   * letters, digits and hyphens that begin with a letter or digit.
   * @default ""
   */
  readonly namePrefix?: string;
  /**
   * Whether to create a CloudWatch dashboard.
   * @default true
   */
  readonly createDashboard?: Condition;
  /**
   * Where your team reads docs/operations.md of this repository, such as
   * `https://git.example.com/your-team/aws-event-relay/blob/main/docs/operations.md`: the alarms' descriptions add the
   * section. Must be docs/operations.md, or a URL of up to 200 characters, without spaces, quotes, backslashes and
   * fragment, that begins with https://.
   * @default "docs/operations.md"
   */
  readonly runbookUrl?: string;
  /**
   * Tags for every resource that supports tags.
   * @default {}
   */
  readonly tags?: Record<string, string>;
}

export interface TrailSettings {
  /**
   * The trail's name. Must be 3 to 128 letters, digits, dots, hyphens and underscores that begin and end with a letter
   * or digit.
   */
  readonly name: string;
  /**
   * The name of the trail's bucket, which no other bucket in AWS has. Must be 3 to 63 lower-case letters, digits, dots
   * and hyphens that begin and end with a letter or digit.
   */
  readonly bucketName: string;
  /**
   * How long the trail's bucket keeps the log files, in days. EventBridge does not read them. Must be a whole number of
   * days from 1 to 3650.
   * @default 7
   */
  readonly logRetentionDays?: number;
  /**
   * Customer managed KMS key that encrypts everything stored. Its policy must contain the statements of the key policy
   * that the module returns. Must be the ARN of a KMS key, `arn:aws:kms:<region>:<account>:key/<id>`.
   * @default - keys that AWS owns or manages
   */
  readonly kmsKeyArn?: string;
}
