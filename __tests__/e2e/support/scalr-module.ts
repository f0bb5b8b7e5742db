import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../../scripts/lib/project";
import { Terraform } from "../../../scripts/lib/terraform";
import type { TestBed } from "./test-bed";

/** The published module's folder. */
export const SCALR_MODULE = join(ROOT, "terraform/terraform-aws-scalr-events");

/** The module's outputs. */
export interface ScalrOutputs {
  readonly run_log_group_name: string;
  readonly audit_log_group_name: string;
  readonly alert_topic_arn: string;
  readonly alarm_topic_arn: string;
  readonly dead_letter_queue_url: string;
  readonly destination_dead_letter_queue_urls: Record<string, string>;
  readonly required_permissions: Record<string, string>;
}

/** A Terraform expression in JSON. */
export function hcl(expression: string): string {
  return `\${${expression}}`;
}

/** Terraform with `root` as its configuration, in a folder of that name. */
export async function terraformOf(bed: TestBed, name: string, root: object): Promise<Terraform> {
  const folder = join(bed.folder, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(root));
  const terraform = new Terraform(folder, bed.env);
  await terraform.init();
  return terraform;
}
