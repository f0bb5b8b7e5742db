import { dependable, type ITerraformDependable, type TerraformResource } from "cdktf";

/** Lets Terraform create `resource` after `dependencies`, and destroy it before them. */
export function dependOn(resource: TerraformResource, ...dependencies: readonly ITerraformDependable[]): void {
  resource.dependsOn = [...new Set([...(resource.dependsOn ?? []), ...dependencies.map(dependable)])];
}
