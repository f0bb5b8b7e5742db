import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Enums, Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library";
import { ROOT } from "../lib/project";

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/**
 * The software bill of materials of a function's package, in CycloneDX's JSON: the npm packages that its bundle has code of. It has
 * neither a time nor a serial number, so the same package gives the same bytes.
 *
 * @param fileName the name of the zip file
 * @param folders of the npm packages, from the root of the repository
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export function sbomOf(fileName: string, zip: Uint8Array, folders: readonly string[]): string {
  const product = readPackage(".");
  const bom = new Models.Bom();
  bom.metadata.component = new Models.Component(Enums.ComponentType.Application, fileName, {
    bomRef: fileName,
    version: product.version,
    licenses: licensesOf(product),
    hashes: new Models.HashDictionary([
      [Enums.HashAlgorithm["SHA-256"], createHash("sha256").update(zip).digest("hex")],
    ]),
  });
  for (const folder of folders) {
    const library = componentOf(readPackage(folder));
    bom.components.add(library);
    bom.metadata.component.dependencies.add(library.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function componentOf(library: PackageJson): Models.Component {
  const { name, version } = library;
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  return new Models.Component(Enums.ComponentType.Library, name, {
    bomRef: purl,
    version,
    purl,
    licenses: licensesOf(library),
  });
}

function licensesOf({ license }: PackageJson): Models.LicenseRepository {
  return new Models.LicenseRepository(license ? [new Models.SpdxLicense(license)] : []);
}

function readPackage(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8")) as PackageJson;
}
