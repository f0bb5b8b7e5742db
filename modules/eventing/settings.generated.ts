// Generated from modules/eventing/settings.ts: change it there and run npm run build.
import type { Condition } from "../terraform/condition";

export interface AlarmsSettings {
  /**
   * Whether to create the alarms.
   * @default true
   */
  readonly enabled?: Condition;
  /**
   * Existing SNS topic. Must be the ARN of a standard SNS topic, `arn:aws:sns:<region>:<account>:<name>`.
   * @default - a topic is created
   */
  readonly topicArn?: string;
  /**
   * Whether to create the topic. Set false, beside `topicArn`, if that ARN is known only after apply.
   * @default - the topic is created if `topicArn` is not set
   */
  readonly createTopic?: Condition;
  /**
   * E-mail addresses that are subscribed to the topic. Each recipient must confirm. Must be a list of e-mail addresses.
   * @default []
   */
  readonly emailAddresses?: readonly string[];
}

export interface FifoQueueSettings {
  /**
   * The queue's name; `.fifo` is appended if it is missing. Must be 1 to 71 letters, digits, hyphens and underscores,
   * with or without .fifo at the end.
   */
  readonly name: string;
  /**
   * Time-out of the function that consumes the queue, in seconds. The queue's visibility time-out is six times as long.
   * Must be a whole number of seconds from 1 to 900.
   */
  readonly consumerTimeoutSeconds: number;
  /**
   * How often an event is received before it moves to the dead-letter queue. AWS recommends 5 or more. Must be a whole
   * number from 2 to 1000.
   * @default 10
   */
  readonly maxReceiveCount?: number;
  /**
   * Customer managed KMS key that encrypts everything stored. Its policy must contain the statements of the key policy
   * that the module returns. Must be the ARN of a KMS key, `arn:aws:kms:<region>:<account>:key/<id>`.
   * @default - keys that AWS owns or manages
   */
  readonly kmsKeyArn?: string;
}

export interface FlowSettings {
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

export interface FunctionPackageSettings {
  /**
   * Path of the zip file. Must be the path of a zip file.
   * @default - the function package that comes with the module
   */
  readonly filename?: string;
  /**
   * The function in the package that Lambda calls. Must be 1 to 128 characters without spaces.
   * @default "index.handler"
   */
  readonly handler?: string;
  /**
   * ARNs of Lambda layers. Must be a list of at most 5 ARNs of versions of layers,
   * `arn:aws:lambda:<region>:<account>:layer:<name>:<version>`.
   * @default []
   */
  readonly layers?: readonly string[];
}

export interface FunctionSettings {
  /**
   * The function's name. The role's name adds the region. Must be 1 to 49 letters, digits, hyphens and underscores.
   */
  readonly name: string;
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
   * Memory of the function, in MB. Must be a whole number of MB from 128 to 10240.
   * @default 512
   */
  readonly functionMemorySize?: number;
  /**
   * Time-out of one invocation of the function, in seconds. Must be a whole number of seconds from 1 to 900.
   * @default 30
   */
  readonly functionTimeout?: number;
  /**
   * How long the function's log is kept, in days. Must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400,
   * 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.
   * @default 30
   */
  readonly logRetentionDays?: number;
  /**
   * Whether AWS X-Ray traces the function.
   * @default false
   */
  readonly tracing?: Condition;
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

export interface RetrySettings {
  /**
   * Number of times that a delivery is retried. Must be a whole number from 0 to 185.
   * @default 185
   */
  readonly maximumRetryAttempts?: number;
  /**
   * Age in seconds up to which an event is delivered. Must be a whole number of seconds from 60 to 86400.
   * @default 86400
   */
  readonly maximumEventAgeSeconds?: number;
}

export interface TopicSettings {
  /**
   * Existing SNS topic. Must be the ARN of a standard SNS topic, `arn:aws:sns:<region>:<account>:<name>`.
   * @default - a topic is created
   */
  readonly topicArn?: string;
  /**
   * Whether to create the topic. Set false, beside `topicArn`, if that ARN is known only after apply.
   * @default - the topic is created if `topicArn` is not set
   */
  readonly createTopic?: Condition;
  /**
   * E-mail addresses that are subscribed to the topic. Each recipient must confirm. Must be a list of e-mail addresses.
   * @default []
   */
  readonly emailAddresses?: readonly string[];
}
