import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ARCHIVE_PATTERN } from "../../modules/mechcloud/sync-rules";
import { ROOT } from "../../scripts/lib/project";
import { blocksOf } from "../../scripts/publish/published-modules";

const SECURITY = readFileSync(join(ROOT, "docs/security.md"), "utf8");

/** The actions that the key policy of an existing resource must allow, by the variable for that resource. */
const NEEDED: readonly (readonly [module: string, variable: string, who: string, calls: readonly string[]])[] = [
  ["mechcloud-sync", "access_token_secret_arn", "function_role_arn", ["kms:Decrypt"]],
  ["mechcloud-sync", "alarms", "cloudwatch.amazonaws.com", ["kms:Decrypt", "kms:GenerateDataKey"]],
  ["scalr-events", "alarms", "cloudwatch.amazonaws.com", ["kms:Decrypt", "kms:GenerateDataKey"]],
  ["scalr-events", "alerts", "scalr-run-alerts-<region>", ["kms:Decrypt", "kms:GenerateDataKey"]],
];

describe.each(NEEDED)("the key of the existing resource in %s's %s", (module, name, who, calls) => {
  test("is described with the variable", () => {
    const { variable } = blocksOf(`terraform-aws-${module}`) as { variable: Record<string, { description: string }> };

    for (const part of [who, ...calls]) expect(variable[name]?.description).toContain(part);
  });

  test("has a row in the table", () => {
    const row = SECURITY.split("\n").find((line) => line.startsWith(`| \`${name}`)) ?? "";

    expect(row.split("|")[2]).toContain(`\`${who}\``);
    expect(row.split("|")[3]?.match(/kms:\w+/g)).toEqual(calls);
  });
});

test("the archive outside the module has the module's event pattern", () => {
  const [, block = ""] = /event_pattern = jsonencode\((\{.+?\})\)/s.exec(SECURITY) ?? [];
  const lists = Object.fromEntries(
    [...block.matchAll(/([\w-]+)\s+= (\[.+\])/g)].map(
      ([, key, list]) => [key!, JSON.parse(list!) as string[]] as const,
    ),
  );

  expect(lists).toEqual(ARCHIVE_PATTERN);
});
