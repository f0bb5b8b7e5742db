import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../scripts/lib/project";
import { type Files, generatedFiles } from "../../scripts/publish/generated-files";
import { outdated, update } from "../../scripts/publish/tree";

const MODULE = "terraform/terraform-aws-mechcloud-sync";

let files: Files;
let root: string;

beforeAll(async () => {
  files = await generatedFiles(ROOT);
});

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "build-"));
  cpSync(join(ROOT, "terraform"), join(root, "terraform"), { recursive: true });
  update(root, files);
});

afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, text: string) => writeFileSync(join(root, MODULE, path), text);

test("what was built is up to date", () => {
  expect(outdated(root, files)).toEqual([]);
  expect(update(root, files)).toEqual([]);
});

test("an edited, a missing and a stale file are out of date, and built again", async () => {
  write("main.tf.json", "{}");
  write("stale.tf.json", "{}");
  write("stale.zip", "");
  rmSync(join(root, MODULE, "outputs.tf.json"));
  write("README.md", readFileSync(join(root, MODULE, "README.md"), "utf8").replace("| `batch_size` |", "| `size` |"));

  const wanted = await generatedFiles(root);

  expect(wanted).toEqual(files);
  expect(outdated(root, wanted)).toEqual(
    ["README.md", "main.tf.json", "outputs.tf.json", "stale.tf.json", "stale.zip"].map((name) => `${MODULE}/${name}`),
  );
  expect(update(root, wanted)).toEqual([
    `wrote ${MODULE}/README.md`,
    `wrote ${MODULE}/main.tf.json`,
    `wrote ${MODULE}/outputs.tf.json`,
    `removed ${MODULE}/stale.tf.json`,
    `removed ${MODULE}/stale.zip`,
  ]);
  expect(outdated(root, files)).toEqual([]);
});

test("what people and Terraform write is left alone", async () => {
  write("tests/another.tftest.hcl", "");
  write(".terraform.lock.hcl", "");
  write("README.md", readFileSync(join(root, MODULE, "README.md"), "utf8").replace("## Inputs", "## Variables"));
  cpSync(join(root, MODULE, "main.tf.json"), join(root, MODULE, ".terraform/modules/other/main.tf.json"));

  expect(outdated(root, await generatedFiles(root))).toEqual([]);
});

test("each Terraform file and each table says what it is generated from", () => {
  const notice = "Generated from modules/mechcloud/module/definition.ts: change it there and run npm run build.";
  const terraform = Object.keys(files).filter((path) => path.startsWith(MODULE) && path.endsWith(".tf.json"));

  expect(terraform.map((path) => (JSON.parse(files[path] as string) as Record<string, unknown>)["//"])).toEqual(
    Array.from({ length: 4 }, () => notice),
  );
  expect(String(files[`${MODULE}/README.md`]).split(`<!-- ${notice} -->`)).toHaveLength(3);
});

test.each(["terraform-aws-mechcloud-sync", "terraform-aws-scalr-events"])(
  "%s has this repository's license",
  (name) => {
    expect(readFileSync(join(ROOT, "terraform", name, "LICENSE"), "utf8")).toBe(
      readFileSync(join(ROOT, "LICENSE"), "utf8"),
    );
  },
);
