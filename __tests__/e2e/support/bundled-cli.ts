import { join } from "node:path";
import { build } from "esbuild";
import { CACHE, ROOT } from "../../../scripts/lib/project";

/** The command as one file, which starts sooner; inside of the package, which finds itself by its name. */
export const CLI = join(CACHE, "e2e/cli.js");

/** Once before all e2e tests. */
export async function bundleCli(): Promise<void> {
  await build({
    entryPoints: [join(ROOT, "cli/index.ts")],
    outfile: CLI,
    bundle: true,
    platform: "node",
    logLevel: "error",
  });
}
