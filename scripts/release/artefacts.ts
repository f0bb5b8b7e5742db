import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { name as product, version } from "../../package.json";
import { bundleWithPackages, type FunctionName, zipFiles } from "../lib/bundle";
import { run } from "../lib/process";
import { ROOT } from "../lib/project";
import { PACKAGES } from "../publish/generated-files";
import type { Entries } from "./difference";
import { withRepositoryLinks } from "./links";
import { repositoryAddress } from "./repository";
import { sbomOf } from "./sbom";

/** The published modules, each of which a registry may want in a repository of its own. */
const MODULES = readdirSync(join(ROOT, "terraform"));

/** What Terraform leaves in a module's folder. */
const LEFT_BY_TERRAFORM = /(?:^|\/)\.terraform(?:\/|\.lock\.hcl$)|\.tfstate/;

/**
 * All that a release consists of, and how it is built, by file name: the npm package, an archive of each module, and the bill of
 * materials of each function's package.
 */
export const ARTEFACTS: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  [`${product}-${version}.tgz`]: npmPackage,
  ...Object.fromEntries(
    MODULES.map((name) => [`${name}-${version}.zip`, () => Promise.resolve(zipFiles(moduleFiles(name)))]),
  ),
  ...Object.fromEntries(
    Object.entries(PACKAGES).map(([name, path]) => [
      `${basename(path, ".zip")}.cdx.json`,
      () => sbom(name as FunctionName, basename(path)),
    ]),
  ),
};

async function sbom(name: FunctionName, zip: string): Promise<Uint8Array> {
  const { bundle, packages } = await bundleWithPackages(name);
  return Buffer.from(sbomOf(zip, zipFiles(bundle), packages));
}

/** As `npm pack` creates it, without touching `dist`, and with documents that are complete in the package. */
async function npmPackage(): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), "release-"));
  try {
    return readFileSync(await packNpmPackage(folder, repositoryAddress()));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Packs the npm package.
 *
 * @param folder receives the unpacked package, in `package`, and the tarball
 * @param repository where links to what the package does not have lead; without it, they stay as they are
 * @returns the tarball's path
 */
export async function packNpmPackage(folder: string, repository?: string): Promise<string> {
  const output = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: ROOT });
  const [{ files, filename }] = JSON.parse(output.slice(output.indexOf("["))) as [
    { files: { path: string }[]; filename: string },
  ];
  const paths = files.map((file) => file.path);
  for (const path of paths.filter((each) => !each.startsWith("dist/"))) {
    const copy = join(folder, "package", path);
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, packed(path, paths, repository));
  }
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  const compiled = ["--outDir", join(folder, "package/dist")];
  await run(process.execPath, [compiler, "-p", join(ROOT, "tsconfig.build.json"), ...compiled]);
  await run("npm", ["pack", "./package", "--ignore-scripts"], { cwd: folder });
  return join(folder, filename);
}

function moduleFiles(name: string): Entries {
  const folder = `terraform/${name}`;
  const repository = repositoryAddress();
  const paths = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((path) => !LEFT_BY_TERRAFORM.test(path));
  return Object.fromEntries(paths.map((path) => [relative(folder, path), packed(path, paths, repository)]));
}

/** What an archive with the files at `paths` has of one of them: of a document, with links to the repository. */
function packed(path: string, paths: readonly string[], repository?: string): Uint8Array {
  const contents = readFileSync(join(ROOT, path));
  if (!repository || !path.endsWith(".md")) return contents;
  return Buffer.from(withRepositoryLinks(contents.toString(), path, paths, repository));
}
