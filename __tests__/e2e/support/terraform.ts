import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../../scripts/lib/project";
import type { Terraform } from "../../../scripts/lib/terraform";
import { type Installer, installerEnv } from "./installer";
import { LOCAL_PROVIDER, type TestBed } from "./test-bed";

/** The published modules' folders. */
export const MECHCLOUD_MODULE = join(ROOT, "terraform/terraform-aws-mechcloud-sync");
export const SCALR_MODULE = join(ROOT, "terraform/terraform-aws-scalr-events");

/** A Terraform expression in JSON. */
export function hcl(expression: string): string {
  return `\${${expression}}`;
}

/**
 * Terraform with this configuration, on the local AWS, as a user who may do no more than the documented policies say.
 * @param root without the provider's block
 * @param name the name of the folder, and of the user
 */
export async function terraformOf(bed: TestBed, who: Installer, root: object, name = "root"): Promise<Terraform> {
  const folder = join(bed.folder, name);
  mkdirSync(folder);
  const configuration = { provider: { aws: LOCAL_PROVIDER }, ...root };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
  return bed.terraform(folder, await installerEnv(bed, who, name));
}
