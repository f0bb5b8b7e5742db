import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import type { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { type IResolvable, Token } from "cdktf";
import { Construct } from "constructs";
import type { DeadLetterQueue } from "../eventing/dead-letter-queue";
import { type EventPattern, EventRule } from "../eventing/event-rule";
import { notificationTopic } from "../eventing/notification-topic";
import { RelayFunction } from "../eventing/relay-function";
import type { FunctionSettings, TopicSettings } from "../eventing/settings.generated";
import { FunctionTarget } from "../eventing/targets/function-target";
import { VERSION } from "../eventing/version";
import { type Condition, firstOf, isGiven, onlyIf } from "../terraform/condition";
import { packagedFile } from "../terraform/packaged-file";
import { runExecuted } from "./event-filters";

/** The file name of the package of the function that writes the messages. */
export const RUN_ALERTS_ZIP = "scalr-run-alerts.zip";

/** AWS's own key is enough, because the function publishes, not a service. */
const DEFAULT_KEY = "alias/aws/sns";

/** The runs that alerts are on by default. */
export const FAILED_RUNS = runExecuted({ results: ["errored"] });

/** What can be set about alerts. */
export interface AlertsProps extends TopicSettings {
  /**
   * The pattern of the runs, as `runExecuted` returns it.
   * @default - runs with the result `errored`
   */
  readonly eventPattern?: EventPattern | IResolvable;
  /**
   * The path of the package of the function that writes the messages: for Node.js, with the handler `index.handler`.
   * @default - the package that comes with the module
   */
  readonly filename?: string;
  /**
   * The alerts exist only if this holds.
   * @default true
   */
  readonly when?: Condition;
}

export interface RunAlertsProps
  extends AlertsProps,
    Pick<FunctionSettings, "runtime" | "architecture" | "logRetentionDays" | "kmsKeyArn" | "permissionsBoundaryArn"> {
  /** The name of the topic, the function and the rule: 1 to 49 letters, digits, hyphens and underscores. */
  readonly name: string;
  /** The name of the partner event bus. */
  readonly eventBusName: string;
  /** The queue for events for which the function could not publish a message. */
  readonly deadLetterQueue: DeadLetterQueue;
}

/** Publishes runs as readable messages to an SNS topic. */
export class RunAlerts extends Construct {
  /** The topic that is created, if any. */
  readonly topic?: SnsTopic;
  readonly topicArn: string;
  readonly function: RelayFunction;
  readonly rule: EventRule;

  constructor(scope: Construct, id: string, props: RunAlertsProps) {
    super(scope, id);
    const { name, deadLetterQueue, kmsKeyArn, when = true } = props;
    const { topic, arns } = notificationTopic(this, "topic", {
      ...props,
      kmsKeyId: Token.isUnresolved(kmsKeyArn) ? firstOf(kmsKeyArn, DEFAULT_KEY) : (kmsKeyArn ?? DEFAULT_KEY),
    });
    if (when !== false && arns.length === 0) throw new Error("topicArn must be set if createTopic is false.");
    this.topic = topic;
    this.topicArn = firstOf(...arns);

    this.function = new RelayFunction(this, "function", {
      ...props,
      description: "Publishes Scalr's runs as readable messages",
      code: { filename: props.filename ?? packagedFile(this, RUN_ALERTS_ZIP) },
      environment: { TOPIC_ARN: this.topicArn, RELAY_VERSION: VERSION },
      policyName: "run-alerts",
      functionMemorySize: 128,
      functionTimeout: 10,
      statements: [
        { sid: "Publish", actions: ["sns:Publish"], resources: [this.topicArn] },
        { sid: "KeepUndelivered", actions: ["sqs:SendMessage"], resources: [deadLetterQueue.queue.arn] },
        {
          sid: "Encrypt",
          when: isGiven(kmsKeyArn),
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
      eventPattern: props.eventPattern ?? FAILED_RUNS,
      when,
    });
    this.rule.addTarget("target", new FunctionTarget(this.function), { deadLetterQueue });
  }
}
