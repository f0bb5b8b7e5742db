import { basename, dirname, resolve } from "node:path";
import { AssetType, TerraformAsset } from "cdktf";
import type { Construct } from "constructs";

/** Where the published module of that name lies, in this repository and in the npm package. */
export function publishedModuleFolder(module: string): string {
  const up = resolve(__dirname, "../..");
  // What is compiled lies one folder deeper.
  const root = basename(up) === "dist" ? dirname(up) : up;
  return resolve(root, "terraform", `terraform-aws-${module}`);
}

/** The path, for Terraform, of a file that is committed beside the published module of that name. */
export function packagedFile(scope: Construct, module: string, name: string): string {
  const id = `file_${name}`;
  const path = resolve(publishedModuleFolder(module), name);
  const made = scope.node.tryFindChild(id) as TerraformAsset | undefined;
  return (made ?? new TerraformAsset(scope, id, { path, type: AssetType.FILE })).path;
}
