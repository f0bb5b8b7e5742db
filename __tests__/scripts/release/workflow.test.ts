import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { scripts } from "../../../package.json";
import { ROOT } from "../../../scripts/lib/project";

interface Workflow {
  readonly on: { readonly push: { readonly tags: readonly string[] } };
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly uses?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}

const FOLDER = join(ROOT, ".github/workflows");
const release = parse(readFileSync(join(FOLDER, "release.yml"), "utf8")) as Workflow;
const { test: tests, build, github, npm } = release.jobs as Record<"test" | "build" | "github" | "npm", Job>;

test("tests, verifies, builds and attests before anything is published, with no more permissions than that needs", () => {
  const steps = build.steps.map(({ uses, run }) => run ?? uses?.split("@")[0]);

  expect(steps.slice(2)).toEqual([
    "npm run verify",
    "npm run release",
    "actions/attest-build-provenance",
    "actions/upload-artifact",
  ]);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(["verify", "release"]));
  expect(tests.uses).toBe("./.github/workflows/ci.yml");
  expect([build.needs, github.needs, npm.needs, npm.environment]).toEqual(["test", "build", "build", "npm"]);
  expect(release.permissions).toEqual({});
  expect([tests, build, github, npm].map(({ permissions }) => permissions)).toEqual([
    { contents: "read" },
    { contents: "read", "id-token": "write", attestations: "write" },
    { contents: "write" },
    { "id-token": "write" },
  ]);
});

test("runs for tags of versions only", () => {
  expect(release.on).toEqual({ push: { tags: ["v[0-9]+.[0-9]+.[0-9]+"] } });
});

test.each(readdirSync(FOLDER))("each action of %s is pinned by its commit", (file) => {
  const text = readFileSync(join(FOLDER, file), "utf8");
  const uses = [...text.matchAll(/uses: (.*)$/gm)].map(([, action]) => action!);
  const actions = uses.filter((action) => !action.startsWith("./"));

  expect(actions.filter((action) => !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  expect(actions).not.toEqual([]);
});
