import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { AwsEnvironment } from "../eventing/aws-environment";
import type { FifoQueue } from "../eventing/fifo-queue";
import { LOG_RETENTION_DAYS } from "../eventing/limits";
import { PolicyDocument } from "../eventing/policy-document";
import { isAbsent, not } from "../terraform/condition";
import { packagedFile } from "../terraform/packaged-file";
import { check } from "../terraform/rule";
import type { AccessToken } from "./access-token";
import {
  BATCH_SIZE,
  CLOUD_ACCOUNT_ID,
  ENDPOINT_URL,
  FUNCTION_MEMORY,
  FUNCTION_TIMEOUT,
  PAYLOAD,
  type Payload,
  RUNTIME,
  TEAM_ID,
} from "./limits";

/** MechCloud's id of the default team. */
export const DEFAULT_TEAM_ID = "d65e32d2-e18f-49a7-8cbf-e19205772ea0";

/** Where MechCloud takes events. */
export const DEFAULT_ENDPOINT_URL = "https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events";

/** The forwarder's package, as it is committed beside the published module. */
export const FORWARDER_ZIP = "push-mgmt-events-to-mechcloud.zip";

/** A function's code and how it is started: yours instead of the one that comes with the module. */
export interface ForwarderPackage {
  /** Path of the zip file. */
  readonly filename: string;
  /**
   * What Lambda calls.
   * @default index.handler
   */
  readonly handler?: string;
  /**
   * ARNs of layers, at most 5.
   * @default - none
   */
  readonly layers?: string[];
  /**
   * `arm64` or `x86_64`.
   * @default arm64
   */
  readonly architecture?: string;
}

/** What can be set about the forwarder, whoever makes it. */
export interface ForwarderOptions {
  /** The id that MechCloud gave the cloud account: Infrastructure → Cloud Accounts in its console. */
  readonly cloudAccountId: string;
  /**
   * The id of the MechCloud team that the cloud account belongs to, a UUID.
   * @default d65e32d2-e18f-49a7-8cbf-e19205772ea0, the default team
   */
  readonly teamId?: string;
  /**
   * Where events are posted: https, or http for a loopback host.
   * @default https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events
   */
  readonly endpointUrl?: string;
  /**
   * `full` posts an event as it came; `minimal` only what MechCloud needs, without account number, principal, IP address
   * and user agent.
   * @default full
   */
  readonly payload?: Payload;
  /**
   * How many events one invocation takes, 1 to 10.
   * @default 10
   */
  readonly batchSize?: number;
  /**
   * The function's memory in MB, 128 to 10,240.
   * @default 256
   */
  readonly functionMemorySize?: number;
  /**
   * The function's Lambda runtime.
   * @default nodejs22.x
   */
  readonly runtime?: string;
  /**
   * Your own package instead of the forwarder that comes with the module.
   * @default - the forwarder that comes with the module
   */
  readonly forwarderPackage?: ForwarderPackage;
  /**
   * How long the function's log is kept, in days, one of the periods that CloudWatch Logs knows.
   * @default 30
   */
  readonly logRetentionDays?: number;
  /**
   * ARN of a policy that bounds the function's role.
   * @default - none
   */
  readonly permissionsBoundaryArn?: string;
  /** ARN of a customer managed KMS key for the log group and the environment; the role may decrypt with it. */
  readonly kmsKeyArn?: string;
}

export interface ForwarderProps extends ForwarderOptions {
  /** The function's name, at most 49 letters, digits, hyphens and underscores (the role's name adds the region). */
  readonly name: string;
  /** The queue that the function takes events from. */
  readonly queue: FifoQueue;
  /** Where the function finds the access token. */
  readonly accessToken: AccessToken;
  /**
   * How long one invocation may take, in seconds, 1 to 900.
   * @default 30
   */
  readonly functionTimeout?: number;
}

/**
 * The Lambda function that posts the queue's events to MechCloud, with a role, a log group and the queue as its trigger.
 * What it could not deliver it reports, message by message, and the queue keeps it in order.
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
 */
export class Forwarder extends Construct {
  readonly function: LambdaFunction;
  readonly role: IamRole;
  readonly logGroup: CloudwatchLogGroup;
  readonly eventSourceMapping: LambdaEventSourceMapping;

  constructor(scope: Construct, id: string, props: ForwarderProps) {
    super(scope, id);
    check("cloudAccountId", props.cloudAccountId, CLOUD_ACCOUNT_ID);
    check("teamId", props.teamId, TEAM_ID);
    check("endpointUrl", props.endpointUrl, ENDPOINT_URL);
    check("payload", props.payload, PAYLOAD);
    check("batchSize", props.batchSize, BATCH_SIZE);
    check("functionTimeout", props.functionTimeout, FUNCTION_TIMEOUT);
    check("functionMemorySize", props.functionMemorySize, FUNCTION_MEMORY);
    check("runtime", props.runtime, RUNTIME);
    check("logRetentionDays", props.logRetentionDays, LOG_RETENTION_DAYS);

    this.logGroup = new CloudwatchLogGroup(this, "log_group", {
      name: `/aws/lambda/${props.name}`,
      retentionInDays: props.logRetentionDays ?? 30,
      kmsKeyId: props.kmsKeyArn,
    });
    this.role = this.createRole(props.name, props.permissionsBoundaryArn);
    const rolePolicy = new IamRolePolicy(this, "role_policy", {
      name: "forwarder",
      role: this.role.id,
      policy: this.permissions(props).json,
    });
    const code: ForwarderPackage = props.forwarderPackage ?? {
      filename: packagedFile(this, "mechcloud-sync", FORWARDER_ZIP),
    };
    this.function = new LambdaFunction(this, "Resource", {
      functionName: props.name,
      description: "Posts management events to MechCloud, in order",
      role: this.role.arn,
      filename: code.filename,
      sourceCodeHash: Token.asString(Fn.filebase64sha256(code.filename)),
      handler: code.handler ?? "index.handler",
      layers: code.layers,
      architectures: [code.architecture ?? "arm64"],
      runtime: props.runtime ?? "nodejs22.x",
      memorySize: props.functionMemorySize ?? 256,
      timeout: props.functionTimeout ?? 30,
      kmsKeyArn: props.kmsKeyArn,
      environment: {
        variables: {
          TEAM_ID: props.teamId ?? DEFAULT_TEAM_ID,
          CLOUD_ACCOUNT_ID: props.cloudAccountId,
          MECHCLOUD_ENDPOINT_URL: props.endpointUrl ?? DEFAULT_ENDPOINT_URL,
          PAYLOAD: props.payload ?? "full",
          ...props.accessToken.environment,
        },
      },
      // Lambda would make a log group that keeps everything for ever.
      dependsOn: [this.logGroup],
    });
    this.eventSourceMapping = new LambdaEventSourceMapping(this, "event_source_mapping", {
      eventSourceArn: props.queue.queue.arn,
      functionName: this.function.arn,
      batchSize: props.batchSize ?? 10,
      functionResponseTypes: ["ReportBatchItemFailures"],
      // Lambda refuses the mapping while the role may not read the queue.
      dependsOn: [rolePolicy],
    });
  }

  private createRole(functionName: string, permissionsBoundary?: string): IamRole {
    const trust = new PolicyDocument(this, "trust", [
      {
        sid: "AssumeByLambda",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
      },
    ]);
    return new IamRole(this, "role", {
      // Roles are global: the region lets one account have a relay in each.
      name: `${functionName}-${AwsEnvironment.of(this).region}`,
      assumeRolePolicy: trust.json,
      permissionsBoundary,
    });
  }

  private permissions({ queue, accessToken, kmsKeyArn }: ForwarderProps): PolicyDocument {
    return new PolicyDocument(this, "permissions", [
      {
        sid: "ConsumeQueue",
        actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        resources: [queue.queue.arn],
      },
      {
        sid: "WriteLog",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [`${this.logGroup.arn}:*`],
      },
      ...accessToken.statements,
      {
        sid: "Decrypt",
        when: not(isAbsent(kmsKeyArn)),
        actions: ["kms:Decrypt"],
        resources: [kmsKeyArn as string],
      },
    ]);
  }
}
