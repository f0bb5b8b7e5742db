// Generated from modules/scalr/settings.ts: change it there and run npm run build.
import type { Condition } from "../terraform/condition";

export interface ConnectionSettings {
  /**
   * Name of the connection in Scalr. A different name replaces the connection and its partner event source. Must be a
   * text that is not empty and neither begins nor ends with a space.
   */
  readonly name: string;
  /**
   * AWS account that receives the events. A Scalr account can have one connection for each AWS account and region. Must
   * be 12 digits.
   */
  readonly awsAccountId: string;
  /**
   * AWS region that receives the events. Must be the name of an AWS region, such as eu-central-1.
   */
  readonly region: string;
}

export interface EventBusSettings {
  /**
   * Name of the partner event source, as Scalr and the EventBridge console show it. Must be the name that Scalr shows,
   * of the form `aws.partner/scalr.com/<account>/<integration>`, with at most 256 characters.
   */
  readonly eventSourceName: string;
  /**
   * Whether to create the event bus, which associates the event source with it. Set false if the event source is
   * associated with an existing event bus.
   * @default true
   */
  readonly createEventBus?: Condition;
}

export interface ScalrEventsSettings {
  /**
   * Name of the partner event source, as Scalr and the EventBridge console show it. Must be the name that Scalr shows,
   * of the form `aws.partner/scalr.com/<account>/<integration>`, with at most 256 characters.
   */
  readonly eventSourceName: string;
  /**
   * Whether to create the event bus, which associates the event source with it. Set false if the event source is
   * associated with an existing event bus.
   * @default true
   */
  readonly createEventBus?: Condition;
  /**
   * How long the log of runs is kept, in days. Must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545,
   * 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.
   * @default 30
   */
  readonly runLogRetentionDays?: number;
  /**
   * How long the audit log is kept, in days. Must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545,
   * 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.
   * @default 365
   */
  readonly auditLogRetentionDays?: number;
  /**
   * Whether to create the resource policy that lets the rules write to log groups. Set false if one of the account's
   * ten such policies already lets EventBridge write to /aws/events/*.
   * @default true
   */
  readonly createLogResourcePolicy?: Condition;
  /**
   * Lambda runtime of the alerts' function. Must be a Node.js runtime from nodejs22.x on, such as nodejs24.x.
   * @default "nodejs22.x"
   */
  readonly runtime?: string;
  /**
   * Instruction set of the alerts' function. Not every region has `arm64`: China's have `x86_64` only. Must be one of
   * arm64, x86_64.
   * @default "arm64"
   */
  readonly architecture?: "arm64" | "x86_64";
  /**
   * Prefix of all names, so that one account and region can have several copies. Must be empty or up to 16 lower-case
   * letters, digits and hyphens that begin with a letter or digit.
   * @default ""
   */
  readonly namePrefix?: string;
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
