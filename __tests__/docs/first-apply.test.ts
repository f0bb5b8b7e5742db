import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FIRST_APPLY_CHECKS, FIRST_APPLY_VARIABLES } from "../../cli/first-apply";
import { ROOT } from "../../scripts/lib/project";

/** What a module creates; a spoke belongs to MechCloud sync. */
const mainOf = (module: string) =>
  ["", ...(module === "mechcloud-sync" ? ["modules/spoke/"] : [])]
    .map((folder) => readFileSync(join(ROOT, `terraform/terraform-aws-${module}/${folder}main.tf`), "utf8"))
    .join("\n")
    // As CloudWatch and SQS name what is named after a queue or a destination.
    .replaceAll("${each.key}", "$DESTINATION");

/** The names that a command composes with the prefix. */
const names = FIRST_APPLY_CHECKS.flatMap(({ id, module, command }) =>
  [...command.matchAll(/\$\{PREFIX\}([\w.$-]+)/g)].map(([, name = ""]) => [id, module, name] as const),
);
const setUp = [...FIRST_APPLY_VARIABLES.matchAll(/\$\{PREFIX\}([\w.$-]+)/g)].map(
  ([, name = ""]) => ["the variables", "mechcloud-sync", name] as const,
);

test.each([...setUp, ...names])("%s: %s has %s", (_id, module, name) => {
  // An alarm on a queue's depth is named after the queue.
  expect(mainOf(module)).toContain(`\${var.name_prefix}${name.replace(/-depth$/, "")}`);
});

test("every check that names an output or a variable in words names one of its module", () => {
  const words = FIRST_APPLY_CHECKS.flatMap(({ module, when = "" }) =>
    [...when.matchAll(/`([a-z]+_[a-z_]+)/g)].map(([, word = ""]) => [module, word] as const),
  );
  expect(words.length).toBeGreaterThan(0);
  for (const [module, word] of words) {
    const variables = readFileSync(join(ROOT, `terraform/terraform-aws-${module}/variables.tf`), "utf8");
    expect(variables).toContain(`variable "${word}" {`);
  }
});

test("each check has an id of its own", () => {
  const ids = FIRST_APPLY_CHECKS.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});
