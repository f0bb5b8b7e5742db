import { readdirSync } from "node:fs";
import { join } from "node:path";
import { INSTALLED_FOLDERS } from "../lib/project";

/** Folders that hold what is generated or installed, or what belongs to the module above them. */
const LEFT_OUT = [...INSTALLED_FOLDERS, "tests"];

/**
 * The folders below `parent`, at any depth, that hold a Terraform configuration.
 * @param files the names of its files; OpenTofu's are `.tofu`, too
 */
export function terraformFolders(parent: string, files = /\.tf(\.json)?$/): string[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !LEFT_OUT.includes(entry.name))
    .map((entry) => join(parent, entry.name))
    .flatMap((folder) => [
      ...(readdirSync(folder).some((file) => files.test(file)) ? [folder] : []),
      ...terraformFolders(folder, files),
    ]);
}

/** Examples call the modules, so OpenTofu is asked about those alone that Terraform cannot read. */
export function openTofuFolders(parent: string): string[] {
  const all = terraformFolders(parent, /\.(tf|tofu)(\.json)?$/);
  const readByTerraform = new Set(terraformFolders(parent));
  return all.filter((folder) => !folder.includes("/examples/") || !readByTerraform.has(folder));
}
