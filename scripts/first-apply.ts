// Writes the checks in docs/first-apply.md from the records that the command has.
// "--check" only tells whether it is up to date.

import { join } from "node:path";
import { FIRST_APPLY_CHECKS, FIRST_APPLY_VARIABLES, type FirstApplyCheck } from "../cli/first-apply";
import { updateParts } from "./lib/generated-parts";
import { ROOT } from "./lib/project";

updateParts(
  join(ROOT, "docs/first-apply.md"),
  {
    variables: code(FIRST_APPLY_VARIABLES),
    "mechcloud checks": checksOf("mechcloud-sync"),
    "scalr checks": checksOf("scalr-events"),
  },
  "node --import tsx scripts/first-apply.ts",
);

function checksOf(module: FirstApplyCheck["module"]): string {
  return FIRST_APPLY_CHECKS.filter((check) => check.module === module)
    .map(section)
    .join("\n\n");
}

function section({ id, title, why, when, changes, command, expected }: FirstApplyCheck): string {
  return [
    `### ${title}`,
    `\`${id}\`${when ? `: ${when}` : ""}. ${why}`,
    ...(changes ? [`**Changes.** ${changes}`] : []),
    code(command),
    `**Expected.** ${expected}`,
  ].join("\n\n");
}

function code(bash: string): string {
  return `\`\`\`sh\n${bash}\n\`\`\``;
}
