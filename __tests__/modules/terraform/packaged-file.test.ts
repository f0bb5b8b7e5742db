import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformAsset } from "cdktf";
import { FORWARDER_ZIP } from "../../../modules/mechcloud/forwarder";
import { packagedFile, publishedModuleFolder } from "../../../modules/terraform/packaged-file";
import { synth } from "../synth";

const ROOT = join(__dirname, "../../..");

test("a published module lies in terraform/", () => {
  expect(publishedModuleFolder("mechcloud-sync")).toBe(join(ROOT, "terraform/terraform-aws-mechcloud-sync"));
});

test("its file is an asset of the stack, once", () => {
  synth((stack) => {
    const path = packagedFile(stack, "mechcloud-sync", FORWARDER_ZIP);

    expect(path).toMatch(/^assets\/.+\/[0-9A-F]+\/push-mgmt-events-to-mechcloud\.zip$/);
    expect(packagedFile(stack, "mechcloud-sync", FORWARDER_ZIP)).toBe(path);
    expect(stack.node.children.filter((child) => child instanceof TerraformAsset)).toHaveLength(1);
  });
});

test("what is compiled finds it too, one folder deeper", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "package-")));
  try {
    const compiled = join(folder, "dist/modules/terraform/packaged-file.ts");
    cpSync(join(ROOT, "modules/terraform/packaged-file.ts"), compiled);
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const print = `console.log(require("${compiled}").publishedModuleFolder("mechcloud-sync"))`;

    const path = execFileSync(process.execPath, ["--import", "tsx", "-e", print], { cwd: folder, encoding: "utf8" });

    expect(path).toBe(`${folder}/terraform/terraform-aws-mechcloud-sync\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
