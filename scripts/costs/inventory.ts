import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sample, sampleNames } from "../../samples/events";
import { ROOT } from "../lib/project";
import type { EventSizes, Inventory } from "./amounts";

interface Resource {
  readonly count?: string;
  readonly for_each?: string;
  readonly metric_query?: readonly { readonly metric?: object }[];
}

/** Conditions that do not hold by default. */
const NOT_BY_DEFAULT = /"cloudtrail"|var\.alerts != null|var\.archive_retention_days|var\.create_hub/;

/** Counts what the module makes by default, from its published files. */
export function inventoryOf(module: string): Inventory {
  const file = join(ROOT, "terraform", module, "main.tf.json");
  const { resource } = JSON.parse(readFileSync(file, "utf8")) as {
    resource: Record<string, Record<string, Resource> | undefined>;
  };
  const byDefault = (type: string) => Object.values(resource[type] ?? {}).filter(isThereByDefault);
  return {
    // CloudWatch charges for each metric that an alarm reads.
    alarms: byDefault("aws_cloudwatch_metric_alarm").flatMap(({ metric_query: queries = [{ metric: {} }] }) =>
      queries.filter(({ metric }) => metric !== undefined),
    ).length,
    dashboards: byDefault("aws_cloudwatch_dashboard").length,
  };
}

/** The alarms that the module creates for each account in `cloud_accounts`, with the mechanism `tags`. */
export function alarmsOfAccount(): number {
  const file = join(ROOT, "terraform/terraform-aws-mechcloud-sync/main.tf.json");
  const { resource } = JSON.parse(readFileSync(file, "utf8")) as {
    resource: { aws_cloudwatch_metric_alarm: Record<string, Resource> };
  };
  return Object.values(resource.aws_cloudwatch_metric_alarm).filter(
    ({ for_each: forEach = "" }) => forEach.includes("var.cloud_accounts") && !forEach.includes('"cloudtrail"'),
  ).length;
}

function isThereByDefault({ count, for_each }: Resource): boolean {
  return for_each === undefined && !NOT_BY_DEFAULT.test(count ?? "");
}

/** The sizes of the sample events: the mean of each kind. */
export function eventSizes(): EventSizes {
  const samples = sampleNames.map((name) => sample(name));
  const sizeOf = (detailType: string) => {
    const sizes = samples
      .filter((event) => event["detail-type"] === detailType)
      .map((event) => Buffer.byteLength(JSON.stringify(event)));
    return Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
  };
  return {
    tagChange: sizeOf("Tag Change on Resource"),
    runExecuted: sizeOf("RunExecuted"),
    auditLog: sizeOf("AuditLog"),
  };
}
