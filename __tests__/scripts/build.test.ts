import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { CommandError, run } from "../../scripts/lib/process";
import { ROOT } from "../../scripts/lib/project";

jest.setTimeout(60_000);

const SOURCES = ["lambda-src", "modules", "scripts", "package.json", "tsconfig.json"];
const MODULE = "terraform/terraform-aws-mechcloud-sync";

const folders: string[] = [];

/** The sources in a folder of their own, with nothing built. */
function checkout(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  folders.push(folder);
  for (const path of SOURCES) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function build(folder: string, args: string[] = [], env: Record<string, string> = {}): Promise<string> {
  return run(process.execPath, ["--import", "tsx", "scripts/build.ts", ...args], { cwd: folder, env });
}

/** The bytes of all that was built, by path. */
function built(folder: string): Record<string, string> {
  const root = join(folder, "terraform");
  return Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(root, path), readFileSync(path).toString("base64")]),
  );
}

test("another folder, another time zone and another language give the same bytes", async () => {
  const [here, there] = [checkout("here-"), checkout("somewhere-else-")];

  await Promise.all([
    build(here, [], { TZ: "Asia/Kolkata", LANG: "C" }),
    build(there, [], { TZ: "America/Los_Angeles", LANG: "de_DE.UTF-8" }),
  ]);

  expect(Object.keys(built(here))).toEqual(
    expect.arrayContaining(
      [
        "README.md",
        "main.tf.json",
        "outputs.tf.json",
        "push-mgmt-events-to-mechcloud.zip",
        "tests/defaults.tftest.hcl",
        "variables.tf.json",
        "versions.tf.json",
      ].map((name) => `terraform-aws-mechcloud-sync/${name}`),
    ),
  );
  expect(built(here)).toEqual(built(there));
});

describe("what was built", () => {
  let folder: string;
  let fresh: Record<string, string>;

  beforeAll(async () => {
    folder = checkout("build-");
    await build(folder);
    fresh = built(folder);
  });

  test("is up to date", async () => {
    await expect(build(folder, ["--check"])).resolves.toBe("");
  });

  test("is not, once a file was changed, removed or added; then it is built again", async () => {
    writeFileSync(join(folder, MODULE, "main.tf.json"), "{}");
    rmSync(join(folder, MODULE, "README.md"));
    writeFileSync(join(folder, MODULE, "tests/stray.tftest.hcl"), "");
    writeFileSync(join(folder, MODULE, ".terraform.lock.hcl"), "Terraform's own");

    const check = build(folder, ["--check"]);

    await expect(check).rejects.toThrow(CommandError);
    await expect(check).rejects.toThrow("Not what the constructs give; run npm run build:");
    for (const path of ["main.tf.json", "README.md", "tests/stray.tftest.hcl"]) {
      await expect(check).rejects.toThrow(`  ${MODULE}/${path}`);
    }
    await expect(check).rejects.not.toThrow("lock.hcl");

    const said = await build(folder);
    rmSync(join(folder, MODULE, ".terraform.lock.hcl"));

    expect(said.trim().split("\n").sort()).toEqual([
      `removed ${MODULE}/tests/stray.tftest.hcl`,
      `wrote ${MODULE}/README.md`,
      `wrote ${MODULE}/main.tf.json`,
    ]);
    expect(built(folder)).toEqual(fresh);
  });
});
