import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { BinaryReader } from "@bufbuild/protobuf/wire";
import { ROOT, sourceFiles } from "./project";

/** The maps of schemas by type in a response: resource_schemas, data_source_schemas and ephemeral_resource_schemas. */
const MAPS = [2, 3, 8];

/** Where, beside the README, a configuration that is tested, or a part of it, may be written. */
const FOLDERS = ["__tests__", "demo", "docs", "examples", "terraform"];
const TEXT = /\.(md|ts|json|hcl|tf|tofu)$/;

let named: ReadonlySet<string> | undefined;

/** Types of resources and data sources that this repository names anywhere: some hundred of the provider's 1,500. */
export function namedTypes(): ReadonlySet<string> {
  named ??= new Set(
    ["README.md", ...FOLDERS.flatMap((folder) => sourceFiles(folder)).filter((path) => TEXT.test(path))]
      .map((path) => readFileSync(join(ROOT, path), "utf8"))
      .flatMap((text) => text.match(/\baws_\w+/g) ?? []),
  );
  return named;
}

/**
 * A provider's schemas of {@link namedTypes}. They are kept in a file, since the provider takes a second to tell its schemas.
 *
 * @param program the provider's, whose name has its version
 * @param ask returns the message GetProviderSchema.Response of this provider
 * @param cache the file's folder
 */
export async function schemasOfNamedTypes(
  program: string,
  ask: () => Promise<Uint8Array>,
  cache: string,
): Promise<Uint8Array> {
  const types = namedTypes();
  const key = createHash("sha256").update([basename(program), ...MAPS, ...[...types].sort()].join("\n"));
  const file = join(cache, key.digest("hex"));
  if (!existsSync(file)) {
    mkdirSync(cache, { recursive: true });
    const written = `${file}.${process.pid}`;
    writeFileSync(written, onlySchemasOf(types, await ask()));
    renameSync(written, file);
  }
  return readFileSync(file);
}

/**
 * Leaves out the schemas of all other types: Terraform takes a second of the processor to read all, at each command.
 *
 * @see https://github.com/hashicorp/terraform/blob/main/docs/plugin-protocol/tfplugin5.proto
 */
function onlySchemasOf(types: ReadonlySet<string>, response: Uint8Array): Uint8Array {
  const reader = new BinaryReader(response);
  const kept: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const begin = reader.pos;
    const [field, wireType] = reader.tag();
    if (!MAPS.includes(field)) reader.skip(wireType, field);
    else if (!types.has(keyOf(reader.bytes()))) continue;
    kept.push(response.subarray(begin, reader.pos));
  }
  return Buffer.concat(kept);
}

function keyOf(mapEntry: Uint8Array): string {
  const reader = new BinaryReader(mapEntry);
  reader.tag();
  return reader.string();
}
