import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { providerPlatform } from "../../scripts/lib/provider-mirror";
import { startSharedProvider } from "../../scripts/lib/shared-provider";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "provider-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** As `init` leaves it. */
function install(registry: string, script: string): string {
  const folder = join(root, ".terraform/providers", registry, "hashicorp/aws/5.100.0", providerPlatform());
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "LICENSE.txt"), "");
  writeFileSync(join(folder, "terraform-provider-aws_v5.100.0_x5"), `#!/bin/sh\n${script}`, { mode: 0o755 });
  return folder;
}

const ADDRESS = '{"Protocol":"grpc","Pid":1,"Addr":{"String":"/tmp/plugin1"}}';

test.each(["registry.terraform.io", "registry.opentofu.org"])(
  "is used in place of the one from %s",
  async (registry) => {
    const stopped = join(root, "stopped");
    install(
      registry,
      `trap 'echo "$1" > ${stopped}; exit' INT
echo Starting
echo "	TF_REATTACH_PROVIDERS='{\\"registry.terraform.io/hashicorp/aws\\":${ADDRESS.replaceAll('"', '\\"')}}'"
while :; do sleep 0.05; done`,
    );

    const provider = await startSharedProvider(root);
    await provider.stop();

    expect(JSON.parse(provider.env["TF_REATTACH_PROVIDERS"]!)).toEqual({
      [`${registry}/hashicorp/aws`]: JSON.parse(ADDRESS) as object,
    });
    expect(readFileSync(stopped, "utf8")).toBe("-debug\n");
  },
);

test("tells what a provider that does not start printed", async () => {
  install("registry.terraform.io", "echo no such flag >&2; exit 2");

  await expect(startSharedProvider(root)).rejects.toThrow(
    /terraform-provider-aws_v5\.100\.0_x5 did not start: no such/,
  );
});

test("needs a provider that is installed", async () => {
  const folder = install("registry.terraform.io", "");
  rmSync(join(folder, "terraform-provider-aws_v5.100.0_x5"));

  await expect(startSharedProvider(root)).rejects.toThrow(`No AWS provider is installed in ${folder}.`);
});
