import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { version } from "../../../package.json";
import { packages as lock } from "../../../package-lock.json";
import { bundleWithPackages, type FunctionName, zipFiles } from "../../../scripts/lib/bundle";
import { sbomOf } from "../../../scripts/release/sbom";

interface Sbom {
  readonly metadata: { readonly component: object };
  readonly components: readonly { readonly name: string; readonly version: string; readonly purl: string }[];
}

describe.each<FunctionName>(["forwarder", "run-alerts"])("the bill of materials of %s", (name) => {
  let text: string;
  let sbom: Sbom;
  let sources: string;

  beforeAll(async () => {
    const { bundle, packages } = await bundleWithPackages(name);
    text = sbomOf("function.zip", zipFiles(bundle), packages);
    sbom = JSON.parse(text) as Sbom;
    sources = Object.values(bundle)
      .map((contents) => Buffer.from(contents).toString())
      .join("\n");
  });

  test("is valid CycloneDX 1.6", async () => {
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull();
  });

  test("names the packages that the comments in the bundle name, in the versions of the lock file", () => {
    const commented = [...sources.matchAll(/^ *\/\/ (node_modules\/(?:@[^/\n]+\/)?[^/\n]+)\//gm)].map(
      ([, path]) => path!,
    );
    const versions = lock as Readonly<Record<string, { readonly version?: string }>>;

    expect(sbom.components.map((each) => `${each.name} ${each.version}`).sort()).toEqual(
      [...new Set(commented)].map((path) => `${path.replace("node_modules/", "")} ${versions[path]?.version}`).sort(),
    );
  });

  test("names the package, its version and its hash, and each library's package URL", () => {
    expect(sbom.metadata.component).toMatchObject({
      name: "function.zip",
      version,
      hashes: [{ alg: "SHA-256", content: expect.stringMatching(/^[0-9a-f]{64}$/) as string }],
    });
    expect(sbom.components.map(({ purl }) => purl)).toContainEqual(
      expect.stringMatching(/^pkg:npm\/%40aws-lambda-powertools\/logger@\d/),
    );
  });
});
