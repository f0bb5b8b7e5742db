import type { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { CloudwatchEventArchive } from "@cdktf/provider-aws/lib/cloudwatch-event-archive";
import { Construct } from "constructs";
import { RELAY_NAMES } from "../../lambda-src/contract/relay-names";
import { AlarmTopic, settleAlarms } from "../eventing/alarm-topic";
import { AwsEnvironment } from "../eventing/aws-environment";
import { DeadLetterQueue } from "../eventing/dead-letter-queue";
import { EventRule, ruleSender } from "../eventing/event-rule";
import { FifoQueue } from "../eventing/fifo-queue";
import { KeyPolicy } from "../eventing/key-policy";
import { claim } from "../eventing/ownership";
import type { QueueSender } from "../eventing/queue";
import type { AlarmsSettings } from "../eventing/settings.generated";
import { subscribersInWords } from "../eventing/subscribers";
import { tagAll } from "../eventing/tagging";
import { FifoQueueTarget } from "../eventing/targets/fifo-queue-target";
import { and, type Condition, choose, equals, includes, isGiven, numberOr, onlyIf } from "../terraform/condition";
import { joined } from "../terraform/expression";
import { type Settled, settle, snakeCase } from "../terraform/setting";
import { AccessTokenSecret, type AccessTokenSource } from "./access-token";
import { Forwarder, type ForwarderOptions } from "./forwarder";
import { Hub, hubSender } from "./hub";
import { ManagementTrail } from "./management-trail";
import { SYNC_SETTINGS } from "./settings";
import type { SyncSettings } from "./settings.generated";
import { SyncAlarms } from "./sync-alarms";
import { syncDashboard } from "./sync-dashboard";
import type { SyncParts } from "./sync-parts";
import { ARCHIVE_PATTERN, SYNC_RULES, type SyncEventRules, type SyncMechanism, type SyncRule } from "./sync-rules";
import { TokenRenewal } from "./token-renewal";

/**
 * Of a relay that pauses, and of one that does not. A pause costs each event that waits a receive, so the first is all that
 * SQS allows.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
const MAX_RECEIVE_COUNTS = [1000, 10] as const;

export interface MechCloudSyncProps extends SyncSettings, Pick<ForwarderOptions, "forwarderPackage"> {
  /**
   * Where MechCloud's access token is; excludes `accessTokenSecretArn` and `createAccessTokenSecret`.
   * @default - the secret of `accessTokenSecretArn`
   */
  readonly accessToken?: AccessTokenSource;
  /**
   * Alarms, and who receives them.
   * @default - alarms, and a topic for them
   */
  readonly alarms?: AlarmsSettings;
}

/**
 * MechCloud's real-time visualization: EventBridge rules send changes of VPCs, subnets and EC2 instances of one account
 * and region to the FIFO queue `management-events.fifo`, and the function `push-mgmt-events-to-mechcloud` posts each to
 * MechCloud, in order.
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
 * @example
 * const { accessToken } = new MechCloudSync(this, "sync", {
 *   cloudAccountId: "your-cloud-account-id",
 *   syncMechanisms: ["tags", "cloudtrail"],
 *   alarms: { emailAddresses: ["platform@example.com"] },
 * });
 * new TerraformOutput(this, "access_token_command", { value: accessToken.fillCommand });
 */
export class MechCloudSync extends Construct implements SyncParts {
  readonly queue: FifoQueue;
  readonly ruleDeadLetterQueue: DeadLetterQueue;
  readonly accessToken: AccessTokenSource;
  readonly forwarder: Forwarder;
  readonly rules: SyncEventRules;
  /** The trail, if one is created. */
  readonly trail?: ManagementTrail;
  /** The event bus for events of other regions and accounts, if there is one. */
  readonly hub?: Hub;
  /** The archive from which events can be replayed, if there is one. */
  readonly archive?: CloudwatchEventArchive;
  /** The same of the event bus for events of other regions and accounts. */
  readonly hubArchive?: CloudwatchEventArchive;
  /** The topic of alarms, if there are alarms. */
  readonly alarmTopic?: AlarmTopic;
  /** The dashboard, if there is one. */
  readonly dashboard?: CloudwatchDashboard;
  /** The statements that the policy of a customer managed key must contain. */
  readonly keyPolicy: KeyPolicy;
  private readonly settings: Settled<typeof SYNC_SETTINGS>;
  private readonly deliveries: string[] = [];

  constructor(scope: Construct, id: string, props: MechCloudSyncProps) {
    super(scope, id);
    this.settings = settle(SYNC_SETTINGS, props);
    const { kmsKeyArn, functionTimeout, onFailure, maxReceiveCount, tokenWarningHours } = this.settings;
    const { createTrail, createDashboard, createHub, runbookUrl: runbook } = this.settings;

    this.queue = new FifoQueue(this, "management_events", {
      name: this.named(RELAY_NAMES.queue),
      consumerTimeoutSeconds: functionTimeout,
      maxReceiveCount: numberOr(maxReceiveCount, choose(equals(onFailure, "pause"), ...MAX_RECEIVE_COUNTS)),
      kmsKeyArn,
    });
    this.ruleDeadLetterQueue = new DeadLetterQueue(this, "rule_dlq", {
      name: this.named(RELAY_NAMES.ruleDeadLetterQueue),
      kmsKeyArn,
    });
    this.accessToken = this.accessTokenOf(props);
    this.renewToken();
    this.forwarder = new Forwarder(this, "forwarder", {
      ...this.settings,
      name: this.named(RELAY_NAMES.function),
      queue: this.queue,
      accessToken: this.accessToken,
      forwarderPackage: props.forwarderPackage,
    });
    const syncRules = Object.entries<SyncRule>(SYNC_RULES);
    this.rules = Object.fromEntries(
      syncRules.map(([key, rule]) => [key, this.createRule(snakeCase(key), rule)]),
    ) as SyncEventRules;
    const trail = { name: this.named(RELAY_NAMES.trail), when: and(this.uses("cloudtrail"), createTrail) };
    if (trail.when !== false) this.trail = this.createTrail(trail.name, trail.when);
    this.hub = this.createHub();
    const defaultBusArn = AwsEnvironment.of(this).arn("events", "event-bus/default");
    this.archive = this.createArchive("archive", RELAY_NAMES.archive, defaultBusArn, true);
    if (this.hub)
      this.hubArchive = this.createArchive("hub_archive", RELAY_NAMES.hubArchive, this.hub.bus.arn, createHub);

    const { enabled: withAlarms, ...alarmTopic } = settleAlarms(props.alarms);
    this.deliveries.push(choose(withAlarms, joined("alarms → ", subscribersInWords(alarmTopic)), "no alarms"));
    if (withAlarms !== false) {
      const topic = new AlarmTopic(this, "alarms", {
        name: this.named(RELAY_NAMES.alarmTopic),
        kmsKeyArn,
        ...alarmTopic,
      });
      this.alarmTopic = topic;
      new SyncAlarms(this, "alarm", {
        parts: this,
        actions: topic.actions,
        runbook,
        tokenWarningHours,
        when: withAlarms,
      });
    }
    if (createDashboard !== false) {
      const name = this.named("mechcloud-sync");
      this.dashboard = syncDashboard(this, "dashboard", { name, parts: this, runbook, when: createDashboard });
    }
    this.keyPolicy = new KeyPolicy(this, "key_policy", {
      rules: [
        ...syncRules.map(([key, rule]) => this.senderOf(snakeCase(key), rule)),
        ...(this.hub ? [hubSender(this, this.hub.busName)] : []),
      ],
      logGroupNames: [`/aws/lambda/${this.named(RELAY_NAMES.function)}`],
      trail,
      alarms: withAlarms,
    });
    claim(this, this.named(RELAY_NAMES.function), [this.forwarder.logGroup, this.forwarder.role]);
    tagAll(this, this.settings.tags);
  }

  /** What is delivered to whom, a sentence each. */
  get delivers(): string[] {
    return [...this.deliveries];
  }

  private named(name: string): string {
    return `${this.settings.namePrefix}${name}`;
  }

  private uses(mechanism: SyncMechanism): Condition {
    return includes(this.settings.syncMechanisms, mechanism);
  }

  private accessTokenOf({ accessToken }: MechCloudSyncProps): AccessTokenSource {
    const { accessTokenSecretArn: secretArn, createAccessTokenSecret: createSecret, kmsKeyArn } = this.settings;
    if (accessToken && secretArn !== undefined)
      throw new Error(
        `accessTokenSecretArn must be undefined if accessToken is set, not ${JSON.stringify(secretArn)}.`,
      );
    if (accessToken && createSecret === true)
      throw new Error("createAccessTokenSecret must be false or undefined if accessToken is set, not true.");
    const name = this.named(RELAY_NAMES.accessTokenSecret);
    return accessToken ?? new AccessTokenSecret(this, "access_token", { name, secretArn, createSecret, kmsKeyArn });
  }

  private renewToken(): void {
    const { tokenRenewalFunctionArn: functionArn } = this.settings;
    const when = isGiven(functionArn);
    if (when === false) return;
    const { arn: secretArn } = this.accessToken;
    if (!(this.accessToken instanceof AccessTokenSecret) || !secretArn)
      throw new Error(`tokenRenewalFunctionArn must be undefined if accessToken is set, not "${functionArn}".`);
    new TokenRenewal(this, "token_renewal", { secretArn, functionArn: functionArn as string, when });
  }

  /** A rule whose events go to the queue, if its mechanism is chosen. */
  private createRule(id: string, { mechanism, name, changes, eventPattern }: SyncRule): EventRule | undefined {
    const when = mechanism === undefined || this.uses(mechanism);
    const { cloudAccountId } = this.settings;
    const receiver = choose(
      when,
      joined("MechCloud, cloud account ", cloudAccountId),
      `nobody: ${mechanism} is not chosen`,
    );
    this.deliveries.push(`${changes} → ${receiver}`);
    if (when === false) {
      const sender = this.senderOf(id, { name });
      this.queue.allowSendFrom(sender);
      this.ruleDeadLetterQueue.allowSendFrom(sender);
      return undefined;
    }
    const created = new EventRule(this, id, {
      name: this.named(name),
      description: `${changes}, for MechCloud`,
      eventPattern,
      when,
    });
    created.addTarget("queue", new FifoQueueTarget(this.queue), { deadLetterQueue: this.ruleDeadLetterQueue });
    return created;
  }

  /** A rule as the queues' policies name it, chosen or not: a change of mechanisms then changes no policy. */
  private senderOf(id: string, { name }: Pick<SyncRule, "name">): QueueSender {
    return ruleSender(this, id, { name: this.named(name) });
  }

  private createHub(): Hub | undefined {
    const { createHub: when, cloudAccounts, organizationId, namePrefix, syncMechanisms } = this.settings;
    if (when === false) return undefined;
    const receiver = choose(
      when,
      "MechCloud, each under the cloud account of its AWS account",
      "nobody: there is no hub",
    );
    this.deliveries.push(`Changes in other regions and accounts → ${receiver}`);
    return new Hub(this, "hub", {
      busName: this.named(RELAY_NAMES.hubBus),
      namePrefix,
      syncMechanisms,
      cloudAccounts,
      organizationId,
      queue: this.queue,
      ruleDeadLetterQueue: this.ruleDeadLetterQueue,
      forwarder: this.forwarder,
      when,
    });
  }

  private createTrail(name: string, when: Condition): ManagementTrail {
    const { accountId, region } = AwsEnvironment.of(this);
    return new ManagementTrail(this, "trail", {
      name,
      bucketName: this.named(`mechcloud-trail-${accountId}-${region}`),
      logRetentionDays: this.settings.trailLogRetentionDays,
      kmsKeyArn: this.settings.kmsKeyArn,
      when,
    });
  }

  /** The archive of an event bus. */
  private createArchive(
    id: string,
    name: string,
    busArn: string,
    ifBus: Condition,
  ): CloudwatchEventArchive | undefined {
    const { archiveRetentionDays: retentionDays } = this.settings;
    const when = and(ifBus, isGiven(retentionDays));
    if (when === false) return undefined;
    return onlyIf(
      when,
      new CloudwatchEventArchive(this, id, {
        name: this.named(name),
        description: "Events that MechCloud gets, for a replay",
        eventSourceArn: busArn,
        eventPattern: JSON.stringify(ARCHIVE_PATTERN),
        retentionDays,
      }),
    );
  }
}
