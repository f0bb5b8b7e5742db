import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import type { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { type IResolvable, Token } from "cdktf";
import { Construct } from "constructs";
import type { DeadLetterQueue } from "../eventing/dead-letter-queue";
import { type EventPattern, EventRule } from "../eventing/event-rule";
import { notificationTopic, type TopicOptions } from "../eventing/notification-topic";
import { RelayFunction } from "../eventing/relay-function";
import { FunctionTarget } from "../eventing/targets/function-target";
import { type Condition, firstOf, isAbsent, not, onlyIf } from "../terraform/condition";
import { packagedFile } from "../terraform/packaged-file";

/** The package of the function that writes the messages, as it is committed beside the published module. */
export const RUN_ALERTS_ZIP = "scalr-run-alerts.zip";

/** The time-out of the function. */
const RUN_ALERTS_TIMEOUT_SECONDS = 10;

/** What can be set about alerts, whoever makes them. */
export type RunAlertsOptions = TopicOptions;

export interface RunAlertsProps extends RunAlertsOptions {
  /** The name of the topic, the function and the rule: at most 49 letters, digits, hyphens and underscores. */
  readonly name: string;
  /** The partner event bus. */
  readonly eventBusName: string;
  /** Which runs, as `runExecuted` makes it. */
  readonly eventPattern: EventPattern | IResolvable;
  /** Takes events that the function could not be given, or could not publish. */
  readonly deadLetterQueue: DeadLetterQueue;
  /**
   * The function's package.
   * @default - the one that comes with the module
   */
  readonly filename?: string;
  readonly logRetentionDays?: number;
  readonly kmsKeyArn?: string;
  readonly permissionsBoundaryArn?: string;
  /**
   * The alerts are there only where this holds.
   * @default true
   */
  readonly when?: Condition;
}

/** Runs as messages that a person can read, in an SNS topic. */
export class RunAlerts extends Construct {
  readonly topic?: SnsTopic;
  readonly topicArn: string;
  readonly function: RelayFunction;
  readonly rule: EventRule;

  constructor(scope: Construct, id: string, props: RunAlertsProps) {
    super(scope, id);
    const { name, deadLetterQueue, kmsKeyArn, when = true } = props;
    const { topic, arns } = notificationTopic(this, "topic", {
      ...props,
      // AWS's own key will do: the function publishes, not a service.
      kmsKeyId: Token.isUnresolved(kmsKeyArn) ? firstOf(kmsKeyArn, "alias/aws/sns") : (kmsKeyArn ?? "alias/aws/sns"),
    });
    if (when !== false && arns.length === 0) throw new Error("topicArn must be given where createTopic is false.");
    this.topic = topic;
    this.topicArn = firstOf(...arns);

    this.function = new RelayFunction(this, "function", {
      ...props,
      description: "Publishes Scalr's runs as readable messages",
      code: { filename: props.filename ?? packagedFile(this, RUN_ALERTS_ZIP) },
      environment: { TOPIC_ARN: this.topicArn },
      policyName: "run-alerts",
      functionMemorySize: 128,
      functionTimeout: RUN_ALERTS_TIMEOUT_SECONDS,
      statements: [
        { sid: "Publish", actions: ["sns:Publish"], resources: [this.topicArn] },
        { sid: "KeepUndelivered", actions: ["sqs:SendMessage"], resources: [deadLetterQueue.queue.arn] },
        {
          sid: "Encrypt",
          when: not(isAbsent(kmsKeyArn)),
          actions: ["kms:GenerateDataKey"],
          resources: [kmsKeyArn as string],
        },
      ],
    });
    onlyIf(
      when,
      new LambdaFunctionEventInvokeConfig(this, "on_failure", {
        functionName: this.function.function.functionName,
        maximumRetryAttempts: 2,
        maximumEventAgeInSeconds: 21_600,
        destinationConfig: { onFailure: { destination: deadLetterQueue.queue.arn } },
        dependsOn: [this.function.rolePolicy],
      }),
    );
    this.rule = new EventRule(this, "rule", {
      name,
      description: "Scalr runs that somebody wants to know of",
      eventBusName: props.eventBusName,
      eventPattern: props.eventPattern,
      when,
    });
    this.rule.addTarget("target", new FunctionTarget(this.function), { deadLetterQueue });
  }
}
