import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openTofuFolders } from "../../../scripts/test/terraform-folders";

test("OpenTofu is asked about the modules, and of the examples about those that Terraform cannot read", () => {
  const folder = mkdtempSync(join(tmpdir(), "terraform-folders-"));
  const files = [
    "one/main.tf",
    "one/modules/part/main.tf",
    "one/tests/called/main.tf",
    "one/examples/simple/main.tf",
    "one/examples/regions-opentofu/main.tofu",
  ];
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), "");
  }

  const found = openTofuFolders(folder);
  rmSync(folder, { recursive: true });

  expect(found).toEqual(["one", "one/examples/regions-opentofu", "one/modules/part"].map((name) => join(folder, name)));
});
