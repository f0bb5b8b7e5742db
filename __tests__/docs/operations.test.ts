import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../scripts/lib/process";
import { ROOT } from "../../scripts/lib/project";

const RUNBOOK = readFileSync(join(ROOT, "docs/operations.md"), "utf8");
const REDELIVERY = readFileSync(join(ROOT, "docs/redelivery.md"), "utf8");

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

/** A text without commands, whose comments look like headings. */
const proseOf = (text: string) => text.replace(/^( *)```sh\n.*?^\1```$/gms, "");
const anchorsOf = (text: string) => [...proseOf(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!));

const PROSE = proseOf(RUNBOOK + REDELIVERY);
const anchors = anchorsOf(RUNBOOK);

const published = readdirSync(join(ROOT, "terraform"));

test.each(published)("each alarm of %s has a section", (name) => {
  const module = readFileSync(join(ROOT, "terraform", name, "main.tf.json"), "utf8");
  const sections = [...module.matchAll(/docs\/operations\.md#([\w-]+)/g)].map(([, section]) => section);
  expect(new Set(sections).size).toBeGreaterThan(0);
  expect(anchors).toEqual(expect.arrayContaining(sections));
});

describe.each([
  ["operations.md", RUNBOOK],
  ["redelivery.md", REDELIVERY],
])("%s", (page, text) => {
  test("each link within the page leads to a section", () => {
    const links = [...text.matchAll(/\]\(#([\w-]+)\)/g)].map(([, section]) => section);
    expect(anchorsOf(text)).toEqual(expect.arrayContaining(links));
  });

  test("each link from another document leads to a section", () => {
    const documents = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md"));
    const texts = documents.map((name) => readFileSync(join(ROOT, "docs", name), "utf8")).join();
    const links = texts
      .split(`](${page}#`)
      .slice(1)
      .map((rest) => /^[\w-]+/.exec(rest)![0]);
    expect(links.length).toBeGreaterThan(0);
    expect(anchorsOf(text)).toEqual(expect.arrayContaining(links));
  });

  test("each section has another anchor", () => {
    expect(anchorsOf(text)).toEqual([...new Set(anchorsOf(text))]);
  });
});

/** The text is AWS's; ../e2e/ownership.test.ts gets the error. */
test("the error of a second copy can be found by its text", () => {
  const section = RUNBOOK.slice(RUNBOOK.indexOf("## The log group already exists"));
  expect(section).toContain("ResourceAlreadyExistsException: The specified log group already exists");
});

test("each output that the runbook names exists in a module", () => {
  const outputs = published.flatMap((name) => {
    const file = readFileSync(join(ROOT, "terraform", name, "outputs.tf.json"), "utf8");
    return Object.keys((JSON.parse(file) as { output: object }).output);
  });
  const phrases = PROSE.match(/outputs?\s(?:`\w+`(?:,|\sand)?\s?)+/g) ?? [];
  const named = phrases.flatMap((phrase) => phrase.match(/\w+(?=`)/g) ?? []);
  expect(named).toContain("resume_command");
  expect(outputs).toEqual(expect.arrayContaining(named));
});

test("each kind of destination has a command that redelivers an event", () => {
  const file = readFileSync(join(ROOT, "terraform/terraform-aws-scalr-events/variables.tf.json"), "utf8");
  const { variable } = JSON.parse(file) as { variable: { destinations: { description: string } } };
  const kinds = /and one of ([\w, ]+)\./.exec(variable.destinations.description)![1]!.split(", ");
  const section = REDELIVERY.slice(REDELIVERY.indexOf("## Redelivering Scalr's events"));

  expect([...section.matchAll(/^# (\w+)/gm)].map(([, kind]) => kind).toSorted()).toEqual(
    expect.arrayContaining(kinds.toSorted()),
  );
});

/** If the package is not installed, npx would run any package of this name in the registry. */
test("no document lets npx download this package", () => {
  const folders = ["docs", "examples", "modules", "terraform"];
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  );
  const documents = [...readdirSync(ROOT), ...inFolders].filter(
    (file) => file.endsWith(".md") && !file.includes("node_modules"),
  );
  expect(documents).toEqual(expect.arrayContaining(["README.md", "CHANGELOG.md", "docs/operations.md"]));

  const fetching = documents.filter((file) =>
    /npx (?!--no )[^\n`]*aws-event-relay/.test(readFileSync(join(ROOT, file), "utf8")),
  );
  expect(fetching).toEqual([]);
});

test("the runbook's definition of redrive runs this repository's command", async () => {
  const definition = /^redrive\(\) \{.*?\}/m.exec(RUNBOOK)![0];
  const usage = await run("bash", ["-c", `${definition}; redrive --help`], { cwd: ROOT });
  expect(usage).toContain("Usage: aws-event-relay redrive [options]");
}, 30_000);
