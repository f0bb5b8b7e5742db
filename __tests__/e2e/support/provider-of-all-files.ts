import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withoutRealAws } from "../../../local-aws/local-aws";
import { atExit } from "../../../scripts/lib/process";
import { ROOT } from "../../../scripts/lib/project";
import { type SharedProvider, startSharedProvider } from "../../../scripts/lib/shared-provider";
import { Terraform, terraformEnvironment } from "../../../scripts/lib/terraform";

/** Workers inherit it. */
const VARIABLE = "PROVIDER_OF_ALL_FILES";

/**
 * One pool of AWS-provider processes for the test files of a run, since a process takes a second to start. They have an
 * environment and a working directory of their own: a configuration gives its provider a profile, and no relative path.
 */
export async function startProviderOfAllFiles(): Promise<SharedProvider> {
  const folder = mkdtempSync(join(tmpdir(), "provider-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const withdraw = atExit(remove);
  const source = join(ROOT, "terraform/terraform-aws-mechcloud-sync");
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ module: { any: { source } } }));
  await new Terraform(folder).init("-backend=false");
  const provider = await startSharedProvider(folder, { ...terraformEnvironment(), ...withoutRealAws() });
  process.env[VARIABLE] = JSON.stringify(provider.env);
  return {
    ...provider,
    async stop() {
      await provider.stop();
      remove();
      withdraw();
    },
  };
}

/** For a Terraform in a test: use this provider instead of installing and starting one. */
export function providerOfAllFiles(): SharedProvider["env"] {
  return JSON.parse(process.env[VARIABLE]!) as SharedProvider["env"];
}
