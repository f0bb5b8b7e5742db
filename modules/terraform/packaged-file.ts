import { AssetType, TerraformAsset } from "cdktf";
import type { Construct } from "constructs";

/**
 * The path, for Terraform, of a function package that comes with this npm package: a zip file among the `exports` of its
 * package.json, from which Node.js resolves it.
 */
export function packagedFile(scope: Construct, name: string): string {
  const id = `file_${name}`;
  const existing = scope.node.tryFindChild(id) as TerraformAsset | undefined;
  const path = require.resolve(`aws-event-relay/functions/${name}`);
  return (existing ?? new TerraformAsset(scope, id, { path, type: AssetType.FILE })).path;
}
