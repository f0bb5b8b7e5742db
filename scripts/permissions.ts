// Writes the tables of run-time permissions in docs/security.md from the policies of the published modules.
// "--check" only tells whether they are up to date.

import { join } from "node:path";
import { markdownTable, updateParts } from "./lib/generated-parts";
import { ROOT } from "./lib/project";
import { type Permission, permissionsOf, readModule } from "./permissions/statements";

const modules = {
  "mechcloud permissions": "terraform-aws-mechcloud-sync",
  "spoke permissions": "terraform-aws-mechcloud-sync/modules/spoke",
  "scalr permissions": "terraform-aws-scalr-events",
};

const tables = Object.entries(modules).map(([part, module]) => [part, table(permissionsOf(readModule(module)))]);
updateParts(
  join(ROOT, "docs/security.md"),
  Object.fromEntries(tables) as Record<string, string>,
  "node --import tsx scripts/permissions.ts",
);

function table(permissions: readonly Permission[]): string {
  const rows = permissions.map(({ effect, who, actions, on, conditions }) => [
    code(who),
    `${effect === "Deny" ? "**not** " : ""}${actions.map(code).join(", ")}`,
    code(on),
    conditions.map(code).join(" and "),
  ]);
  return markdownTable(["Who", "may", "on", "if"], rows);
}

function code(text: string): string {
  return `\`${text}\``;
}
