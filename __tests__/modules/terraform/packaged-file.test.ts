import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformAsset } from "cdktf";
import { FORWARDER_ZIP } from "../../../modules/mechcloud/forwarder";
import { packagedFile } from "../../../modules/terraform/packaged-file";
import { synth } from "../synth";

const ROOT = join(__dirname, "../../..");

test("a packaged file is an asset of the scope, once", () => {
  synth((stack) => {
    const path = packagedFile(stack, FORWARDER_ZIP);

    expect(path).toMatch(/^assets\/.+\/[0-9A-F]+\/push-mgmt-events-to-mechcloud\.zip$/);
    expect(packagedFile(stack, FORWARDER_ZIP)).toBe(path);
    expect(stack.node.children.filter((child) => child instanceof TerraformAsset)).toHaveLength(1);
  });
});

test("a file that package.json does not export is refused", () => {
  synth((stack) => {
    expect(() => packagedFile(stack, "other.zip")).toThrow("aws-event-relay/functions/other.zip");
  });
});

test("package.json exports the constructs, the function packages, the schemas and nothing else", () => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { exports: object };

  expect(Object.keys(exports)).toEqual([
    ".",
    "./functions/push-mgmt-events-to-mechcloud.zip",
    "./functions/scalr-run-alerts.zip",
    "./schemas/*.json",
    "./package.json",
  ]);
});
