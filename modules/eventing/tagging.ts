import { Aspects, type IAspect, TerraformResource } from "cdktf";
import type { Construct, IConstruct } from "constructs";

/** A resource that takes tags; the provider's classes have the property, set or not. */
type Taggable = TerraformResource & { tags?: Record<string, string> };

class Tagging implements IAspect {
  constructor(private readonly tags: Record<string, string>) {}

  visit(node: IConstruct): void {
    if (TerraformResource.isTerraformResource(node) && "tags" in node) (node as Taggable).tags = this.tags;
  }
}

/** Puts `tags` on every resource below `scope` that supports tags. */
export function tagAll(scope: Construct, tags: Record<string, string> | undefined): void {
  if (tags && Object.keys(tags).length > 0) Aspects.of(scope).add(new Tagging(tags));
}
