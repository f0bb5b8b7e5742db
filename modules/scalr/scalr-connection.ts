import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { settle } from "../terraform/setting";
import { CONNECTION_SETTINGS } from "./settings";
import type { ConnectionSettings } from "./settings.generated";

/** The Scalr provider, from the first version that has the resource. */
export const SCALR_PROVIDER = { source: "Scalr/scalr", version: ">= 1.13.0" };

export type ScalrConnectionProps = ConnectionSettings;

/**
 * The connection from Scalr to EventBridge, created with the Scalr provider, so that one apply connects both sides. The
 * stack must configure the provider `scalr`. Two steps have no API: "Refresh status" after the event source is associated
 * with an event bus, and turning on the streaming of audit logs.
 * @see https://registry.terraform.io/providers/Scalr/scalr/latest/docs/resources/event_bridge_integration
 */
export class ScalrConnection extends Construct {
  readonly integration: TerraformResource;
  /** `aws.partner/scalr.com/<account>/<integration>`, for `ScalrEvents`. */
  readonly eventSourceName: string;
  readonly eventSourceArn: string;

  constructor(scope: Construct, id: string, props: ScalrConnectionProps) {
    super(scope, id);
    const { name, awsAccountId, region } = settle(CONNECTION_SETTINGS, props);
    // By overrides, because CDKTF has no class for the resource.
    this.integration = new TerraformResource(this, "Resource", {
      terraformResourceType: "scalr_event_bridge_integration",
    });
    this.integration.addOverride("name", name);
    this.integration.addOverride("aws_account_id", awsAccountId);
    this.integration.addOverride("region", region);
    this.eventSourceName = this.integration.getStringAttribute("event_source_name");
    this.eventSourceArn = this.integration.getStringAttribute("event_source_arn");
  }
}
