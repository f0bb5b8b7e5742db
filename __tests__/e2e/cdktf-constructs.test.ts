import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../../scripts/lib/process";
import { ROOT } from "../../scripts/lib/project";

jest.setTimeout(120_000);

interface Package {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const EXAMPLE = join(ROOT, "examples/cdktf-constructs");
const readPackage = (folder: string) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package;
const product = readPackage(ROOT);
const example = readPackage(EXAMPLE);
const { [product.name]: packed, ...others } = { ...example.dependencies, ...example.devDependencies };

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "example-"));
  await install();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** Installs the example as `npm pack` and `npm install` do: the compiled package, and only the example's dependencies. */
async function install(): Promise<void> {
  for (const name of ["cdktf.json", "main.ts", "package.json", "tsconfig.json"]) {
    cpSync(join(EXAMPLE, name), join(folder, name));
  }
  const modules = join(folder, "node_modules");
  for (const name of Object.keys(others)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  }
  const relay = join(modules, product.name);
  for (const path of await packedFiles()) cpSync(join(ROOT, path), join(relay, path));
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [compiler, "-p", join(ROOT, "tsconfig.build.json"), "--outDir", join(relay, "dist")]);
}

/** The files that `npm pack` packs, except the compiled ones. */
async function packedFiles(): Promise<string[]> {
  const output = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: ROOT });
  const [{ files }] = JSON.parse(output.slice(output.indexOf("["))) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path).filter((path) => !path.startsWith("dist/"));
}

test("the package contains the constructs, the command and the function packages", async () => {
  expect((await packedFiles()).sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "package.json",
    "terraform/terraform-aws-mechcloud-sync/push-mgmt-events-to-mechcloud.zip",
    "terraform/terraform-aws-scalr-events/scalr-run-alerts.zip",
  ]);
  expect(readdirSync(join(folder, "node_modules", product.name, "dist"))).toEqual(["cli", "lambda-src", "modules"]);
});

test("depends on this package, and on the versions that it is tested with", () => {
  expect(packed).toBe(`file:${product.name}-${product.version}.tgz`);
  expect(product.devDependencies).toMatchObject(others);
});

test("is synthesized by cdktf in another folder", async () => {
  await run(process.execPath, [join(folder, "node_modules/cdktf-cli/bundle/bin/cdktf.js"), "synth"], {
    cwd: folder,
    env: { CHECKPOINT_DISABLE: "1", CI: "1" },
  });

  const stacks = join(folder, "cdktf.out/stacks");
  const bundled = (stack: string) =>
    readdirSync(join(stacks, stack), { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".zip"));
  expect(readdirSync(stacks)).toEqual(["automation", "visualization"]);
  expect(bundled("automation")).toEqual([expect.stringMatching(/scalr-run-alerts\.zip$/)]);
  expect(bundled("visualization")).toEqual([expect.stringMatching(/push-mgmt-events-to-mechcloud\.zip$/)]);
});

test("type-checks with the installed package", async () => {
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");

  expect(await run(process.execPath, [compiler, "-p", folder])).toBe("");
});
