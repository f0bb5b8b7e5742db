import type { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { IResolvable } from "cdktf";
import { Construct } from "constructs";
import { SCALR_NAMES, SCALR_PREFIX } from "../../lambda-src/contract/scalr-names";
import { AlarmTopic, settleAlarms } from "../eventing/alarm-topic";
import { AwsEnvironment } from "../eventing/aws-environment";
import { DeadLetterQueue } from "../eventing/dead-letter-queue";
import { type EventPattern, EventRule } from "../eventing/event-rule";
import { KeyPolicy } from "../eventing/key-policy";
import { LogDeliveryPolicy } from "../eventing/log-delivery-policy";
import { claim } from "../eventing/ownership";
import { TOPIC_SETTINGS } from "../eventing/settings";
import type { AlarmsSettings } from "../eventing/settings.generated";
import {
  type AlarmOptions,
  asynchronousAlarms,
  depthAlarm,
  functionAlarms,
  ruleAlarms,
} from "../eventing/standard-alarms";
import { subscribersInWords } from "../eventing/subscribers";
import { tagAll } from "../eventing/tagging";
import { type Condition, choose, isMap, restrict, type When } from "../terraform/condition";
import { check } from "../terraform/constraint";
import { joined } from "../terraform/expression";
import { type Settled, settle } from "../terraform/setting";
import { DESTINATION_NAME } from "./constraints";
import type { Destination, DestinationProps } from "./destination";
import { auditLog, runExecuted } from "./event-filters";
import { EventLog, type EventLogProps } from "./event-log";
import { eventsDashboard } from "./events-dashboard";
import { eventsInWords } from "./events-in-words";
import { PartnerEventBus } from "./partner-event-bus";
import { type AlertsProps, FAILED_RUNS, RunAlerts } from "./run-alerts";
import { AUDIT_QUERIES, RUN_QUERIES } from "./saved-queries";
import { SCALR_EVENTS_SETTINGS } from "./settings";
import type { ScalrEventsSettings } from "./settings.generated";

export interface ScalrEventsProps extends ScalrEventsSettings {
  /**
   * The pattern of the runs to log, as `runExecuted` returns it.
   * @default - all runs
   */
  readonly runExecutedPattern?: EventPattern | IResolvable;
  /**
   * The pattern of the audit log's entries to log, as `auditLog` returns it.
   * @default - all entries
   */
  readonly auditLogPattern?: EventPattern | IResolvable;
  /**
   * Alarms, and who receives them.
   * @default - alarms, and a topic for them
   */
  readonly alarms?: AlarmsSettings;
}

/**
 * Scalr's EventBridge integration: runs and the audit log of a Scalr account in CloudWatch Logs, alerts on runs, and any
 * number of other destinations.
 * @see https://docs.scalr.io/docs/aws-eventbridge
 * @example
 * const scalr = new ScalrEvents(this, "scalr", { eventSourceName: "aws.partner/scalr.com/your-account/your-integration" });
 * scalr.addAlerts({ emailAddresses: ["platform@example.com"] });
 * scalr.addDestination("deployments", {
 *   eventPattern: runExecuted({ results: ["applied"], environments: ["production"] }),
 *   target: new QueueTarget(new Queue(this, "deployments", { name: "deployments" })),
 * });
 */
export class ScalrEvents extends Construct {
  readonly eventBus: PartnerEventBus;
  readonly runLog: EventLog;
  readonly auditLog: EventLog;
  /** The resource policy that lets rules write to log groups, if it is created. */
  readonly logDeliveryPolicy?: LogDeliveryPolicy;
  /** The queue for events that could not be logged, or for which no alert could be published. */
  readonly deadLetterQueue: DeadLetterQueue;
  /** The topic of alarms, if there are alarms. */
  readonly alarmTopic?: AlarmTopic;
  /** The dashboard, if there is one. */
  readonly dashboard?: CloudwatchDashboard;
  /** The statements that the policy of a customer managed key must contain. */
  readonly keyPolicy: KeyPolicy;
  private readonly settings: Settled<typeof SCALR_EVENTS_SETTINGS>;
  private readonly withAlarms: Condition;
  private readonly deliveries: string[] = [];
  private readonly alarmsInWords: string;

  constructor(scope: Construct, id: string, props: ScalrEventsProps) {
    super(scope, id);
    this.settings = settle(SCALR_EVENTS_SETTINGS, props);
    const { kmsKeyArn, createLogResourcePolicy, createDashboard, runbookUrl: runbook } = this.settings;

    this.eventBus = new PartnerEventBus(this, "event_bus", this.settings);
    this.deadLetterQueue = new DeadLetterQueue(this, "rule_dlq", {
      name: this.named(SCALR_NAMES.ruleDeadLetterQueue),
      kmsKeyArn,
    });
    if (createLogResourcePolicy !== false) {
      const name = this.named("events");
      this.logDeliveryPolicy = new LogDeliveryPolicy(this, "log_delivery", {
        name,
        ruleArnPattern: this.ruleArn("*"),
        when: createLogResourcePolicy,
      });
    }
    this.runLog = this.log("run_executed", {
      name: SCALR_NAMES.runExecuted,
      description: "Scalr's runs",
      retentionDays: this.settings.runLogRetentionDays,
      eventPattern: props.runExecutedPattern ?? runExecuted(),
      queries: RUN_QUERIES,
    });
    this.auditLog = this.log("audit_log", {
      name: SCALR_NAMES.auditLog,
      description: "Scalr's audit log",
      retentionDays: this.settings.auditLogRetentionDays,
      eventPattern: props.auditLogPattern ?? auditLog(),
      queries: AUDIT_QUERIES,
    });
    const { enabled, ...alarmTopic } = settleAlarms(props.alarms);
    this.withAlarms = enabled;
    this.alarmsInWords = choose(enabled, joined("alarms → ", subscribersInWords(alarmTopic)), "no alarms");
    if (enabled !== false) {
      this.alarmTopic = new AlarmTopic(this, "alarms", {
        name: this.named(SCALR_NAMES.alarmTopic),
        kmsKeyArn,
        ...alarmTopic,
      });
    }
    this.watch((options) => {
      depthAlarm(this, "alarm_rule_dlq_depth", this.deadLetterQueue, options);
      ruleAlarms(this, "alarm_run_executed", this.runLog.rule, options);
      ruleAlarms(this, "alarm_audit_log", this.auditLog.rule, options);
    });
    if (createDashboard !== false) {
      const name = this.named("events");
      this.dashboard = eventsDashboard(this, "dashboard", { name, parts: this, runbook, when: createDashboard });
    }
    this.keyPolicy = new KeyPolicy(this, "key_policy", {
      rules: [{ sid: "AllowRules", arn: this.ruleArn("*") }],
      logGroupNames: [
        this.logGroupName(SCALR_NAMES.runExecuted),
        this.logGroupName(SCALR_NAMES.auditLog),
        `/aws/lambda/${this.named(SCALR_NAMES.runAlerts)}`,
      ],
      alarms: enabled,
    });
    // The event bus, too: if its event source does not exist, Terraform stops before it creates more.
    const eventBus = this.eventBus.eventBus ? [this.eventBus.eventBus] : [];
    claim(this, this.logGroupName(SCALR_NAMES.runExecuted), [
      this.runLog.logGroup,
      ...eventBus,
      this.auditLog.logGroup,
    ]);
    tagAll(this, this.settings.tags);
  }

  /**
   * What is delivered to whom, a sentence each. Of destinations that exist once for each entry of a map, there is none.
   */
  get delivers(): string[] {
    return [...this.deliveries, this.alarmsInWords];
  }

  /** Publishes runs, failed ones by default, as readable messages to an SNS topic. */
  addAlerts(props: AlertsProps = {}): RunAlerts {
    const { runtime, architecture, logRetentionDays, kmsKeyArn, permissionsBoundaryArn } = this.settings;
    const alerts = new RunAlerts(this, "run_alerts", {
      ...props,
      name: this.named(SCALR_NAMES.runAlerts),
      eventBusName: this.eventBus.name,
      deadLetterQueue: this.deadLetterQueue,
      runtime,
      architecture,
      logRetentionDays,
      kmsKeyArn,
      permissionsBoundaryArn,
    });
    this.watch((options) => {
      functionAlarms(this, "alarm_run_alerts", alerts.function, options);
      asynchronousAlarms(this, "alarm_run_alerts", alerts.function, options);
      ruleAlarms(this, "alarm_run_alerts", alerts.rule, options);
    }, props.when);
    const subscribers = subscribersInWords(settle(TOPIC_SETTINGS, props));
    const sentence = joined(eventsInWords(props.eventPattern ?? FAILED_RUNS), " → ", subscribers);
    this.deliveries.push(choose(props.when ?? true, sentence, "no alerts on runs"));
    return alerts;
  }

  /** Delivers events to `target`, with a rule and a dead-letter queue of its own. */
  addDestination(id: string, { target, eventPattern, when, ...delivery }: DestinationProps): Destination {
    check(delivery.name === undefined ? "id" : "name", delivery.name ?? id, DESTINATION_NAME);
    const { kmsKeyArn, permissionsBoundaryArn } = this.settings;
    const name = this.named(`to-${delivery.name ?? id}`);
    const deadLetterQueue = new DeadLetterQueue(this, `to_${id}_dlq`, { name: `${name}-dlq`, kmsKeyArn, when });
    const rule = new EventRule(this, `to_${id}`, {
      name,
      description: "Scalr's events for a destination",
      permissionsBoundaryArn,
      eventBusName: this.eventBus.name,
      eventPattern,
      when,
    });
    const eventTarget = rule.addTarget("target", target, { ...delivery, deadLetterQueue });
    this.watch((options) => {
      depthAlarm(this, `alarm_to_${id}_dlq_depth`, deadLetterQueue, options);
      ruleAlarms(this, `alarm_to_${id}`, rule, options);
    }, when);
    if (!isMap(when)) {
      const receiver = `destination ${delivery.name ?? id}`;
      const sentence = joined(eventsInWords(eventPattern), " → ", receiver);
      this.deliveries.push(choose(when ?? true, sentence, `nothing → ${receiver}`));
    }
    return { rule, target: eventTarget, deadLetterQueue };
  }

  /** The ARN of the rule of the destination of that name. */
  destinationRuleArn(name: string): string {
    return this.ruleArn(`to-${name}`);
  }

  /** The ARN of the role in which the rule of the destination of that name delivers, if its target needs one. */
  destinationRoleArn(name: string): string {
    const { partition, accountId, region } = AwsEnvironment.of(this);
    return `arn:${partition}:iam::${accountId}:role/${this.named(`to-${name}`)}-${region}`;
  }

  /** Creates alarms on what exists if `when` holds, unless there are no alarms. */
  private watch(createAlarms: (options: AlarmOptions) => void, when?: When): void {
    const whenWatched = restrict(this.withAlarms, when);
    const { alarmTopic } = this;
    const { runbookUrl: runbook } = this.settings;
    if (alarmTopic && whenWatched !== false) createAlarms({ actions: alarmTopic.actions, runbook, when: whenWatched });
  }

  private ruleArn(name: string): string {
    return AwsEnvironment.of(this).arn("events", `rule/${this.settings.eventSourceName}/${this.named(name)}`);
  }

  private named(name: string): string {
    return `${this.settings.namePrefix}${SCALR_PREFIX}${name}`;
  }

  private logGroupName(name: string): string {
    return `/aws/events/${this.settings.namePrefix}scalr/${name}`;
  }

  private log(
    id: string,
    log: Pick<EventLogProps, "name" | "description" | "retentionDays" | "eventPattern" | "queries">,
  ) {
    const logGroupName = this.logGroupName(log.name);
    this.deliveries.push(`${eventsInWords(log.eventPattern)} → log group ${logGroupName}`);
    return new EventLog(this, id, {
      ...log,
      name: this.named(log.name),
      logGroupName,
      eventBusName: this.eventBus.name,
      logDeliveryPolicy: this.logDeliveryPolicy,
      deadLetterQueue: this.deadLetterQueue,
      kmsKeyArn: this.settings.kmsKeyArn,
    });
  }
}
