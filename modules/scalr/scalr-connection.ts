import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { check } from "../terraform/constraint";
import { AWS_ACCOUNT_ID, AWS_REGION, CONNECTION_NAME } from "./constraints";

/** The Scalr provider, and the first version that has the resource. */
export const SCALR_PROVIDER = { source: "Scalr/scalr", version: ">= 1.13.0" };

export interface ScalrConnectionProps {
  /** The connection's name. Another name replaces the connection, and its partner event source with it. */
  readonly name: string;
  /** The AWS account that gets the events, 12 digits. The pair of account and region is unique in a Scalr account. */
  readonly awsAccountId: string;
  /** The AWS region that gets the events, e.g. `eu-central-1`. */
  readonly region: string;
}

/**
 * The connection from Scalr to EventBridge, made with the Scalr provider, so that one apply connects both sides. It is
 * defined from the provider's documented schema; the stack must configure the provider `scalr`. Two steps have no API:
 * "Refresh status" once the source is associated, and switching on the streaming of audit logs.
 * @see https://github.com/Scalr/terraform-provider-scalr/blob/HEAD/docs/resources/event_bridge_integration.md
 */
export class ScalrConnection extends Construct {
  readonly integration: TerraformResource;
  /** `aws.partner/scalr.com/<account>/<integration>`, for `ScalrEvents`. */
  readonly eventSourceName: string;
  readonly eventSourceArn: string;

  constructor(scope: Construct, id: string, props: ScalrConnectionProps) {
    super(scope, id);
    check("name", props.name, CONNECTION_NAME);
    check("awsAccountId", props.awsAccountId, AWS_ACCOUNT_ID);
    check("region", props.region, AWS_REGION);
    this.integration = new TerraformResource(this, "Resource", {
      terraformResourceType: "scalr_event_bridge_integration",
    });
    this.integration.addOverride("name", props.name);
    this.integration.addOverride("aws_account_id", props.awsAccountId);
    this.integration.addOverride("region", props.region);
    this.eventSourceName = this.integration.getStringAttribute("event_source_name");
    this.eventSourceArn = this.integration.getStringAttribute("event_source_arn");
  }
}
