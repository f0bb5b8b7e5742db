import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../../scripts/lib/project";
import { Terraform } from "../../../scripts/lib/terraform";
import { type Installer, installerEnv } from "./installer";
import { providerOfAllFiles } from "./provider-of-all-files";
import { LOCAL_PROVIDER, type TestBed } from "./test-bed";

/** The published modules' folders. */
export const MECHCLOUD_MODULE = join(ROOT, "terraform/terraform-aws-mechcloud-sync");
export const SCALR_MODULE = join(ROOT, "terraform/terraform-aws-scalr-events");

/** A Terraform expression in JSON. */
export function hcl(expression: string): string {
  return `\${${expression}}`;
}

/** Blocks of Terraform's JSON. */
export interface Root {
  /** @default LOCAL_PROVIDER */
  readonly provider?: { readonly aws: object | readonly object[] };
  readonly [block: string]: unknown;
}

/**
 * Terraform with this configuration, on the local AWS, as a user who may do no more than the documented policies say.
 * @param name the name of the folder, and of the user
 */
export async function terraformOf(bed: TestBed, who: Installer, root: Root, name = "root"): Promise<Terraform> {
  const folder = join(bed.folder, name);
  mkdirSync(folder);
  const env = await installerEnv(bed, who, name);
  const profile = writeProfile(folder, env);
  const { provider = { aws: LOCAL_PROVIDER }, ...blocks } = root;
  const aws = [provider.aws].flat().map((configuration) => ({ ...profile, ...configuration }));
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ provider: { aws }, ...blocks }));
  // The provider has another working directory, so path.module must be absolute.
  const TF_DATA_DIR = join(folder, ".terraform");
  const terraform = new Terraform(folder, { ...env, ...providerOfAllFiles(), TF_DATA_DIR });
  await terraform.init();
  return terraform;
}

/** @returns what names these credentials, region and endpoint to the provider, which has another environment */
function writeProfile(folder: string, env: Readonly<Record<string, string>>): object {
  const file = join(folder, "aws");
  const lines = [
    "[profile local]",
    `region = ${env["AWS_REGION"]}`,
    `endpoint_url = ${env["AWS_ENDPOINT_URL"]}`,
    "[local]",
    `aws_access_key_id = ${env["AWS_ACCESS_KEY_ID"]}`,
    `aws_secret_access_key = ${env["AWS_SECRET_ACCESS_KEY"]}`,
  ];
  writeFileSync(file, lines.join("\n"));
  return { profile: "local", shared_config_files: [file], shared_credentials_files: [file] };
}
