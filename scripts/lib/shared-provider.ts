import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { start } from "./process";
import { providerPlatform } from "./provider-mirror";
import { terraformEnvironment } from "./terraform";

export interface SharedProvider {
  /** For Terraform: use this provider instead of starting one. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts the AWS provider that is installed in `root`, for any number of Terraforms to use. Without it, Terraform starts
 * the provider again for each walk of each command, which takes most of the time. Whoever configures it configures it for
 * all, so its users are one root with one configuration of the provider, or need no more than its schemas, such as
 * `validate` and tests with mocks.
 *
 * @param root an initialized folder
 * @param env the provider's environment, on top of process.env: it reads its credentials there, not in Terraform's
 * @throws if the provider cannot be started, with what it printed
 * @see https://developer.hashicorp.com/terraform/plugin/debugging
 */
export async function startSharedProvider(
  root: string,
  env: Readonly<Record<string, string>> = terraformEnvironment(),
): Promise<SharedProvider> {
  const { source, program } = installedProvider(join(root, ".terraform/providers"));
  const child = start(resolve(program), ["-debug"], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise<void>((done) => child.once("exit", () => done()));
  const address = await new Promise<object>((found, reject) => {
    const printed: string[] = [];
    for (const stream of [child.stdout!, child.stderr!]) {
      createInterface({ input: stream }).on("line", (line) => {
        printed.push(line);
        const [, providers] = /TF_REATTACH_PROVIDERS='(.+)'/.exec(line) ?? [];
        if (providers) found(Object.values(JSON.parse(providers) as Record<string, object>)[0]!);
      });
    }
    child.once("error", reject);
    child.once("close", () => reject(new Error(`${program} did not start: ${printed.join("\n")}`)));
  });
  return {
    // The provider itself names Terraform's registry, whichever it was installed from.
    env: { TF_REATTACH_PROVIDERS: JSON.stringify({ [source]: address }) },
    async stop() {
      child.kill("SIGINT");
      await exited;
    },
  };
}

/** @param folder holds `<registry>/hashicorp/aws/<version>/<platform>/<program>` */
function installedProvider(folder: string): { source: string; program: string } {
  const [registry = ""] = readdirSync(folder);
  const source = `${registry}/hashicorp/aws`;
  const [version = ""] = readdirSync(join(folder, source));
  const installed = join(folder, source, version, providerPlatform());
  const program = readdirSync(installed).find((file) => file.startsWith("terraform-provider-aws"));
  if (program === undefined) throw new Error(`No AWS provider is installed in ${installed}.`);
  return { source, program: join(installed, program) };
}
