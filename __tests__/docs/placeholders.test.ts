import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SYNC_SETTINGS } from "../../modules/mechcloud/settings";
import { EVENT_BUS_SETTINGS } from "../../modules/scalr/settings";
import type { Constraint } from "../../modules/terraform/constraint";
import { ROOT } from "../../scripts/lib/project";

const CONSTRAINTS: Readonly<Record<string, Constraint<string>>> = {
  cloud_account_id: SYNC_SETTINGS.cloudAccountId.constraint,
  event_source_name: EVENT_BUS_SETTINGS.eventSourceName.constraint,
};

const documents = ["docs", "examples", "terraform"]
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  )
  .concat("README.md")
  .filter((file) => file.endsWith(".md") && !file.includes("node_modules"));

/** The ids that documents print, by the name of the variable. */
const placeholders = documents.flatMap((file) => {
  const text = readFileSync(join(ROOT, file), "utf8");
  return [...text.matchAll(/\b(?:TF_VAR_)?(cloud_?account_?id|event_?source_?name)\s*[=:]\s*"?([\w./-]+\w)/gi)]
    .map(([, name = "", value = ""]) => [file, name.replace(/(?<=[a-z])[A-Z]/g, "_$&").toLowerCase(), value] as const)
    .filter(([, , value]) => !/^(?:var|module)\./.test(value));
});

test("documents print an id of each kind", () => {
  expect(new Set(placeholders.map(([, name]) => name))).toEqual(new Set(Object.keys(CONSTRAINTS)));
});

test.each(placeholders)("whoever copies %s is told to replace %s = %s", (_file, name, value) => {
  expect(CONSTRAINTS[name]?.accepts(value)).toBe(false);
  expect(CONSTRAINTS[name]?.accepts(value.replaceAll("your-", ""))).toBe(true);
});
