import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import {
  findMirroredProviders,
  mirrorFolders,
  providerPlatform,
  writeMirrorConfig,
} from "../../scripts/lib/provider-mirror";

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "mirror-")));
});
afterEach(() => rmSync(root, { recursive: true }));

/** An unpacked provider, as `terraform providers mirror` and unzip leave it. */
function unpack(
  place: string,
  version: string,
  platform: string,
  file = `terraform-provider-aws_v${version}_x5`,
): string {
  const folder = join(root, place, "registry.terraform.io/hashicorp/aws", version, platform);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), "");
  return folder;
}

const find = (...places: string[]) =>
  findMirroredProviders(
    places.map((place) => join(root, place)),
    "linux_amd64",
  );

test("finds the first folder with a provider for this machine", () => {
  unpack("other-platform", "5.100.0", "darwin_arm64");
  const folder = unpack("b", "5.100.0", "linux_amd64");
  unpack("c", "6.0.0", "linux_amd64");

  expect(find("missing", "other-platform", "b", "c")).toEqual([
    { version: "5.100.0", platform: "linux_amd64", folder },
  ]);
});

test("finds supported versions only", () => {
  for (const version of ["4.67.0", "5.99.1", "5.100.0", "6.25.0", "7.0.0"]) unpack("a", version, "linux_amd64");

  expect(
    find("a")
      .map(({ version }) => version)
      .sort(),
  ).toEqual(["5.100.0", "6.25.0"]);
});

test("finds none in a folder without the provider's program", () => {
  unpack("a", "5.100.0", "linux_amd64", "LICENSE.txt");

  expect(find("a")).toEqual([]);
});

describe("the folders that may hold providers", () => {
  const { TF_PLUGIN_MIRROR } = process.env;
  afterEach(() => {
    if (TF_PLUGIN_MIRROR === undefined) delete process.env.TF_PLUGIN_MIRROR;
    else process.env.TF_PLUGIN_MIRROR = TF_PLUGIN_MIRROR;
  });

  test("include any folder below a parent that holds a registry's folder, and no other", () => {
    unpack("opt/of-any-name", "5.100.0", "linux_amd64");
    mkdirSync(join(root, "opt/other"));
    writeFileSync(join(root, "opt/file"), "");
    delete process.env.TF_PLUGIN_MIRROR;

    const folders = mirrorFolders([join(root, "opt"), join(root, "missing")]);

    expect(folders.slice(0, 2)).toEqual([
      join(homedir(), ".terraform.d/plugins"),
      join(homedir(), ".local/share/terraform/plugins"),
    ]);
    expect(folders.filter((folder) => folder.startsWith(root))).toEqual([join(root, "opt/of-any-name")]);
  });

  test("begin with the one in TF_PLUGIN_MIRROR, unless it is empty", () => {
    process.env.TF_PLUGIN_MIRROR = "/my/mirror";
    const [first, ...others] = mirrorFolders([]);
    process.env.TF_PLUGIN_MIRROR = "";

    expect(first).toBe("/my/mirror");
    expect(mirrorFolders([])).toEqual(others);
  });
});

test.each([
  ["linux", "x64", "linux_amd64"],
  ["darwin", "arm64", "darwin_arm64"],
  ["win32", "x64", "windows_amd64"],
])("names the platform of %s on %s %s", (os, arch, platform) => {
  expect(providerPlatform(os, arch)).toBe(platform);
});

test("writes a mirror for Terraform and OpenTofu, again and again", () => {
  const folder = unpack("a", "5.100.0", "linux_amd64");
  const cache = join(root, "cache");
  writeMirrorConfig(find("a"), cache);
  const file = writeMirrorConfig(find("a"), cache);

  for (const registry of ["registry.terraform.io", "registry.opentofu.org"]) {
    const link = join(cache, "terraform-mirror", registry, "hashicorp/aws/5.100.0/linux_amd64");
    expect(realpathSync(link)).toBe(folder);
  }
  expect(readFileSync(file, "utf8")).toBe(`provider_installation {
  filesystem_mirror {
    path    = "${cache}/terraform-mirror"
    include = ["registry.terraform.io/hashicorp/aws","registry.opentofu.org/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws","registry.opentofu.org/hashicorp/aws"]
  }
}
`);
});
