import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { CACHE } from "./project";

/** Folders in which machine images keep mirrors, each in a folder of any name. */
const PARENTS = ["/opt", "/usr/share", "/usr/local/share"];

/** Terraform and OpenTofu ask different registries for the same provider. */
const REGISTRIES = ["registry.terraform.io", "registry.opentofu.org"] as const;
const PROVIDER = "hashicorp/aws";

export interface MirroredProvider {
  /** "5.100.0" */
  readonly version: string;
  /** "linux_amd64" */
  readonly platform: string;
  readonly folder: string;
}

/** This computer as providers' folders name it, such as "linux_amd64". */
export function providerPlatform(os: string = process.platform, arch: string = process.arch): string {
  return `${os === "win32" ? "windows" : os}_${arch === "x64" ? "amd64" : arch}`;
}

/**
 * The folders that may hold unpacked providers: the one in TF_PLUGIN_MIRROR, Terraform's implied mirror folders
 * (https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories), and each folder
 * directly below one of `parents` that holds a registry's folder.
 */
export function mirrorFolders(parents: readonly string[] = PARENTS): string[] {
  const implied = [
    join(homedir(), ".terraform.d/plugins"),
    join(homedir(), ".local/share/terraform/plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
  ];
  const others = parents
    .filter((parent) => existsSync(parent))
    .flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)))
    .filter((folder) => existsSync(join(folder, REGISTRIES[0])));
  return [process.env.TF_PLUGIN_MIRROR ?? "", ...implied, ...others].filter((folder) => folder !== "");
}

/** The modules take the AWS provider from 5.100 up to, but not including, 7.0. */
function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 6 || (major === 5 && minor >= 100);
}

/** The unpacked AWS providers in the first of `folders` that has one for this computer; none if there is no such folder. */
export function findMirroredProviders(
  folders: readonly string[] = mirrorFolders(),
  platform = providerPlatform(),
): MirroredProvider[] {
  for (const mirror of folders) {
    const root = join(mirror, REGISTRIES[0], PROVIDER);
    if (!existsSync(root)) continue;
    const found = readdirSync(root)
      .filter(isSupported)
      .map((version) => ({ version, platform, folder: join(root, version, platform) }))
      .filter(
        ({ folder }) => existsSync(folder) && readdirSync(folder).some((f) => f.startsWith("terraform-provider-aws_")),
      );
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * Writes a mirror that both Terraform and OpenTofu can use, and the configuration file that names it.
 * @returns the configuration file's path, for TF_CLI_CONFIG_FILE
 */
export function writeMirrorConfig(providers: readonly MirroredProvider[], cache = CACHE): string {
  const mirror = join(cache, "terraform-mirror");
  for (const registry of REGISTRIES) {
    for (const { version, platform, folder } of providers) {
      const parent = join(mirror, registry, PROVIDER, version);
      mkdirSync(parent, { recursive: true });
      // Only the last folder of a mirror may be a link.
      putInPlace(join(parent, platform), cache, (draft) => symlinkSync(folder, draft));
    }
  }
  const sources = JSON.stringify(REGISTRIES.map((registry) => `${registry}/${PROVIDER}`));
  const file = join(cache, "terraform.rc");
  const text = `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = ${sources}
  }
  direct {
    exclude = ${sources}
  }
}
`;
  putInPlace(file, cache, (draft) => writeFileSync(draft, text));
  return file;
}

/** In one step, since Terraform of another process may be reading what is there. */
function putInPlace(path: string, cache: string, make: (draft: string) => void): void {
  const draft = join(cache, `draft-${process.pid}`);
  rmSync(draft, { force: true });
  make(draft);
  renameSync(draft, path);
}
