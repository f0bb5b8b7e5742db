import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Terraform } from "../../scripts/lib/terraform";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "terraform-test-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a configuration without providers", () => {
  beforeEach(() =>
    writeFileSync(
      join(folder, "main.tf"),
      `variable "names" { type = list(string) }
variable "suffix" { default = "!" }
resource "terraform_data" "name" {
  for_each = toset(var.names)
  input    = "\${each.key}\${var.suffix}"
}
output "names" { value = [for name in terraform_data.name : name.output] }
`,
    ),
  );

  test("goes from nothing to nothing", async () => {
    const lines: string[] = [];
    const terraform = new Terraform(folder, {}, (line) => lines.push(line));
    await terraform.init();
    await terraform.validate();
    await terraform.apply({ names: ["a", "b"], suffix: null });

    expect(await terraform.output()).toEqual({ names: ["a!", "b!"] });
    expect(await terraform.stateList()).toEqual(['terraform_data.name["a"]', 'terraform_data.name["b"]']);
    expect(await terraform.planIsEmpty()).toBe(true);
    expect(lines).toContain("Apply complete! Resources: 2 added, 0 changed, 0 destroyed.");

    await terraform.destroy();
    expect(await terraform.stateList()).toEqual([]);
    expect(await terraform.plan()).toContain("2 to add");
    expect(await terraform.planIsEmpty()).toBe(false);
  }, 60_000);

  test("errors carry Terraform's own message", async () => {
    const terraform = new Terraform(folder, {});
    await terraform.init();

    await expect(terraform.apply({ names: "not a list" })).rejects.toThrow(/exited with code 1: [^]*names/);
    writeFileSync(join(folder, "more.tf"), "resource {}");
    await expect(terraform.validate()).rejects.toThrow("Missing type for resource");
  }, 60_000);
});
