import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";

/** Where a stack is deployed to: one per stack, to compose names where a reference would be a cycle. */
export class AwsEnvironment extends Construct {
  /** The partition: `aws`, `aws-us-gov`, `aws-cn`, … */
  readonly partition: string;
  /** The region, e.g. `ap-south-1`. */
  readonly region: string;
  /** The account number, 12 digits. */
  readonly accountId: string;

  static of(scope: Construct): AwsEnvironment {
    const stack = TerraformStack.of(scope);
    return (stack.node.tryFindChild("current") as AwsEnvironment) ?? new AwsEnvironment(stack, "current");
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.partition = new DataAwsPartition(this, "partition").partition;
    // `id` is the one attribute that holds the region's name in both major versions of the provider.
    this.region = new DataAwsRegion(this, "region").id;
    this.accountId = new DataAwsCallerIdentity(this, "account").accountId;
  }

  /**
   * The ARN of something in this account and region.
   * @param service e.g. `events`
   * @param resource e.g. `rule/mc-tag-change-events`
   */
  arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.accountId}:${resource}`;
  }
}
