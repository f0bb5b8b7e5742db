import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
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
  for (const folder of ["schemas", "terraform"]) cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
  update(root, files);
});

afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, text: string) => writeFileSync(join(root, MODULE, path), text);
const edit = (path: string, before: string, after: string) => {
  const text = readFileSync(join(root, MODULE, path), "utf8");
  expect(text).toContain(before);
  write(path, text.replace(before, after));
};

test("what was built is up to date", () => {
  expect(outdated(root, files)).toEqual([]);
  expect(update(root, files)).toEqual([]);
});

test("edited, missing and stale files are out of date, and built again; what people and Terraform write stays", async () => {
  write("main.tf", "");
  write("stale.tf", "");
  write("stale.tf.json", "{}");
  write("stale.zip", "");
  rmSync(join(root, MODULE, "outputs.tf"));
  edit("README.md", "| `batch_size` |", "| `size` |");
  edit("README.md", "## Inputs", "## Variables");
  edit("tests/alarms.tftest.hcl", 'mock_data "aws_region"', 'mock_data "aws_regions"');
  edit("tests/alarms.tftest.hcl", 'run "off"', 'run "switched_off"');
  edit("tests/names.tftest.hcl", "a_prefix", "the_prefix");
  write(".terraform.lock.hcl", "");
  cpSync(join(root, MODULE, "main.tf"), join(root, MODULE, ".terraform/modules/other/main.tf"));

  const wanted = await generatedFiles(root);

  const stale = ["stale.tf", "stale.tf.json", "stale.zip"];
  const edited = ["README.md", "main.tf", "outputs.tf", "tests/alarms.tftest.hcl"];
  expect(outdated(root, wanted)).toEqual([...edited, ...stale].map((name) => `${MODULE}/${name}`).sort());
  expect(update(root, wanted).sort()).toEqual([
    ...stale.map((name) => `removed ${MODULE}/${name}`),
    ...edited.map((name) => `wrote ${MODULE}/${name}`),
  ]);
  expect(outdated(root, wanted)).toEqual([]);
  edit("README.md", "## Variables", "## Inputs");
  edit("tests/alarms.tftest.hcl", 'run "switched_off"', 'run "off"');
  edit("tests/names.tftest.hcl", "the_prefix", "a_prefix");
  expect(outdated(root, files)).toEqual([]);
});

test("each Terraform file and each table says what it is generated from", () => {
  const notice = "Generated from modules/mechcloud/module/definition.ts: change it there and run npm run build.";
  const terraform = Object.keys(files).filter((path) => dirname(path) === MODULE && path.endsWith(".tf"));

  expect(terraform.map((path) => String(files[path]).split("\n")[0])).toEqual(
    Array.from({ length: 4 }, () => `# ${notice}`),
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
