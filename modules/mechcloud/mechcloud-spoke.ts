import { Construct } from "constructs";
import { RELAY_NAMES, spokeRuleName } from "../../lambda-src/contract/relay-names";
import { AlarmTopic, settleAlarms } from "../eventing/alarm-topic";
import { DeadLetterQueue } from "../eventing/dead-letter-queue";
import { EventRule, ruleSender } from "../eventing/event-rule";
import { KeyPolicy } from "../eventing/key-policy";
import { claim } from "../eventing/ownership";
import type { QueueSender } from "../eventing/queue";
import type { AlarmsSettings } from "../eventing/settings.generated";
import { depthAlarm, ruleAlarms } from "../eventing/standard-alarms";
import { subscribersInWords } from "../eventing/subscribers";
import { tagAll } from "../eventing/tagging";
import { choose, includes, restrict } from "../terraform/condition";
import { joined } from "../terraform/expression";
import { type Settled, settle, snakeCase } from "../terraform/setting";
import { HubTarget } from "./hub-target";
import { SPOKE_SETTINGS } from "./settings";
import type { SpokeSettings } from "./settings.generated";
import { SpokeRole } from "./spoke-role";
import { SYNC_RULES, type SyncEventRules, type SyncRule } from "./sync-rules";

export interface MechCloudSpokeProps extends SpokeSettings {
  /**
   * Alarms, and who receives them.
   * @default - alarms, and a topic for them
   */
  readonly alarms?: AlarmsSettings;
}

/**
 * Sends changes of VPCs, subnets and EC2 instances of one account and region to the hub of a MechCloud sync in another
 * account or region: the rules of the sync, whose target is the hub's event bus.
 *
 * A spoke creates no trail. For the mechanism `cloudtrail`, one trail of all regions serves all spokes of its account.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 */
export class MechCloudSpoke extends Construct {
  readonly rules: SyncEventRules;
  /** Events that EventBridge could not deliver to the hub. */
  readonly deadLetterQueue: DeadLetterQueue;
  /** The role in which EventBridge delivers to the hub. */
  readonly role: SpokeRole;
  /** The topic of alarms, if there are alarms. */
  readonly alarmTopic?: AlarmTopic;
  /** The statements that the policy of a customer managed key must contain. */
  readonly keyPolicy: KeyPolicy;
  private readonly settings: Settled<typeof SPOKE_SETTINGS>;
  private readonly deliveries: string[] = [];

  constructor(scope: Construct, id: string, props: MechCloudSpokeProps) {
    super(scope, id);
    this.settings = settle(SPOKE_SETTINGS, props);
    const { kmsKeyArn, hubBusArn, permissionsBoundaryArn } = this.settings;
    const syncRules = Object.entries<SyncRule>(SYNC_RULES);
    const senders = syncRules.map(([key, rule]) => this.senderOf(snakeCase(key), rule));

    this.deadLetterQueue = new DeadLetterQueue(this, "dlq", {
      name: this.named(RELAY_NAMES.spokeDeadLetterQueue),
      kmsKeyArn,
    });
    for (const sender of senders) this.deadLetterQueue.allowSendFrom(sender);
    this.role = new SpokeRole(this, "deliver", {
      name: this.named(RELAY_NAMES.spokeRole),
      hubBusArn,
      ruleArns: senders.map(({ arn }) => arn),
      permissionsBoundaryArn,
    });
    this.rules = Object.fromEntries(
      syncRules.map(([key, rule]) => [key, this.createRule(snakeCase(key), rule)]),
    ) as SyncEventRules;
    const withAlarms = this.createAlarms(props.alarms);
    this.alarmTopic = withAlarms.topic;
    this.keyPolicy = new KeyPolicy(this, "key_policy", { rules: senders, alarms: withAlarms.enabled });
    claim(this, this.named(RELAY_NAMES.spokeRole), [this.role.role]);
    tagAll(this, this.settings.tags);
  }

  /** What is delivered to whom, a sentence each. */
  get delivers(): string[] {
    return [...this.deliveries];
  }

  private named(name: string): string {
    return `${this.settings.namePrefix}${name}`;
  }

  private nameOf({ name }: SyncRule): string {
    return this.named(spokeRuleName(name));
  }

  /** A rule as the policies of queue and role name it, chosen or not: a change of mechanisms then changes no policy. */
  private senderOf(id: string, rule: SyncRule): QueueSender {
    return ruleSender(this, id, { name: this.nameOf(rule) });
  }

  private createRule(id: string, rule: SyncRule): EventRule | undefined {
    const { changes, eventPattern, mechanism } = rule;
    const { syncMechanisms, hubBusArn } = this.settings;
    const when = mechanism === undefined || includes(syncMechanisms, mechanism);
    const receiver = choose(when, joined("the hub ", hubBusArn), `nobody: ${mechanism} is not chosen`);
    this.deliveries.push(`${changes} → ${receiver}`);
    if (when === false) return undefined;
    const name = this.nameOf(rule);
    const created = new EventRule(this, id, { name, description: `${changes}, for MechCloud`, eventPattern, when });
    created.addTarget("hub", new HubTarget(hubBusArn, this.role), { deadLetterQueue: this.deadLetterQueue });
    return created;
  }

  private createAlarms(alarms?: AlarmsSettings) {
    const { kmsKeyArn, runbookUrl: runbook } = this.settings;
    const { enabled, ...subscribers } = settleAlarms(alarms);
    this.deliveries.push(choose(enabled, joined("alarms → ", subscribersInWords(subscribers)), "no alarms"));
    if (enabled === false) return { enabled };
    const name = this.named(RELAY_NAMES.spokeAlarmTopic);
    const topic = new AlarmTopic(this, "alarms", { name, kmsKeyArn, ...subscribers });
    const scope = new Construct(this, "alarm");
    const options = { actions: topic.actions, runbook };
    depthAlarm(scope, "dlq_depth", this.deadLetterQueue, { ...options, when: enabled });
    for (const [key, rule] of Object.entries(this.rules)) {
      if (rule) ruleAlarms(scope, snakeCase(key), rule, { ...options, when: restrict(enabled, rule.when) });
    }
    return { enabled, topic };
  }
}
