import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import type { IResolvable } from "cdktf";
import { Construct } from "constructs";
import { LOG_RETENTION_DAYS } from "../eventing/constraints";
import type { DeadLetterQueue } from "../eventing/dead-letter-queue";
import { type EventPattern, EventRule } from "../eventing/event-rule";
import type { LogDeliveryPolicy } from "../eventing/log-delivery-policy";
import { LogGroupTarget } from "../eventing/targets/log-group-target";
import { check } from "../terraform/constraint";
import type { SavedQueries } from "./saved-queries";

export interface EventLogProps {
  /** The rule's name. */
  readonly name: string;
  readonly description: string;
  /** The log group's name, which begins with `/aws/events/` by convention. */
  readonly logGroupName: string;
  /** How long events are kept, in days, one of the periods that CloudWatch Logs supports. */
  readonly retentionDays: number;
  /** The name of the partner event bus. */
  readonly eventBusName: string;
  /** The pattern of the events to log. */
  readonly eventPattern: EventPattern | IResolvable;
  /** Saved queries of the log group. The key becomes part of the query's name. */
  readonly queries: SavedQueries;
  /**
   * The policy that lets the rule write to the log group.
   * @default - another policy lets it write
   */
  readonly logDeliveryPolicy?: LogDeliveryPolicy;
  /** The queue for events that could not be logged. */
  readonly deadLetterQueue: DeadLetterQueue;
  /**
   * ARN of a customer managed KMS key that encrypts the log group.
   * @default - encrypted with a key that CloudWatch Logs owns
   */
  readonly kmsKeyArn?: string;
}

/** A log group of one kind of event, with saved queries. */
export class EventLog extends Construct {
  readonly logGroup: CloudwatchLogGroup;
  readonly rule: EventRule;

  constructor(scope: Construct, id: string, props: EventLogProps) {
    super(scope, id);
    check("retentionDays", props.retentionDays, LOG_RETENTION_DAYS);
    this.logGroup = new CloudwatchLogGroup(this, "Resource", {
      name: props.logGroupName,
      retentionInDays: props.retentionDays,
      kmsKeyId: props.kmsKeyArn,
    });
    this.rule = new EventRule(this, "rule", {
      name: props.name,
      description: props.description,
      eventBusName: props.eventBusName,
      eventPattern: props.eventPattern,
    });
    const target = new LogGroupTarget(this.logGroup, props.logDeliveryPolicy);
    this.rule.addTarget("target", target, { deadLetterQueue: props.deadLetterQueue });
    for (const [name, queryString] of Object.entries(props.queries)) {
      new CloudwatchQueryDefinition(this, `query_${name.replaceAll(" ", "_")}`, {
        name: `${props.name}/${name}`,
        logGroupNames: [this.logGroup.name],
        queryString,
      });
    }
  }
}
