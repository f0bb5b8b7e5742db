import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { DataAwsCloudwatchEventBus } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-event-bus";
import { DataAwsCloudwatchEventSource } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-event-source";
import { Op, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { type Condition, firstOf, not, onlyIf } from "../terraform/condition";
import { expression } from "../terraform/expression";
import { settle } from "../terraform/setting";
import { EVENT_BUS_SETTINGS } from "./settings";
import type { EventBusSettings } from "./settings.generated";

export type PartnerEventBusProps = EventBusSettings;

/**
 * The event bus that Scalr's partner event source is associated with; both have the same name. Planning fails if the event
 * source does not exist, or if it should be associated with an existing bus and is not.
 * @see https://docs.scalr.io/docs/aws-eventbridge
 */
export class PartnerEventBus extends Construct {
  /** The bus's name, for rules. It is known after the bus is created. */
  readonly name: string;
  readonly arn: string;
  /** The event bus that is created, if any. */
  readonly eventBus?: CloudwatchEventBus;

  constructor(scope: Construct, id: string, props: PartnerEventBusProps) {
    super(scope, id);
    const { eventSourceName, createEventBus: create } = settle(EVENT_BUS_SETTINGS, props);
    const source = new DataAwsCloudwatchEventSource(this, "source", {
      namePrefix: eventSourceName,
      lifecycle: {
        postcondition: [
          {
            condition: Op.eq(expression(this, "self.name"), eventSourceName),
            errorMessage: `There is no partner event source ${eventSourceName} in this account and region, only \${self.name}.`,
          },
        ],
      },
    });
    const buses: (CloudwatchEventBus | DataAwsCloudwatchEventBus)[] = [];
    if (create !== false) {
      this.eventBus = onlyIf(
        create,
        new CloudwatchEventBus(this, "Resource", { name: eventSourceName, eventSourceName: source.name }),
      );
      buses.push(this.eventBus);
    }
    if (create !== true) buses.push(existingBus(this, source, not(create)));
    // A local value, because many rules refer to the name: the choice is written once.
    this.name = new TerraformLocal(this, "name", firstOf(...buses.map((bus) => bus.name))).asString;
    this.arn = firstOf(...buses.map((bus) => bus.arn));
  }
}

function existingBus(
  scope: Construct,
  source: DataAwsCloudwatchEventSource,
  when: Condition,
): DataAwsCloudwatchEventBus {
  const bus = onlyIf(when, new DataAwsCloudwatchEventBus(scope, "existing", { name: source.name }));
  bus.lifecycle = {
    precondition: [
      {
        condition: `\${${source.fqn}.state == "ACTIVE"}`,
        errorMessage: `The partner event source ${source.name} is ${source.state}: associate it with an event bus (Amazon EventBridge, Partner event sources), or let this module make the bus.`,
      },
    ],
  };
  return bus;
}
