import type { CloudTrail } from "@aws-sdk/client-cloudtrail";
import type { CloudWatch } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import type { EC2 } from "@aws-sdk/client-ec2";
import type { EventBridge } from "@aws-sdk/client-eventbridge";
import type { Firehose } from "@aws-sdk/client-firehose";
import type { IAM } from "@aws-sdk/client-iam";
import type { Kinesis } from "@aws-sdk/client-kinesis";
import type { Lambda } from "@aws-sdk/client-lambda";
import type { Scheduler } from "@aws-sdk/client-scheduler";
import type { SecretsManager } from "@aws-sdk/client-secrets-manager";
import type { SFN } from "@aws-sdk/client-sfn";
import type { SNS } from "@aws-sdk/client-sns";
import type { SQS } from "@aws-sdk/client-sqs";
import type { SSM } from "@aws-sdk/client-ssm";
import type { STS } from "@aws-sdk/client-sts";
import { once } from "../once";

/** How to reach AWS. What is undefined is the AWS configuration's. */
export interface AwsSettings {
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
  /** Set for thousands of calls: the SDK finds the rate that AWS allows, and retries for minutes. */
  readonly manyCalls?: true;
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const MANY_CALLS = { retryMode: "adaptive", maxAttempts: 20 };

/** The AWS services that the commands call. */
export interface Aws {
  readonly cloudTrail: CloudTrail;
  readonly cloudWatch: CloudWatch;
  readonly ec2: EC2;
  readonly events: EventBridge;
  readonly firehose: Firehose;
  readonly iam: IAM;
  readonly kinesis: Kinesis;
  readonly lambda: Lambda;
  readonly logs: CloudWatchLogs;
  readonly scheduler: Scheduler;
  readonly secrets: SecretsManager;
  readonly sns: SNS;
  readonly sqs: SQS;
  readonly ssm: SSM;
  readonly stepFunctions: SFN;
  readonly sts: STS;
  /** The region that the services are called in. */
  readonly region: () => Promise<string>;
}

/** Clients that are loaded with their first call: a command needs few of them, and each takes long to load. */
export function connect({ region, profile, endpointUrl, manyCalls }: AwsSettings): Aws {
  const config = { region, profile, endpoint: endpointUrl, ...(manyCalls && MANY_CALLS) };
  const sts = once(async () => new (await import("@aws-sdk/client-sts")).STS(config));
  return {
    cloudTrail: lazily(once(async () => new (await import("@aws-sdk/client-cloudtrail")).CloudTrail(config))),
    cloudWatch: lazily(once(async () => new (await import("@aws-sdk/client-cloudwatch")).CloudWatch(config))),
    ec2: lazily(once(async () => new (await import("@aws-sdk/client-ec2")).EC2(config))),
    events: lazily(once(async () => new (await import("@aws-sdk/client-eventbridge")).EventBridge(config))),
    firehose: lazily(once(async () => new (await import("@aws-sdk/client-firehose")).Firehose(config))),
    iam: lazily(once(async () => new (await import("@aws-sdk/client-iam")).IAM(config))),
    kinesis: lazily(
      once(async () => {
        const { Kinesis } = await import("@aws-sdk/client-kinesis");
        // Kinesis's own handler speaks HTTP/2, which a local AWS does not.
        return new Kinesis({ ...config, requestHandler: (await sts()).config.requestHandler });
      }),
    ),
    lambda: lazily(once(async () => new (await import("@aws-sdk/client-lambda")).Lambda(config))),
    logs: lazily(once(async () => new (await import("@aws-sdk/client-cloudwatch-logs")).CloudWatchLogs(config))),
    scheduler: lazily(once(async () => new (await import("@aws-sdk/client-scheduler")).Scheduler(config))),
    secrets: lazily(once(async () => new (await import("@aws-sdk/client-secrets-manager")).SecretsManager(config))),
    sns: lazily(once(async () => new (await import("@aws-sdk/client-sns")).SNS(config))),
    sqs: lazily(once(async () => new (await import("@aws-sdk/client-sqs")).SQS(config))),
    ssm: lazily(once(async () => new (await import("@aws-sdk/client-ssm")).SSM(config))),
    stepFunctions: lazily(once(async () => new (await import("@aws-sdk/client-sfn")).SFN(config))),
    sts: lazily(sts),
    region: async () => (await sts()).config.region(),
  };
}

/** An object with the client's methods, each of which loads the client first. */
function lazily<Client extends object>(load: () => Promise<Client>): Client {
  return new Proxy({} as Client, {
    get:
      (_, method) =>
      async (...input: unknown[]) => {
        const client = (await load()) as Record<string | symbol, (...input: unknown[]) => unknown>;
        return client[method]!(...input);
      },
  });
}
