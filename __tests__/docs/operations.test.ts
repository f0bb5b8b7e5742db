import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { anchorsOf, proseOf } from "../../scripts/lib/documents";
import { ROOT } from "../../scripts/lib/project";
import { blocksOf } from "../../scripts/publish/published-modules";

const RUNBOOK = readFileSync(join(ROOT, "docs/operations.md"), "utf8");
const REDELIVERY = readFileSync(join(ROOT, "docs/redelivery.md"), "utf8");

const PROSE = proseOf(RUNBOOK + REDELIVERY);

const published = readdirSync(join(ROOT, "terraform"));

test.each(published)("each alarm of %s has a section", (name) => {
  const module = readFileSync(join(ROOT, "terraform", name, "main.tf"), "utf8");
  const sections = [...module.matchAll(/\{var\.runbook_url\}#([\w-]+)/g)].map(([, section]) => section);
  expect(new Set(sections).size).toBeGreaterThan(0);
  expect(anchorsOf(RUNBOOK)).toEqual(expect.arrayContaining(sections));
});

/** The text is AWS's; ../e2e/ownership.test.ts gets the error. */
test("the error of a second copy can be found by its text", () => {
  const section = RUNBOOK.slice(RUNBOOK.indexOf("## The log group already exists"));
  expect(section).toContain("ResourceAlreadyExistsException: The specified log group already exists");
});

test("each output that the runbook names exists in a module", () => {
  const outputs = published.flatMap((name) => Object.keys(blocksOf(name)["output"] as object));
  const phrases = PROSE.match(/outputs?\s(?:`\w+`(?:,|\sand)?\s?)+/g) ?? [];
  const named = phrases.flatMap((phrase) => phrase.match(/\w+(?=`)/g) ?? []);
  expect(named).toContain("resume_command");
  expect(outputs).toEqual(expect.arrayContaining(named));
});

test("each kind of destination has a command that redelivers an event", () => {
  const { variable } = blocksOf("terraform-aws-scalr-events") as {
    variable: { destinations: { description: string } };
  };
  const kinds = /and one of ([\w, ]+)\./.exec(variable.destinations.description)![1]!.split(", ");
  const section = RUNBOOK.slice(RUNBOOK.indexOf("**dlq send**"));

  expect([...section.matchAll(/^# (\w+)/gm)].map(([, kind]) => kind).toSorted()).toEqual(
    expect.arrayContaining(kinds.toSorted()),
  );
});
