import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { DataAwsCloudwatchEventBus } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-event-bus";
import { DataAwsCloudwatchEventSource } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-event-source";
import { Op, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { type Condition, firstOf, not, onlyIf } from "../terraform/condition";
import { check } from "../terraform/constraint";
import { expression } from "../terraform/expression";
import { EVENT_SOURCE_NAME } from "./constraints";

export interface PartnerEventBusProps {
  /** The partner event source's name, `aws.partner/scalr.com/<account>/<integration>`. */
  readonly eventSourceName: string;
  /**
   * Whether the bus is made, which associates the source with it. Say false where somebody associated it already.
   * @default true
   */
  readonly create?: Condition;
}

/**
 * The event bus that Scalr's partner event source is associated with; both have the same name. A source that is not
 * there, or that no bus is associated with although one should be, is an error when Terraform plans.
 * @see https://docs.scalr.io/docs/aws-eventbridge
 */
export class PartnerEventBus extends Construct {
  /** The bus's name, for rules: known once the bus is there. */
  readonly name: string;
  readonly arn: string;
  readonly eventBus?: CloudwatchEventBus;

  constructor(scope: Construct, id: string, { eventSourceName, create = true }: PartnerEventBusProps) {
    super(scope, id);
    check("eventSourceName", eventSourceName, EVENT_SOURCE_NAME);
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
    // Many rules refer to it: as a local value, the choice is written once.
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
