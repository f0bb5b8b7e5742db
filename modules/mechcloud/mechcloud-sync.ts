import { CloudwatchEventArchive } from "@cdktf/provider-aws/lib/cloudwatch-event-archive";
import { Construct } from "constructs";
import { type AlarmsOptions, AlarmTopic } from "../eventing/alarm-topic";
import { AwsEnvironment } from "../eventing/aws-environment";
import { IAM_POLICY_ARN, KMS_KEY_ARN, NAME_PREFIX } from "../eventing/constraints";
import { DeadLetterQueue } from "../eventing/dead-letter-queue";
import { type EventPattern, EventRule } from "../eventing/event-rule";
import { FifoQueue } from "../eventing/fifo-queue";
import { KeyPolicy } from "../eventing/key-policy";
import { tagAll } from "../eventing/tagging";
import { FifoQueueTarget } from "../eventing/targets/fifo-queue-target";
import { and, type Condition, includes, isAbsent, not, onlyIf } from "../terraform/condition";
import { check } from "../terraform/constraint";
import { type AccessToken, AccessTokenSecret } from "./access-token";
import { ARCHIVE_RETENTION_DAYS, FUNCTION_TIMEOUT, SYNC_MECHANISM_LIST, TRAIL_LOG_RETENTION_DAYS } from "./constraints";
import { ARCHIVED, CLOUDTRAIL_CALL, INSTANCE_STATE_CHANGE, type SyncMechanism, TAG_CHANGE } from "./event-patterns";
import { Forwarder, type ForwarderOptions } from "./forwarder";
import { ManagementTrail } from "./management-trail";
import { SyncAlarms } from "./sync-alarms";
import { syncDashboard } from "./sync-dashboard";

export interface MechCloudSyncProps extends ForwarderOptions {
  /**
   * How changes are noticed: `tags` (fast, for resources that carry the tag `Mc-Asset-Name`), `cloudtrail` (slower, for
   * every resource), or both.
   * @default ["tags"]
   */
  readonly syncMechanisms?: readonly SyncMechanism[];
  /**
   * Whether a trail is made for the mechanism `cloudtrail`. Say false where a trail of this account already logs
   * management write events in this region.
   * @default true
   */
  readonly createTrail?: Condition;
  /**
   * How long the trail's bucket keeps the log files, in days, 1 to 3,650.
   * @default 7
   */
  readonly trailLogRetentionDays?: number;
  /**
   * Where MechCloud's access token is.
   * @default - an empty secret is made; `accessToken.fillCommand` fills it
   */
  readonly accessToken?: AccessToken;
  /**
   * What the names of all resources begin with, so that several relays fit one account and region: up to 16 lower-case
   * letters, digits and hyphens.
   * @default - MechCloud's documented names
   */
  readonly namePrefix?: string;
  /**
   * How long one invocation of the function may take, in seconds, 10 to 900. Six times that a message stays hidden
   * where the function dies with it.
   * @default 30
   */
  readonly functionTimeout?: number;
  /**
   * How often the queue gives out an event before it goes to the dead-letter queue, 2 to 1,000. AWS advises 5 or more;
   * each resume of a paused relay that comes too early costs one.
   * @default 10
   */
  readonly maxReceiveCount?: number;
  /**
   * How long EventBridge archives the events, in days, 1 to 3,650, so that they can be replayed.
   * @default - no archive
   */
  readonly archiveRetentionDays?: number;
  /**
   * ARN of a customer managed KMS key that encrypts the queues, the log, the secret, the alarm topic, the trail and its
   * bucket. The key's policy must say what `keyPolicy` says.
   * @default - keys that AWS owns or manages
   */
  readonly kmsKeyArn?: string;
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
 * MechCloud's real-time visualization: changes of VPCs, subnets and EC2 instances of one account and region go through
 * EventBridge rules into the FIFO queue `management-events.fifo`, and the function `push-mgmt-events-to-mechcloud` posts
 * each to MechCloud, in order.
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
 */
export class MechCloudSync extends Construct {
  readonly queue: FifoQueue;
  /** Events that EventBridge could not put into the queue. */
  readonly ruleDeadLetterQueue: DeadLetterQueue;
  readonly accessToken: AccessToken;
  readonly forwarder: Forwarder;
  readonly instanceStateChangeRule: EventRule;
  /** The rule of the mechanism `tags`, where it is chosen. */
  readonly tagChangeRule?: EventRule;
  /** The rule of the mechanism `cloudtrail`, where it is chosen. */
  readonly cloudTrailRule?: EventRule;
  /** The trail, where one is made. */
  readonly trail?: ManagementTrail;
  /** The archive that events can be replayed from, where there is one. */
  readonly archive?: CloudwatchEventArchive;
  /** Who is told of alarms, where there are any. */
  readonly alarmTopic?: AlarmTopic;
  /** What the policy of a customer managed key must say. */
  readonly keyPolicy: KeyPolicy;
  private readonly namePrefix: string;

  constructor(scope: Construct, id: string, props: MechCloudSyncProps) {
    super(scope, id);
    const { syncMechanisms = ["tags"], kmsKeyArn, functionTimeout = 30 } = props;
    check("syncMechanisms", syncMechanisms, SYNC_MECHANISM_LIST);
    check("namePrefix", props.namePrefix, NAME_PREFIX);
    check("functionTimeout", functionTimeout, FUNCTION_TIMEOUT);
    check("trailLogRetentionDays", props.trailLogRetentionDays, TRAIL_LOG_RETENTION_DAYS);
    check("kmsKeyArn", kmsKeyArn, KMS_KEY_ARN);
    check("permissionsBoundaryArn", props.permissionsBoundaryArn, IAM_POLICY_ARN);
    this.namePrefix = props.namePrefix ?? "";

    this.queue = new FifoQueue(this, "management_events", {
      name: this.named("management-events"),
      consumerTimeoutSeconds: functionTimeout,
      maxReceiveCount: props.maxReceiveCount,
      kmsKeyArn,
    });
    this.ruleDeadLetterQueue = new DeadLetterQueue(this, "rule_dlq", {
      name: this.named("management-events-rule-dlq"),
      kmsKeyArn,
    });
    this.accessToken =
      props.accessToken ??
      new AccessTokenSecret(this, "access_token", { name: this.named("mechcloud-access-token"), kmsKeyArn });
    this.forwarder = new Forwarder(this, "forwarder", {
      ...props,
      name: this.named("push-mgmt-events-to-mechcloud"),
      queue: this.queue,
      accessToken: this.accessToken,
      functionTimeout,
    });

    this.instanceStateChangeRule = this.forward(
      "instance_state_change",
      "mc-instance-state-change-events",
      "State changes of EC2 instances, for MechCloud",
      INSTANCE_STATE_CHANGE,
      true,
    );
    const byTags = includes(syncMechanisms, "tags");
    if (byTags !== false) {
      this.tagChangeRule = this.forward(
        "tag_change",
        "mc-tag-change-events",
        "Changes of the tag Mc-Asset-Name on VPCs, subnets and instances, for MechCloud",
        TAG_CHANGE,
        byTags,
      );
    }
    const byCloudTrail = includes(syncMechanisms, "cloudtrail");
    if (byCloudTrail !== false) {
      this.cloudTrailRule = this.forward(
        "cloudtrail",
        "mc-cloudtrail-events",
        "API calls that change VPCs, subnets and instances, for MechCloud",
        CLOUDTRAIL_CALL,
        byCloudTrail,
      );
    }
    const trailName = this.named("mc-management-events");
    const withTrail = and(byCloudTrail, props.createTrail ?? true);
    if (withTrail !== false) this.trail = this.createTrail(trailName, withTrail, props);

    check("archiveRetentionDays", props.archiveRetentionDays, ARCHIVE_RETENTION_DAYS);
    const archives = not(isAbsent(props.archiveRetentionDays));
    if (archives !== false) {
      this.archive = onlyIf(
        archives,
        new CloudwatchEventArchive(this, "archive", {
          name: this.named("mechcloud-events"),
          description: "Events that MechCloud gets, for a replay",
          eventSourceArn: AwsEnvironment.of(this).arn("events", "event-bus/default"),
          eventPattern: JSON.stringify(ARCHIVED),
          retentionDays: props.archiveRetentionDays,
        }),
      );
    }

    const { enabled: withAlarms = true, ...alarmTopic } = props.alarms ?? {};
    if (withAlarms !== false) {
      this.alarmTopic = new AlarmTopic(this, "alarms", {
        name: this.named("mechcloud-alarms"),
        kmsKeyArn,
        ...alarmTopic,
      });
      const { actions } = this.alarmTopic;
      new SyncAlarms(this, "alarm", { sync: this, functionTimeout, actions, when: withAlarms });
    }

    if (props.dashboard !== false) {
      syncDashboard(this, "dashboard", this.named("mechcloud-sync"), this, props.dashboard);
    }

    this.keyPolicy = new KeyPolicy(this, "key_policy", {
      rules: [this.instanceStateChangeRule, this.tagChangeRule, this.cloudTrailRule].filter(
        (rule) => rule !== undefined,
      ),
      logGroupNames: [`/aws/lambda/${this.named("push-mgmt-events-to-mechcloud")}`],
      trail: { name: trailName, when: withTrail },
      alarms: withAlarms,
    });
    tagAll(this, props.tags);
  }

  private named(name: string): string {
    return `${this.namePrefix}${name}`;
  }

  /** A rule whose events go into the queue. */
  private forward(
    id: string,
    name: string,
    description: string,
    eventPattern: EventPattern,
    when: Condition,
  ): EventRule {
    const rule = new EventRule(this, id, { name: this.named(name), description, eventPattern, when });
    rule.addTarget("queue", new FifoQueueTarget(this.queue), { deadLetterQueue: this.ruleDeadLetterQueue });
    return rule;
  }

  private createTrail(name: string, when: Condition, props: MechCloudSyncProps): ManagementTrail {
    const { accountId, region } = AwsEnvironment.of(this);
    return new ManagementTrail(this, "trail", {
      name,
      bucketName: this.named(`mechcloud-trail-${accountId}-${region}`),
      logRetentionDays: props.trailLogRetentionDays,
      kmsKeyArn: props.kmsKeyArn,
      when,
    });
  }
}
