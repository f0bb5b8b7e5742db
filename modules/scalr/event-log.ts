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
  /** The log group's name; by convention it begins with `/aws/events/`. */
  readonly logGroupName: string;
  /** How long events are kept, in days, one of the periods that CloudWatch Logs knows. */
  readonly retentionDays: number;
  /** The partner event bus. */
  readonly eventBusName: string;
  readonly eventPattern: EventPattern | IResolvable;
  /** Saved queries over the log group; the key becomes part of the query's name. */
  readonly queries: SavedQueries;
  /** What lets the rule write, where no other policy does. */
  readonly logDeliveryPolicy?: LogDeliveryPolicy;
  readonly deadLetterQueue: DeadLetterQueue;
  readonly kmsKeyArn?: string;
}

/** Events of one kind in a log group of their own, with the queries one asks first. */
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
