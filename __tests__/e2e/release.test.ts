import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { unzipSync } from "fflate";
import { version } from "../../package.json";
import { zipFiles } from "../../scripts/lib/bundle";
import { documentPaths, linkedFrom, linksOf } from "../../scripts/lib/documents";
import type { ProcessError } from "../../scripts/lib/process";
import { run } from "../../scripts/lib/process";
import { ROOT } from "../../scripts/lib/project";
import { entriesOf } from "../../scripts/release/difference";

jest.setTimeout(300_000);

const NOT_COPIED = /(?:^|\/)(?:node_modules|\.git|\.cache|\.venv|\.terraform|cdktf\.out|coverage|dist)$|^release$/;
const AUTHOR = ["-c", "user.name=Maintainer", "-c", "user.email=maintainer@example.com"];
const NEXT = "99.0.0";
const REPOSITORY = "https://github.com/example/aws-event-relay";
/** Of a clone, whichever version is released already. */
const CHANGELOG = `# Changelog

## Unreleased

### Added

- A dashboard.
`;
const EXAMPLE = "examples/cdktf-constructs/package.json";
const TARBALL = /aws-event-relay-\d[\w.-]*\.tgz/g;
/** Whichever workflow runs the test. */
const ENVIRONMENT = { GITHUB_REPOSITORY: "" };

/** A clone without a repository's address, with the dependencies of this repository. */
let clone: string;
let release: string;

const git = (...args: string[]) => run("git", [...AUTHOR, ...args], { cwd: clone });
const script = (name: string, ...args: string[]) =>
  run(process.execPath, ["--import", "tsx", `scripts/${name}.ts`, ...args], { cwd: clone, env: ENVIRONMENT });
const read = (path: string) => readFileSync(join(clone, path), "utf8");

function writePackage(changes: object): void {
  const content = { ...(JSON.parse(read("package.json")) as object), ...changes };
  writeFileSync(join(clone, "package.json"), `${JSON.stringify(content, null, 2)}\n`);
}

beforeAll(async () => {
  clone = mkdtempSync(join(tmpdir(), "clone-"));
  release = join(clone, "release");
  cpSync(ROOT, clone, { recursive: true, filter: (path) => !NOT_COPIED.test(relative(ROOT, path)) });
  symlinkSync(join(ROOT, "node_modules"), join(clone, "node_modules"));
  writeFileSync(join(clone, "CHANGELOG.md"), CHANGELOG);
  writePackage({ repository: undefined });
  await git("init", "--quiet");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "all");
});
afterAll(() => rmSync(clone, { recursive: true }));

test("an unreleased version has no artefacts", async () => {
  await expect(script("release")).rejects.toThrow(`CHANGELOG.md has no changes of ${version}`);
});

test("without the repository's address, no version is made", async () => {
  const refused = "repository.url in package.json must be git+https://<host>/<owner>/<name>.git, not undefined";

  await expect(run("npm", ["version", NEXT], { cwd: clone, env: ENVIRONMENT })).rejects.toThrow(refused);
  expect(await git("status", "--porcelain", "--untracked-files=no")).toBe("");
});

test("npm version writes the version everywhere, commits and tags", async () => {
  writePackage({ repository: { type: "git", url: `git+${REPOSITORY}.git` } });
  await git("commit", "--all", "--quiet", "--message", "the repository's address");
  const env = Object.fromEntries(
    ["AUTHOR", "COMMITTER"].flatMap((role) => [
      [`GIT_${role}_NAME`, "Maintainer"],
      [`GIT_${role}_EMAIL`, "maintainer@example.com"],
    ]),
  );
  await run("npm", ["version", NEXT], { cwd: clone, env: { ...ENVIRONMENT, ...env } });

  expect(await git("tag", "--list")).toBe(`v${NEXT}`);
  expect(await git("status", "--porcelain", "--untracked-files=no")).toBe("");
  expect(read("CHANGELOG.md")).toMatch(new RegExp(`## Unreleased\n\n## ${NEXT} - \\d{4}-\\d\\d-\\d\\d\n\n### `));
  const texts = [...documentPaths(), EXAMPLE].map((path) => [path, read(path)] as const);
  const tarballs = texts.flatMap(([path, text]) => [...text.matchAll(TARBALL)].map(([tarball]) => ({ path, tarball })));
  expect(tarballs.filter(({ tarball }) => tarball !== `aws-event-relay-${NEXT}.tgz`)).toEqual([]);
  expect(tarballs.map(({ path }) => path)).toEqual(expect.arrayContaining(["README.md", EXAMPLE]));
  expect(read("docs/workspaces.md")).toContain(`version = "~> ${NEXT}"`);
  expect(read("terraform/terraform-aws-mechcloud-sync/outputs.tf")).toMatch(new RegExp(`value += "${NEXT}"`));
  expect(await script("verify")).toMatch(/^[1-9]\d* files compared, 0 differences$/);
});

test("the release is an archive of each module, the npm package, a bill of materials of each function, and notes", async () => {
  await script("release");

  expect(readdirSync(release)).toEqual([
    `aws-event-relay-${NEXT}.tgz`,
    "notes.md",
    "push-mgmt-events-to-mechcloud.cdx.json",
    "scalr-run-alerts.cdx.json",
    `terraform-aws-mechcloud-sync-${NEXT}.zip`,
    `terraform-aws-scalr-events-${NEXT}.zip`,
  ]);
  const archive = unzipSync(readFileSync(join(release, `terraform-aws-scalr-events-${NEXT}.zip`)));
  expect(Object.keys(archive)).toEqual(
    expect.arrayContaining(["LICENSE", "README.md", "main.tf", "modules/connection/main.tf", "scalr-run-alerts.zip"]),
  );
  expect(Object.keys(archive).filter((path) => path.includes(".terraform"))).toEqual([]);
});

test.each([
  `aws-event-relay-${NEXT}.tgz`,
  `terraform-aws-mechcloud-sync-${NEXT}.zip`,
  `terraform-aws-scalr-events-${NEXT}.zip`,
])("each link in the documents of %s leads to a file in it, or to the repository", (name) => {
  const entries = entriesOf(name, readFileSync(join(release, name)))!;
  const paths = Object.keys(entries);
  const documents = Object.entries(entries)
    .filter(([path]) => path.endsWith(".md"))
    .map(([path, contents]) => ({ path, text: Buffer.from(contents).toString() }));
  const dead = documents.flatMap(({ path, text }) =>
    linksOf(text)
      .map((target) => linkedFrom(path, target).path)
      .filter((linked) => linked !== "." && !paths.some((each) => `${each}/`.startsWith(`${linked}/`))),
  );

  expect(dead).toEqual([]);
  expect(documents.map(({ text }) => text).join()).toContain(`](${REPOSITORY}/blob/v${NEXT}/`);
});

describe("verify", () => {
  const verify = async (...names: string[]) => {
    try {
      return await script("verify", ...names.map((name) => join(release, name)));
    } catch (error) {
      return (error as ProcessError).message;
    }
  };

  test("finds a downloaded release equal to what it builds", async () => {
    const names = readdirSync(release).filter((name) => !name.endsWith(".tgz"));

    expect(await verify(...names)).toBe("4 files compared, 0 differences");
  });

  test("says what differs in a downloaded archive, and in the repository", async () => {
    const name = `terraform-aws-mechcloud-sync-${NEXT}.zip`;
    const archive = unzipSync(readFileSync(join(release, name)));
    const inner = unzipSync(archive["push-mgmt-events-to-mechcloud.zip"]!);
    const code = Buffer.concat([Buffer.from("steal();\n"), inner["index.mjs"]!]);
    const packed = zipFiles({ ...inner, "index.mjs": code });
    writeFileSync(join(release, name), zipFiles({ ...archive, "push-mgmt-events-to-mechcloud.zip": packed }));
    writeFileSync(join(clone, "terraform/terraform-aws-scalr-events/versions.tf"), "locals {}\n");

    expect(await verify(name)).toContain(
      `${name}: push-mgmt-events-to-mechcloud.zip: index.mjs: line 1 is "steal();", not "`,
    );
    expect(await verify()).toContain(
      'terraform/terraform-aws-scalr-events/versions.tf: line 1 is "locals {}", not "# Generated from',
    );
  });
});
