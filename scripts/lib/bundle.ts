import { relative, resolve } from "node:path";
import { build } from "esbuild";
import { zipSync } from "fflate";

const REPOSITORY_ROOT = resolve(__dirname, "../..");

/** A zip knows no earlier time; any fixed one would do. */
const MODIFIED_AT = "1980-01-01T00:00:00";

const UNIX = 3;
const REGULAR_FILE_0644 = 0o100644 << 16;

/** The functions, named as their folders in lambda-src. */
export type FunctionName = "forwarder" | "run-alerts";

/** Contents by path. */
export type Bundle = Readonly<Record<string, Uint8Array>>;

/**
 * Bundles a function and all it needs, the AWS SDK included, into readable ES modules: `index.mjs`, and in `chunks/` what is
 * loaded only when it is used. The same sources give the same bytes in any folder.
 */
export function bundleFunction(name: FunctionName): Promise<Bundle> {
  return bundleEntry(entryPointOf(name));
}

function entryPointOf(name: FunctionName): string {
  return `lambda-src/${name}/index.ts`;
}

/** @param entryPoint the function's file, from the root of the repository */
export async function bundleEntry(entryPoint: string): Promise<Bundle> {
  return bundleOf(await buildEntry(entryPoint));
}

/** A function's bundle, and the folders of the npm packages that it has code of, from the root of the repository, sorted. */
export async function bundleWithPackages(name: FunctionName): Promise<{ bundle: Bundle; packages: string[] }> {
  const result = await buildEntry(entryPointOf(name));
  const files = Object.values(result.metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  const folders = files.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return { bundle: bundleOf(result), packages: [...new Set(folders)].sort() };
}

function bundleOf({ outputFiles }: Awaited<ReturnType<typeof buildEntry>>): Bundle {
  const outdir = resolve(REPOSITORY_ROOT, "bundle");
  return Object.fromEntries(outputFiles.map(({ path, contents }) => [relative(outdir, path), contents]));
}

function buildEntry(entryPoint: string) {
  return build({
    absWorkingDir: REPOSITORY_ROOT,
    entryPoints: [entryPoint],
    outdir: "bundle",
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node22",
    format: "esm",
    // ES modules first, since esbuild drops what is not used of them.
    mainFields: ["module", "main"],
    legalComments: "none",
    charset: "utf8",
    preserveSymlinks: true,
    metafile: true,
    write: false,
    logLevel: "silent",
  });
}

/** @returns a zip file that depends on `bundle` alone, to the byte */
export function zipFiles(bundle: Bundle): Uint8Array {
  const files = Object.entries(bundle).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(files), { level: 9, mtime: MODIFIED_AT, os: UNIX, attrs: REGULAR_FILE_0644 });
}
