import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { start } from "./process";
import { providerPlatform } from "./provider-mirror";

/** How Terraform reaches a provider that it has not started: one of TF_REATTACH_PROVIDERS. */
export interface Reattachment {
  readonly Addr: { readonly Network: string; readonly String: string };
  readonly Pid: number;
}

export interface ProviderProcess {
  readonly reattachment: Reattachment;
  stop(): Promise<void>;
}

export interface InstalledProvider {
  /** Such as "registry.terraform.io/hashicorp/aws". */
  readonly source: string;
  readonly program: string;
}

/** @param root an initialized folder */
export function installedProvider(root: string): InstalledProvider {
  const folder = join(root, ".terraform/providers");
  const [registry = ""] = readdirSync(folder);
  const source = `${registry}/hashicorp/aws`;
  const [version = ""] = readdirSync(join(folder, source));
  const installed = join(folder, source, version, providerPlatform());
  const program = readdirSync(installed).find((file) => file.startsWith("terraform-provider-aws"));
  if (program === undefined) throw new Error(`No AWS provider is installed in ${installed}.`);
  return { source, program: resolve(installed, program) };
}

/**
 * Starts a provider for any number of Terraforms, one at a time.
 *
 * @param env the provider's environment, on top of process.env
 * @throws if the provider cannot be started, with what it printed
 * @see https://developer.hashicorp.com/terraform/plugin/debugging
 */
export async function startProvider(
  { program }: InstalledProvider,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<ProviderProcess> {
  const child = start(program, ["-debug"], { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const exited = new Promise<void>((done) => child.once("exit", () => done()));
  const reattachment = await new Promise<Reattachment>((found, reject) => {
    const printed: string[] = [];
    for (const stream of [child.stdout!, child.stderr!]) {
      createInterface({ input: stream }).on("line", (line) => {
        printed.push(line);
        const [, providers] = /TF_REATTACH_PROVIDERS='(.+)'/.exec(line) ?? [];
        if (providers) found(Object.values(JSON.parse(providers) as Record<string, Reattachment>)[0]!);
      });
    }
    child.once("error", reject);
    child.once("close", () => reject(new Error(`${program} did not start: ${printed.join("\n")}`)));
  });
  return {
    reattachment,
    async stop() {
      child.kill("SIGINT");
      await exited;
    },
  };
}
