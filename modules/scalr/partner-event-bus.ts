import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { DataAwsCloudwatchEventBus } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-event-bus";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { firstOf, not, onlyIf } from "../terraform/condition";
import { settle } from "../terraform/setting";
import { EVENT_BUS_SETTINGS } from "./settings";
import type { EventBusSettings } from "./settings.generated";

export type PartnerEventBusProps = EventBusSettings;

/**
 * The event bus that Scalr's partner event source is associated with; both have the same name. If there is no such event
 * source, AWS refuses to create the bus. Terraform's data source for event sources is of no use before: it finds them by the
 * beginning of their names, and fails if it finds several.
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
    const { eventSourceName: name, createEventBus: create } = settle(EVENT_BUS_SETTINGS, props);
    const buses: (CloudwatchEventBus | DataAwsCloudwatchEventBus)[] = [];
    if (create !== false) {
      this.eventBus = onlyIf(create, new CloudwatchEventBus(this, "Resource", { name, eventSourceName: name }));
      buses.push(this.eventBus);
    }
    if (create !== true) buses.push(onlyIf(not(create), new DataAwsCloudwatchEventBus(this, "existing", { name })));
    // A local value, because many rules refer to the name: the choice is written once.
    this.name = new TerraformLocal(this, "name", firstOf(...buses.map((bus) => bus.name))).asString;
    this.arn = firstOf(...buses.map((bus) => bus.arn));
  }
}
