import { Aspects, type IAspect, TerraformResource, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { choose, equals } from "../terraform/condition";
import { AwsEnvironment } from "./aws-environment";

/** A resource that supports tags: its class has the property, whether set or not. */
type Taggable = TerraformResource & { tags?: Record<string, string> };

class Tagging implements IAspect {
  constructor(private readonly tags: Record<string, string>) {}

  visit(node: IConstruct): void {
    if (TerraformResource.isTerraformResource(node) && "tags" in node) (node as Taggable).tags = this.tagsOf(node);
  }

  /** Lambda refuses tags of an event source mapping in the partitions of China and GovCloud. */
  private tagsOf(node: TerraformResource): Record<string, string> {
    if (node.terraformResourceType !== "aws_lambda_event_source_mapping") return this.tags;
    const inAws = equals(AwsEnvironment.of(node).partition, "aws");
    return Token.asStringMap(choose<unknown>(inAws, this.tags, undefined));
  }
}

/** Puts `tags` on every resource below `scope` that supports tags. */
export function tagAll(scope: Construct, tags: Record<string, string> | undefined): void {
  if (tags && Object.keys(tags).length > 0) Aspects.of(scope).add(new Tagging(tags));
}
