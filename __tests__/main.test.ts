import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version as FORK } from "cdktn/package.json";
import { mechCloudSyncModule } from "../modules/mechcloud/module/definition";
import { scalrEventsModule } from "../modules/scalr/module/definition";
import { ROOT } from "../scripts/lib/project";
import { blocksOf } from "../scripts/publish/published-modules";
import { outline } from "./modules/outline";

type Json = Record<string, unknown>;

const STACKS = ["mechcloud-sync", "scalr-events"];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "app-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs main.ts, as CDKTF does by default. */
function runApp(settings = {}, args = ["scripts/app.cjs"]): { status: number | null; stderr: string } {
  return spawnSync(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, CDKTF_OUTDIR: folder, ...settings },
    encoding: "utf8",
  });
}

/** @returns the names of the stacks */
function synthesize(...args: Parameters<typeof runApp>): string[] {
  expect(runApp(...args)).toMatchObject({ status: 0, stderr: "" });
  return readdirSync(join(folder, "stacks")).sort();
}

/** A stack as it is deployed, without what differs from one checkout to the next. */
function stack(name: string): Json {
  const text = readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8")
    .replaceAll(ROOT, "<root>")
    .replace(/assets\/[^/"]+\/[0-9A-F]+\//g, "assets/");
  return withoutMetadata(JSON.parse(text)) as Json;
}

/** The version of the library that synthesized a stack. */
function synthesizedBy(name: string): unknown {
  const text = readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8");
  return (JSON.parse(text) as { "//": { metadata: Json } })["//"].metadata["version"];
}

function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMetadata);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//")
      .map(([key, inner]) => [key, withoutMetadata(inner)]),
  );
}

/** What is in `ours` and is not, or is otherwise, in `theirs`. */
function difference(ours: Json, theirs: Json): Json {
  const entries = Object.entries(ours).flatMap(([key, value]): [string, unknown][] => {
    const other = theirs[key];
    if (JSON.stringify(sorted(value)) === JSON.stringify(sorted(other))) return [];
    return [[key, isObject(value) && isObject(other) ? difference(value, other) : value]];
  });
  return Object.fromEntries(entries);
}

/** With keys in the order of the alphabet, as the published module has them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

test("deploys both flows: each as its published module, with provider, backend and assets", () => {
  expect(synthesize()).toEqual(STACKS);

  for (const definition of [mechCloudSyncModule, scalrEventsModule]) {
    const [ours, theirs] = [stack(definition.name), blocksOf(`terraform-aws-${definition.name}`) as Json];
    expect(outline(difference(ours, theirs))).toMatchSnapshot(`${definition.name}: the app`);
    expect(outline(difference(theirs, ours))).toMatchSnapshot(`${definition.name}: the published module instead`);
  }
});

test("deploys what the settings say, with the state where they say", () => {
  const stacks = synthesize({
    RELAY_STACKS: "mechcloud-sync",
    RELAY_BACKEND: "remote",
    RELAY_BACKEND_HOSTNAME: "acme.scalr.io",
    RELAY_BACKEND_ORGANIZATION: "env-1",
  });

  expect(stacks).toEqual(["mechcloud-sync"]);
  expect(stack("mechcloud-sync")).toMatchObject({
    terraform: {
      backend: {
        remote: { hostname: "acme.scalr.io", organization: "env-1", workspaces: { name: "mechcloud-sync" } },
      },
    },
  });
});

test("says what is wrong with a setting, in a sentence without a stack trace", () => {
  const { status, stderr } = runApp({ RELAY_BACKEND: "ftp" });

  expect(stderr).toBe('RELAY_BACKEND must be one of local, remote, s3, not "ftp".\n');
  expect(status).toBe(1);
});

// HashiCorp archived CDKTF; whoever goes on with it replaces the package by the fork.
test("is the same with cdktn, the fork of CDKTF", () => {
  synthesize();
  const withCdktf = STACKS.map(stack);
  synthesize({}, ["--require", join(__dirname, "cdktn.cjs"), "--import", "tsx", "main.ts"]);

  expect(STACKS.map(synthesizedBy)).toEqual(STACKS.map(() => FORK));
  expect(STACKS.map(stack)).toEqual(withCdktf);
});
