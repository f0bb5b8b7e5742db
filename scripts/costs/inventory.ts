import { sample, sampleNames } from "../../samples/events";
import { blocksOf } from "../publish/published-modules";
import type { EventSizes, Inventory } from "./amounts";

interface Resource {
  readonly count?: string;
  readonly for_each?: string;
  readonly metric_query?: readonly { readonly metric?: object }[];
}

/** Conditions that do not hold by default. */
const NOT_BY_DEFAULT = /"cloudtrail"|var\.alerts != null|var\.archive_retention_days|var\.create_hub/;

/** Counts what the module makes by default, from its blocks. */
export function inventoryOf(module: string): Inventory {
  const resource = resourcesOf(module);
  const byDefault = (type: string) => Object.values(resource[type] ?? {}).filter(isThereByDefault);
  return {
    // CloudWatch charges for each metric that an alarm reads.
    alarms: byDefault("aws_cloudwatch_metric_alarm").flatMap(({ metric_query: queries = [{ metric: {} }] }) =>
      queries.filter(({ metric }) => metric !== undefined),
    ).length,
    dashboards: byDefault("aws_cloudwatch_dashboard").length,
  };
}

/** The alarms that a hub needs with the mechanism `tags`: for each account in `cloud_accounts`, and for the rest. */
export function alarmsOfHub(): { readonly ofAccount: number; readonly ofRest: number } {
  const alarms = Object.values(resourcesOf("terraform-aws-mechcloud-sync").aws_cloudwatch_metric_alarm ?? {})
    .map(({ count = "", for_each: forEach = "" }) => count + forEach)
    .filter((condition) => condition.includes("var.create_hub") && !condition.includes('"cloudtrail"'));
  const ofAccount = alarms.filter((condition) => condition.includes("var.cloud_accounts")).length;
  return { ofAccount, ofRest: alarms.length - ofAccount };
}

function resourcesOf(module: string): Readonly<Record<string, Readonly<Record<string, Resource>> | undefined>> {
  return blocksOf(module)["resource"] as unknown as ReturnType<typeof resourcesOf>;
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
