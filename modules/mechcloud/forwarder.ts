import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Fn, Token } from "cdktf";
import type { Construct } from "constructs";
import { DEFAULT_ENDPOINT_URL } from "../../lambda-src/contract/endpoint";
import type { ForwarderEnvironment, OnFailure, Payload } from "../../lambda-src/contract/forwarder-environment";
import { AwsEnvironment } from "../eventing/aws-environment";
import type { FifoQueue } from "../eventing/fifo-queue";
import { PolicyDocument } from "../eventing/policy-document";
import { type FunctionPackage, RelayFunction } from "../eventing/relay-function";
import { type Condition, equals, onlyIf } from "../terraform/condition";
import { check } from "../terraform/constraint";
import { packagedFile } from "../terraform/packaged-file";
import type { AccessToken } from "./access-token";
import {
  BATCH_SIZE,
  CLOUD_ACCOUNT_ID,
  ENDPOINT_URL,
  FUNCTION_MEMORY,
  FUNCTION_TIMEOUT,
  ON_FAILURE,
  PAYLOAD,
  RUNTIME,
  TEAM_ID,
} from "./constraints";

/** MechCloud's id of the default team. */
export const DEFAULT_TEAM_ID = "d65e32d2-e18f-49a7-8cbf-e19205772ea0";

/** The forwarder's package, as it is committed beside the published module. */
export const FORWARDER_ZIP = "push-mgmt-events-to-mechcloud.zip";

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
   * `full` posts an event as it came; `minimal` only what MechCloud needs, without principal, IP address and user
   * agent, and without account number but for the ARNs that tag changes need.
   * @default full
   */
  readonly payload?: Payload;
  /**
   * What happens when MechCloud takes no events for good: `pause` stops the forwarder, and the queue keeps the events in
   * order; `dead-letter` lets them go to the dead-letter queue.
   * @default pause
   */
  readonly onFailure?: OnFailure;
  /**
   * Whether AWS X-Ray traces the function.
   * @default false
   */
  readonly tracing?: Condition;
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
  readonly forwarderPackage?: FunctionPackage;
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
   * How long one invocation may take, in seconds, 10 to 900.
   * @default 30
   */
  readonly functionTimeout?: number;
}

/**
 * The Lambda function that posts the queue's events to MechCloud, with a role, a log group and the queue as its trigger.
 * What it could not deliver it reports, message by message, and the queue keeps it in order.
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
 */
export class Forwarder extends RelayFunction {
  readonly eventSourceMapping: LambdaEventSourceMapping;
  /** Whether the function pauses itself when MechCloud takes no events for good. */
  readonly pauses: Condition;

  constructor(scope: Construct, id: string, props: ForwarderProps) {
    check("cloudAccountId", props.cloudAccountId, CLOUD_ACCOUNT_ID);
    check("teamId", props.teamId, TEAM_ID);
    check("endpointUrl", props.endpointUrl, ENDPOINT_URL);
    check("payload", props.payload, PAYLOAD);
    check("onFailure", props.onFailure, ON_FAILURE);
    check("batchSize", props.batchSize, BATCH_SIZE);
    check("functionTimeout", props.functionTimeout, FUNCTION_TIMEOUT);
    check("functionMemorySize", props.functionMemorySize, FUNCTION_MEMORY);
    check("runtime", props.runtime, RUNTIME);
    const { accessToken, queue, onFailure = "pause" } = props;
    const pauses = equals(onFailure, "pause");
    const environment = AwsEnvironment.of(scope);
    // A parameter, because the function is there before the mapping, and cannot refer to it. SSM keeps names with aws to itself.
    const mappingParameter = `/event-relay/${props.name}/event-source-mapping`;
    super(scope, id, {
      ...props,
      description: "Posts management events to MechCloud, in order",
      code: props.forwarderPackage ?? { filename: packagedFile(scope, "mechcloud-sync", FORWARDER_ZIP) },
      memorySize: props.functionMemorySize,
      timeout: props.functionTimeout,
      environment: {
        TEAM_ID: props.teamId ?? DEFAULT_TEAM_ID,
        CLOUD_ACCOUNT_ID: props.cloudAccountId,
        MECHCLOUD_ENDPOINT_URL: props.endpointUrl ?? DEFAULT_ENDPOINT_URL,
        PAYLOAD: props.payload ?? "full",
        ON_FAILURE: onFailure,
        QUEUE_URL: queue.queue.url,
        MAX_RECEIVE_COUNT: Token.asString(Fn.tostring(queue.maxReceiveCount)),
        EVENT_SOURCE_MAPPING_PARAMETER: mappingParameter,
        ...accessToken.environment,
      } satisfies ForwarderEnvironment,
      policyName: "forwarder",
      statements: [
        {
          sid: "ConsumeQueue",
          actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"],
          resources: [queue.queue.arn],
        },
        {
          sid: "FindEventSourceMapping",
          when: pauses,
          actions: ["ssm:GetParameter"],
          resources: [environment.arn("ssm", `parameter${mappingParameter}`)],
        },
        ...accessToken.statements,
      ],
    });
    this.eventSourceMapping = new LambdaEventSourceMapping(this, "event_source_mapping", {
      eventSourceArn: queue.queue.arn,
      functionName: this.function.arn,
      batchSize: props.batchSize ?? 10,
      // Said, so that an apply resumes a relay that paused itself.
      enabled: true,
      functionResponseTypes: ["ReportBatchItemFailures"],
      // Lambda refuses the mapping while the role may not read the queue.
      dependsOn: [this.rolePolicy],
    });
    this.pauses = pauses;
    if (pauses !== false) this.letPause(mappingParameter, pauses);
  }

  /** Lets the function disable its own event source mapping, and nothing else. */
  private letPause(parameterName: string, when: Condition): void {
    const { uuid } = this.eventSourceMapping;
    onlyIf(
      when,
      new SsmParameter(this, "event_source_mapping_parameter", {
        name: parameterName,
        description: "UUID of the event source mapping that the function disables to pause",
        type: "String",
        value: uuid,
      }),
    );
    const mappingArn = AwsEnvironment.of(this).arn("lambda", `event-source-mapping:${uuid}`);
    const policy = new PolicyDocument(
      this,
      "pause",
      [{ sid: "Pause", actions: ["lambda:UpdateEventSourceMapping"], resources: [mappingArn] }],
      when,
    );
    onlyIf(when, new IamRolePolicy(this, "pause_policy", { name: "pause", role: this.role.id, policy: policy.json }));
  }
}
