import { resolve } from "node:path";
import { build } from "esbuild";
import { zipSync } from "fflate";

const REPOSITORY_ROOT = resolve(__dirname, "../..");

/** A zip knows no earlier time; any fixed one would do. */
const MODIFIED_AT = "1980-01-01T00:00:00";

const UNIX = 3;
const REGULAR_FILE_0644 = 0o100644 << 16;

/** The functions, named as their folders in lambda-src. */
export type FunctionName = "forwarder" | "run-alerts";

/**
 * Bundles a function and all it needs, the AWS SDK included, into one readable CommonJS file. The same sources give the
 * same bytes in any folder.
 */
export async function bundleFunction(name: FunctionName): Promise<Uint8Array> {
  const { outputFiles } = await build({
    absWorkingDir: REPOSITORY_ROOT,
    entryPoints: [`lambda-src/${name}/index.ts`],
    outfile: "index.js",
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    // ES modules first, since esbuild drops what is not used of them.
    mainFields: ["module", "main"],
    legalComments: "none",
    charset: "utf8",
    preserveSymlinks: true,
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]!.contents;
}

/**
 * Packs the bundle as `index.js`, ready for the handler `index.handler`.
 *
 * @returns a zip that depends on `bundle` alone, to the byte
 */
export function zipFunction(bundle: Uint8Array): Uint8Array {
  return zipSync({ "index.js": bundle }, { level: 9, mtime: MODIFIED_AT, os: UNIX, attrs: REGULAR_FILE_0644 });
}
