import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import type { Construct } from "constructs";
import type { ForwarderEnvironment } from "../../lambda-src/contract/forwarder-environment";
import { FORWARDER_ACTIONS } from "../../lambda-src/contract/permissions";
import { AwsEnvironment } from "../eventing/aws-environment";
import { NODE_RUNTIME } from "../eventing/constraints";
import type { FifoQueue } from "../eventing/fifo-queue";
import { PolicyDocument } from "../eventing/policy-document";
import { RelayFunction, type RelayFunctionProps } from "../eventing/relay-function";
import type { FunctionPackageSettings } from "../eventing/settings.generated";
import { VERSION } from "../eventing/version";
import { type Condition, equals, isGiven, onlyIf } from "../terraform/condition";
import { check } from "../terraform/constraint";
import { jsonText } from "../terraform/expression";
import { packagedFile } from "../terraform/packaged-file";
import { settle } from "../terraform/setting";
import type { AccessTokenSource } from "./access-token";
import { FORWARDER_SETTINGS, FORWARDER_TIMEOUT } from "./settings";
import type { ForwarderSettings } from "./settings.generated";
import { WakeUp, wakeUpOf } from "./wake-up";

/** The file name of the forwarder's package. */
export const FORWARDER_ZIP = "push-mgmt-events-to-mechcloud.zip";

/** What can be set about the forwarder, whoever creates it. */
export interface ForwarderOptions extends ForwarderSettings {
  /**
   * A function package to use instead of the forwarder, with the matching `runtime`.
   * @default - the forwarder
   */
  readonly forwarderPackage?: FunctionPackageSettings;
}

export interface ForwarderProps extends ForwarderOptions, Pick<RelayFunctionProps, "name"> {
  /** The queue that the function receives events from. Its `consumerTimeoutSeconds` is the function's time-out. */
  readonly queue: FifoQueue;
  /** Where the function finds the access token. */
  readonly accessToken: AccessTokenSource;
}

/**
 * The Lambda function that posts the queue's events to MechCloud, with a role, a log group and the queue as its trigger.
 * It reports each event that it could not deliver, and the queue keeps these in order.
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
 */
export class Forwarder extends RelayFunction {
  readonly eventSourceMapping: LambdaEventSourceMapping;
  /** Whether the function pauses itself if MechCloud is down or refuses the access token. */
  readonly pauses: Condition;

  constructor(scope: Construct, id: string, props: ForwarderProps) {
    const settings = settle(FORWARDER_SETTINGS, props);
    const { accessToken, queue, forwarderPackage } = props;
    check("queue.consumerTimeoutSeconds", queue.consumerTimeoutSeconds, FORWARDER_TIMEOUT);
    if (forwarderPackage?.filename === undefined) check("runtime", settings.runtime, NODE_RUNTIME);
    const pauses = equals(settings.onFailure, "pause");
    const environment = AwsEnvironment.of(scope);
    // A parameter, because the function exists before the mapping. SSM reserves names that begin with aws.
    const mappingParameter = `/event-relay/${props.name}/event-source-mapping`;
    const wakeUp = wakeUpOf(scope, props.name);
    super(scope, id, {
      ...settings,
      name: props.name,
      description: "Posts management events to MechCloud, in order",
      code: { ...forwarderPackage, filename: forwarderPackage?.filename ?? packagedFile(scope, FORWARDER_ZIP) },
      functionTimeout: queue.consumerTimeoutSeconds,
      environment: {
        TEAM_ID: settings.teamId,
        CLOUD_ACCOUNT_ID: settings.cloudAccountId,
        CLOUD_ACCOUNTS: jsonText(settings.cloudAccounts),
        MECHCLOUD_ENDPOINT_URL: settings.endpointUrl,
        PAYLOAD: settings.payload,
        ON_FAILURE: settings.onFailure,
        QUEUE_URL: queue.queue.url,
        DEAD_LETTER_QUEUE_URL: queue.deadLetterQueue.queue.url,
        EVENT_SOURCE_MAPPING_PARAMETER: mappingParameter,
        SCHEDULE_GROUP: wakeUp.groupName,
        SCHEDULE_ROLE_ARN: wakeUp.roleArn,
        RELAY_VERSION: VERSION,
        ...accessToken.environment,
      } satisfies ForwarderEnvironment,
      policyName: "forwarder",
      statements: [
        {
          sid: "ConsumeQueue",
          actions: [...FORWARDER_ACTIONS.queue],
          resources: [queue.queue.arn],
        },
        {
          sid: "SetAside",
          actions: [...FORWARDER_ACTIONS.deadLetterQueue],
          resources: [queue.deadLetterQueue.queue.arn],
        },
        {
          sid: "FindEventSourceMapping",
          when: pauses,
          actions: [...FORWARDER_ACTIONS.mappingParameter],
          resources: [environment.arn("ssm", `parameter${mappingParameter}`)],
        },
        {
          sid: "ScheduleWakeUp",
          when: pauses,
          actions: [...FORWARDER_ACTIONS.schedules],
          resources: [wakeUp.schedulesArn],
        },
        {
          sid: "PassScheduleRole",
          when: pauses,
          actions: [...FORWARDER_ACTIONS.scheduleRole],
          resources: [wakeUp.roleArn],
          condition: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["scheduler.amazonaws.com"] }],
        },
        {
          sid: "Encrypt",
          when: isGiven(settings.kmsKeyArn),
          actions: ["kms:GenerateDataKey"],
          resources: [settings.kmsKeyArn as string],
        },
        ...accessToken.statements,
      ],
    });
    this.eventSourceMapping = new LambdaEventSourceMapping(this, "event_source_mapping", {
      eventSourceArn: queue.queue.arn,
      functionName: this.function.arn,
      batchSize: settings.batchSize,
      enabled: true,
      functionResponseTypes: ["ReportBatchItemFailures"],
      // The relay disables and enables it, and so may a person: an apply does neither.
      lifecycle: { ignoreChanges: ["enabled"] },
      // Lambda refuses the mapping unless the role can read the queue.
      dependsOn: [this.rolePolicy],
    });
    this.pauses = pauses;
    if (pauses === false) return;
    this.allowPause(mappingParameter, pauses);
    new WakeUp(this, "wake_up", { ...settings, functionName: props.name, when: pauses });
  }

  /** Allows the function to disable and enable its own event source mapping, and nothing else. */
  private allowPause(parameterName: string, when: Condition): void {
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
      [
        {
          sid: "Pause",
          actions: [...FORWARDER_ACTIONS.eventSourceMapping],
          resources: [mappingArn],
          // Refuses to connect the queue to another function. "IfExists": a pause does not name the function.
          condition: [{ test: "ArnEqualsIfExists", variable: "lambda:FunctionArn", values: [this.function.arn] }],
        },
      ],
      when,
    );
    onlyIf(when, new IamRolePolicy(this, "pause_policy", { name: "pause", role: this.role.id, policy: policy.json }));
  }
}
