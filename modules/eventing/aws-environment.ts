import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { ModuleStack } from "../terraform/module-stack";

/** The account and region that a stack is deployed to, to compose ARNs where a reference would be a cycle. */
export class AwsEnvironment extends Construct {
  /** The partition, such as `aws`, `aws-us-gov` or `aws-cn`. */
  readonly partition: string;
  /** The end of host names in the partition, such as `amazonaws.com`. */
  readonly dnsSuffix: string;
  /** The region, such as `ap-south-1`. */
  readonly region: string;
  /** The account number, 12 digits. */
  readonly accountId: string;

  /** The one environment of the stack that holds `scope`. */
  static of(scope: Construct): AwsEnvironment {
    const stack = TerraformStack.of(scope);
    const existing = stack.node.children.find((child) => child instanceof AwsEnvironment);
    return existing ?? new AwsEnvironment(stack);
  }

  private constructor(stack: TerraformStack) {
    // An id that nothing else in the stack has: it is the user's stack.
    super(stack, "aws-event-relay_environment");
    const partition = new DataAwsPartition(this, "partition");
    const region = new DataAwsRegion(this, "region");
    const identity = new DataAwsCallerIdentity(this, "account");
    if (stack instanceof ModuleStack) {
      // At a readable address, which no other data source in a stack of our own has.
      for (const data of [partition, region, identity]) data.overrideLogicalId("current");
    }
    this.partition = partition.partition;
    this.dnsSuffix = partition.dnsSuffix;
    // `id` is the only attribute with the region's name in both major versions of the provider.
    this.region = region.id;
    this.accountId = identity.accountId;
  }

  /**
   * An ARN in this account and region.
   * @param service such as `events`
   * @param resource such as `rule/mc-tag-change-events`
   */
  arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.accountId}:${resource}`;
  }
}
