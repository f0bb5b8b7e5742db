import type { IResolvable } from "cdktf";
import { Construct } from "constructs";
import { type AlarmsOptions, AlarmTopic } from "../eventing/alarm-topic";
import { AwsEnvironment } from "../eventing/aws-environment";
import { IAM_POLICY_ARN, KMS_KEY_ARN, NAME_PREFIX } from "../eventing/constraints";
import { DeadLetterQueue } from "../eventing/dead-letter-queue";
import { type EventPattern, EventRule } from "../eventing/event-rule";
import { KeyPolicy } from "../eventing/key-policy";
import { LogDeliveryPolicy } from "../eventing/log-delivery-policy";
import { depthAlarm, functionAlarms, ruleAlarms } from "../eventing/standard-alarms";
import { tagAll } from "../eventing/tagging";
import { type Condition, restrict } from "../terraform/condition";
import { check } from "../terraform/constraint";
import type { AlertsProps } from "./alerts-props";
import { DESTINATION_NAME } from "./constraints";
import type { Destination, DestinationProps } from "./destination";
import { auditLog, runExecuted } from "./event-filters";
import { EventLog, type EventLogProps } from "./event-log";
import { eventsDashboard } from "./events-dashboard";
import { PartnerEventBus } from "./partner-event-bus";
import { RunAlerts } from "./run-alerts";
import { AUDIT_QUERIES, RUN_QUERIES } from "./saved-queries";

export interface ScalrEventsProps {
  /** The partner event source's name, `aws.partner/scalr.com/<account>/<integration>`. */
  readonly eventSourceName: string;
  /**
   * Whether the event bus is made, which associates the source with it. Say false where it is associated already.
   * @default true
   */
  readonly createEventBus?: Condition;
  /**
   * Which runs are logged, as `runExecuted` makes it.
   * @default - all
   */
  readonly runExecutedPattern?: EventPattern | IResolvable;
  /**
   * Which entries of the audit log are logged, as `auditLog` makes it.
   * @default - all
   */
  readonly auditLogPattern?: EventPattern | IResolvable;
  /**
   * How long runs are kept, in days, one of the periods that CloudWatch Logs knows.
   * @default 30
   */
  readonly runLogRetentionDays?: number;
  /**
   * How long the audit log is kept, in days, one of the periods that CloudWatch Logs knows.
   * @default 365
   */
  readonly auditLogRetentionDays?: number;
  /**
   * Whether the policy that lets rules write to log groups is made. Say false where one of the account's ten such
   * policies already lets EventBridge write to `/aws/events/*`.
   * @default true
   */
  readonly createLogResourcePolicy?: Condition;
  /**
   * What the names of all resources begin with: up to 16 lower-case letters, digits and hyphens.
   * @default - none
   */
  readonly namePrefix?: string;
  /**
   * ARN of a customer managed KMS key that encrypts log groups, queues and topic. The key's policy must say what
   * `keyPolicy` says.
   * @default - keys that AWS owns or manages
   */
  readonly kmsKeyArn?: string;
  /**
   * ARN of an IAM policy that bounds every role that is made.
   * @default - none
   */
  readonly permissionsBoundaryArn?: string;
  /**
   * Alarms, and who is told of them.
   * @default - alarms are made, and a topic for them
   */
  readonly alarms?: AlarmsOptions;
  /**
   * Whether a CloudWatch dashboard is made.
   * @default true
   */
  readonly dashboard?: Condition;
  /** Tags for every resource that takes tags. */
  readonly tags?: Record<string, string>;
}

/**
 * Scalr's EventBridge integration: runs and the audit log of a Scalr account in CloudWatch Logs, alerts on runs, and any
 * number of destinations that one automates with.
 * @see https://docs.scalr.io/docs/aws-eventbridge
 */
export class ScalrEvents extends Construct {
  readonly eventBus: PartnerEventBus;
  readonly runLog: EventLog;
  readonly auditLog: EventLog;
  /** What lets rules write to log groups, where it is made. */
  readonly logDeliveryPolicy?: LogDeliveryPolicy;
  /** Events that EventBridge could not write to the logs, or that could not become an alert. */
  readonly deadLetterQueue: DeadLetterQueue;
  /** Who is told of alarms, where there are any. */
  readonly alarmTopic?: AlarmTopic;
  /** What the policy of a customer managed key must say. */
  readonly keyPolicy: KeyPolicy;
  private readonly withAlarms: Condition;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ScalrEventsProps,
  ) {
    super(scope, id);
    check("namePrefix", props.namePrefix, NAME_PREFIX);
    check("kmsKeyArn", props.kmsKeyArn, KMS_KEY_ARN);
    check("permissionsBoundaryArn", props.permissionsBoundaryArn, IAM_POLICY_ARN);
    const { kmsKeyArn } = props;

    this.eventBus = new PartnerEventBus(this, "event_bus", {
      eventSourceName: props.eventSourceName,
      create: props.createEventBus,
    });
    this.deadLetterQueue = new DeadLetterQueue(this, "rule_dlq", { name: this.named("rule-dlq"), kmsKeyArn });
    if (props.createLogResourcePolicy !== false) {
      this.logDeliveryPolicy = new LogDeliveryPolicy(this, "log_delivery", {
        name: this.named("events"),
        when: props.createLogResourcePolicy,
      });
    }
    this.runLog = this.log("run_executed", {
      name: "run-executed",
      description: "Scalr's runs",
      retentionDays: props.runLogRetentionDays ?? 30,
      eventPattern: props.runExecutedPattern ?? runExecuted(),
      queries: RUN_QUERIES,
    });
    this.auditLog = this.log("audit_log", {
      name: "audit-log",
      description: "Scalr's audit log",
      retentionDays: props.auditLogRetentionDays ?? 365,
      eventPattern: props.auditLogPattern ?? auditLog(),
      queries: AUDIT_QUERIES,
    });
    const { enabled = true, ...alarmTopic } = props.alarms ?? {};
    this.withAlarms = enabled;
    if (enabled !== false) {
      this.alarmTopic = new AlarmTopic(this, "alarms", { name: this.named("alarms"), kmsKeyArn, ...alarmTopic });
      const options = { actions: this.alarmTopic.actions, when: enabled };
      depthAlarm(this, "alarm_rule_dlq_depth", this.deadLetterQueue, options);
      ruleAlarms(this, "alarm_run_executed", this.runLog.rule, options);
      ruleAlarms(this, "alarm_audit_log", this.auditLog.rule, options);
    }
    if (props.dashboard !== false) {
      eventsDashboard(this, "dashboard", this.named("events"), this, props.dashboard);
    }
    this.keyPolicy = new KeyPolicy(this, "key_policy", {
      rules: [{ sid: "AllowRules", arn: this.ruleArn("*") }],
      logGroupNames: [
        this.logGroupName("run-executed"),
        this.logGroupName("audit-log"),
        `/aws/lambda/${this.named("run-alerts")}`,
      ],
      alarms: enabled,
    });
    tagAll(this, props.tags);
  }

  /** Publishes runs, by default failed ones, as messages that a person can read. */
  addAlerts({ eventPattern, ...alerts }: AlertsProps = {}): RunAlerts {
    const made = new RunAlerts(this, "run_alerts", {
      ...alerts,
      name: this.named("run-alerts"),
      eventBusName: this.eventBus.name,
      eventPattern: eventPattern ?? runExecuted({ results: ["errored"] }),
      deadLetterQueue: this.deadLetterQueue,
      kmsKeyArn: this.props.kmsKeyArn,
      permissionsBoundaryArn: this.props.permissionsBoundaryArn,
    });
    const when = restrict(this.withAlarms, alerts.when);
    if (this.alarmTopic && when !== false) {
      const options = { actions: this.alarmTopic.actions, when };
      functionAlarms(this, "alarm_run_alerts", made.function, options);
      ruleAlarms(this, "alarm_run_alerts", made.rule, options);
    }
    return made;
  }

  /** Delivers events to `target`, by a rule and with a dead-letter queue of its own. */
  addDestination(id: string, { target, eventPattern, when, ...delivery }: DestinationProps): Destination {
    check(delivery.name === undefined ? "id" : "name", delivery.name ?? id, DESTINATION_NAME);
    const name = this.named(`to-${delivery.name ?? id}`);
    const deadLetterQueue = new DeadLetterQueue(this, `to_${id}_dlq`, {
      name: `${name}-dlq`,
      kmsKeyArn: this.props.kmsKeyArn,
      when,
    });
    const rule = new EventRule(this, `to_${id}`, {
      name,
      description: "Scalr's events for a destination",
      permissionsBoundaryArn: this.props.permissionsBoundaryArn,
      eventBusName: this.eventBus.name,
      eventPattern,
      when,
    });
    rule.addTarget("target", target, { ...delivery, deadLetterQueue });
    if (this.alarmTopic) {
      const options = {
        actions: this.alarmTopic.actions,
        when: restrict(this.withAlarms, when),
      };
      depthAlarm(this, `alarm_to_${id}_dlq_depth`, deadLetterQueue, options);
      ruleAlarms(this, `alarm_to_${id}`, rule, options);
    }
    return { rule, deadLetterQueue };
  }

  /** The ARN of the rule of the destination of that name. */
  destinationRuleArn(name: string): string {
    return this.ruleArn(`to-${name}`);
  }

  private ruleArn(name: string): string {
    return AwsEnvironment.of(this).arn("events", `rule/${this.props.eventSourceName}/${this.named(name)}`);
  }

  private named(name: string): string {
    return `${this.props.namePrefix ?? ""}scalr-${name}`;
  }

  private logGroupName(name: string): string {
    return `/aws/events/${this.props.namePrefix ?? ""}scalr/${name}`;
  }

  private log(
    id: string,
    log: Pick<EventLogProps, "name" | "description" | "retentionDays" | "eventPattern" | "queries">,
  ) {
    return new EventLog(this, id, {
      ...log,
      name: this.named(log.name),
      logGroupName: this.logGroupName(log.name),
      eventBusName: this.eventBus.name,
      logDeliveryPolicy: this.logDeliveryPolicy,
      deadLetterQueue: this.deadLetterQueue,
      kmsKeyArn: this.props.kmsKeyArn,
    });
  }
}
