import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../../scripts/lib/process";
import { ROOT } from "../../scripts/lib/project";
import { Terraform } from "../../scripts/lib/terraform";
import { packNpmPackage } from "../../scripts/release/artefacts";

jest.setTimeout(300_000);

interface Package {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const readPackage = (folder: string) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package;
const product = readPackage(ROOT);
const tarballName = `${product.name}-${product.version}.tgz`;
const compiler = join(ROOT, "node_modules/typescript/bin/tsc");

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "package-"));
  await packNpmPackage(folder);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe("the package", () => {
  let files: string[];

  beforeAll(async () => {
    const list = await run("tar", ["--list", "--file", join(folder, tarballName)]);
    files = list.split("\n").map((path) => path.replace("package/", ""));
  });

  test("contains the function packages, the schemas of events, the documents of this version, and the compiled code", () => {
    const handbook = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md"));
    const policies = readdirSync(join(ROOT, "docs/policies"));
    const docs = [...handbook, ...policies.map((name) => `policies/${name}`)].map((path) => `docs/${path}`);
    const forContributors = ["docs/architecture.md", "docs/development.md"];

    expect(files.filter((path) => !path.startsWith("dist/")).sort()).toEqual(
      [
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "package.json",
        ...readdirSync(join(ROOT, "schemas")).map((name) => `schemas/${name}`),
        "terraform/terraform-aws-mechcloud-sync/push-mgmt-events-to-mechcloud.zip",
        "terraform/terraform-aws-scalr-events/scalr-run-alerts.zip",
        ...docs.filter((path) => !forContributors.includes(path)),
      ].sort(),
    );
  });

  test("contains JavaScript and types of constructs, command and contract, and no tests", () => {
    const compiled = files.filter((path) => path.startsWith("dist/"));
    const scripts = compiled.filter((path) => path.endsWith(".js"));
    const types = scripts.map((path) => path.replace(/\.js$/, ".d.ts"));

    expect(compiled.sort()).toEqual([...scripts, ...types].sort());
    expect(new Set(compiled.map((path) => path.split("/")[1]))).toEqual(new Set(["cli", "lambda-src", "modules"]));
    expect(compiled.filter((path) => /lambda-src\/(?!contract\/)|\.test\.|__tests__/.test(path))).toEqual([]);
  });
});

describe("a new project", () => {
  const MAIN = `
    import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
    import { AWS_PROVIDER_VERSION, MechCloudSync, ScalrEvents } from "aws-event-relay";
    import { App, TerraformStack } from "cdktf";

    const app = new App();
    const stack = new TerraformStack(app, "relay");
    new AwsProvider(stack, "aws", { region: "eu-central-1" });
    stack.addOverride("terraform.required_providers.aws.version", AWS_PROVIDER_VERSION);
    new MechCloudSync(stack, "sync", { cloudAccountId: "account-1" });
    new ScalrEvents(stack, "scalr", { eventSourceName: "aws.partner/scalr.com/acme/prod" });
    app.synth();
  `;
  let project: string;

  beforeAll(async () => {
    project = join(folder, "project");
    mkdirSync(project);
    await npm("init", "--yes");
    await npm("install", `../${tarballName}`, "cdktf", "@cdktf/provider-aws", "constructs");
  });

  const npm = (...args: string[]) =>
    run("npm", [...args, "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"], { cwd: project });

  test("installs further packages, with the newest versions of the peers that npm wrote into package.json", async () => {
    await expect(npm("ls")).resolves.toContain("aws-event-relay@");

    await expect(npm("install", "--package-lock-only", "--save-dev", "tsx")).resolves.toBeDefined();
  });

  test("synthesizes ten lines of code, which Terraform validates", async () => {
    writeFileSync(join(project, "main.mjs"), MAIN);

    await run(process.execPath, ["main.mjs"], { cwd: project });

    const terraform = new Terraform(join(project, "cdktf.out/stacks/relay"));
    await terraform.init("-backend=false");
    await expect(terraform.validate()).resolves.toBeUndefined();
  });

  test("has the command", async () => {
    expect(await run("npx", ["aws-event-relay", "--version"], { cwd: project })).toBe(product.version);
  });

  test("installs with cdktn, the fork of CDKTF, as docs/app.md describes", async () => {
    const documented = /```json package.json\n(.*?)```/s.exec(readFileSync(join(ROOT, "docs/app.md"), "utf8"))?.[1];
    const fork = JSON.parse(documented!) as Package;
    const version = product.devDependencies["cdktn"];
    expect(fork).toMatchObject({ overrides: { cdktf: `npm:cdktn@${version}` } });
    project = join(folder, "fork");
    mkdirSync(project);
    const dependencies = { ...fork.dependencies, "aws-event-relay": `file:../${tarballName}` };
    writeFileSync(join(project, "package.json"), JSON.stringify({ ...fork, dependencies }));

    await npm("install", "--package-lock-only");

    const { packages } = JSON.parse(readFileSync(join(project, "package-lock.json"), "utf8")) as {
      packages: Record<string, { name?: string; version?: string }>;
    };
    const copies = Object.entries(packages).filter(([path]) => /node_modules\/cdkt[fn]$/.test(path));
    expect(copies).toEqual([["node_modules/cdktf", expect.objectContaining({ name: "cdktn", version })]]);
  });
});

describe("the example cdktf-constructs", () => {
  const EXAMPLE = join(ROOT, "examples/cdktf-constructs");
  const example = readPackage(EXAMPLE);
  const { [product.name]: packed, ...others } = { ...example.dependencies, ...example.devDependencies };
  let project: string;

  /** With the package, and only the example's own dependencies beside it. */
  beforeAll(() => {
    project = join(folder, "example");
    for (const name of ["cdktf.json", "main.ts", "package.json", "tsconfig.json"]) {
      cpSync(join(EXAMPLE, name), join(project, name));
    }
    const modules = join(project, "node_modules");
    for (const name of Object.keys(others)) {
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
    }
    cpSync(join(folder, "package"), join(modules, product.name), { recursive: true });
  });

  test("depends on this package, and on the versions that it is tested with", () => {
    expect(packed).toBe(`file:${tarballName}`);
    expect(product.devDependencies).toMatchObject(others);
  });

  test("is synthesized by cdktf in another folder", async () => {
    await run(process.execPath, [join(project, "node_modules/cdktf-cli/bundle/bin/cdktf.js"), "synth"], {
      cwd: project,
      env: { CHECKPOINT_DISABLE: "1", CI: "1" },
    });

    const stacks = join(project, "cdktf.out/stacks");
    const bundled = (stack: string) =>
      readdirSync(join(stacks, stack), { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".zip"));
    expect(readdirSync(stacks)).toEqual(["automation", "visualization"]);
    expect(bundled("automation")).toEqual([expect.stringMatching(/scalr-run-alerts\.zip$/)]);
    expect(bundled("visualization")).toEqual([expect.stringMatching(/push-mgmt-events-to-mechcloud\.zip$/)]);
  });

  test("type-checks with the installed package", async () => {
    expect(await run(process.execPath, [compiler, "-p", project])).toBe("");
  });
});
