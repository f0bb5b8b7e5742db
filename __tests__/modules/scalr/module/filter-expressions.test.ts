import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { FILTER_TEXT } from "../../../../modules/scalr/constraints";
import {
  type AuditLogFilter,
  auditLog,
  type RunExecutedFilter,
  runExecuted,
} from "../../../../modules/scalr/event-filters";
import {
  AUDIT_LOG_FILTER_TYPE,
  auditLogExpression,
  RUN_EXECUTED_FILTER_TYPE,
  runExecutedExpression,
} from "../../../../modules/scalr/module/filter-expressions";
import { Terraform } from "../../../../scripts/lib/terraform";

test("a filter's type has every part, and none restricts by default", () => {
  expect(RUN_EXECUTED_FILTER_TYPE).toBe(
    "object({ results = optional(list(string), []), environments = optional(list(string), []), workspaces = optional(list(string), []), sources = optional(list(string), []), dry_run = optional(bool), destroy = optional(bool), tags = optional(list(string), []) })",
  );
  expect(AUDIT_LOG_FILTER_TYPE).toBe(
    "object({ actions = optional(list(string), []), target_types = optional(list(string), []), environments = optional(list(string), []), actor_emails = optional(list(string), []), results = optional(list(string), []) })",
  );
});

const RUN_FILTERS: RunExecutedFilter[] = [
  {},
  { results: ["errored"] },
  { results: ["applied", "planned_*", "unheard-of"] },
  { environments: ["production"], workspaces: ["*"], sources: ["vcs", "ui"] },
  { dryRun: false },
  { dryRun: true, destroy: false },
  { tags: ["scalr-environment:env-*", "b"] },
  { tags: ["a"], destroy: true },
  { results: ["a"], environments: ["b"], workspaces: ["c"], sources: ["d"], dryRun: true, destroy: true, tags: ["e"] },
  { workspaces: ['"quoted"', "back\\slash", "100 %s %d %%", "${var.x} %{if}", "<a> & b", "ümlaut ☃ 𝒳", "a,b][}{"] },
];

const AUDIT_FILTERS: AuditLogFilter[] = [
  {},
  { actions: ["create-workspace", "delete-*"] },
  { targetTypes: ["workspaces"] },
  { environments: ["production"] },
  { targetTypes: ["workspaces"], environments: ["stage-*"] },
  { actorEmails: ["*@example.com"] },
  { results: ["SUCCESS"] },
  { actions: ["a"], targetTypes: ["b"], environments: ["c"], actorEmails: ["d"], results: ["e"] },
];

const text = fc
  .oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[*"\\%${}<>&a]{0,6}$/))
  .filter((any) => FILTER_TEXT.accepts(any));
const list = fc.array(text, { minLength: 1, maxLength: 4 });
const someOf = <T>(parts: { [Part in keyof T]: fc.Arbitrary<NonNullable<T[Part]>> }) =>
  fc.record(parts, { requiredKeys: [] }) as fc.Arbitrary<T>;
const anyRunFilter = someOf<Required<RunExecutedFilter>>({
  results: list,
  environments: list,
  workspaces: list,
  sources: list,
  dryRun: fc.boolean(),
  destroy: fc.boolean(),
  tags: list,
});
const anyAuditFilter = someOf<Required<AuditLogFilter>>({
  actions: list,
  targetTypes: list,
  environments: list,
  actorEmails: list,
  results: list,
});

/** What Terraform makes of the expressions, for many filters at once. */
async function byTerraform(
  runs: readonly RunExecutedFilter[],
  audits: readonly AuditLogFilter[],
): Promise<{ runs: string[]; audits: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), "filters-"));
  try {
    const configuration = {
      variable: {
        runs: { type: `list(${RUN_EXECUTED_FILTER_TYPE})` },
        audits: { type: `list(${AUDIT_LOG_FILTER_TYPE})` },
      },
      output: {
        runs: { value: `\${[for filter in var.runs : ${runExecutedExpression("filter")}]}` },
        audits: { value: `\${[for filter in var.audits : ${auditLogExpression("filter")}]}` },
      },
    };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
    writeFileSync(
      join(folder, "terraform.tfvars.json"),
      JSON.stringify({ runs: runs.map(withSnakeCase), audits: audits.map(withSnakeCase) }),
    );
    const terraform = new Terraform(folder, {});
    await terraform.init();
    await terraform.apply();
    return (await terraform.output()) as { runs: string[]; audits: string[] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function withSnakeCase(filter: object): object {
  return Object.fromEntries(
    Object.entries(filter).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value as unknown,
    ]),
  );
}

test("Terraform makes the same patterns of filters as TypeScript", async () => {
  // Terraform reads texts in Unicode's composed form (NFC), as AWS's names are.
  const composed = <T>(filter: T) => JSON.parse(JSON.stringify(filter).normalize("NFC")) as T;
  const runs = [...RUN_FILTERS, ...fc.sample(anyRunFilter, 100).map(composed)];
  const audits = [...AUDIT_FILTERS, ...fc.sample(anyAuditFilter, 100).map(composed)];

  const made = await byTerraform(runs, audits);

  expect(made.runs.map((json) => JSON.parse(json) as unknown)).toEqual(runs.map(runExecuted));
  expect(made.audits.map((json) => JSON.parse(json) as unknown)).toEqual(audits.map(auditLog));
}, 60_000);
