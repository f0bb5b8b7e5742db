import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { FORWARDER_ZIP } from "../../modules/mechcloud/forwarder";
import { RUN_ALERTS_ZIP } from "../../modules/scalr/run-alerts";
import packageJson from "../../package.json";
import { bundleFunction, type FunctionName, zipFiles } from "../lib/bundle";
import { withPart } from "../lib/generated-parts";
import { eventTypes } from "./event-types";
import { hcl } from "./hcl";
import { MOCKS_HCL } from "./mocks";
import { propsFiles } from "./props";
import { publishedModule } from "./published-module";
import { PUBLISHED_MODULES, type PublishedModule } from "./published-modules";
import { inputsTable, type Output, outputsTable, type Variable } from "./readme-tables";
import { SPOKE_TEMPLATE, spokeTemplate } from "./spoke-template";
import { validationTests } from "./validation-tests";

/** Contents by path, relative to the repository's root. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Each function's package, in the folder from which package.json exports it. */
export const PACKAGES: Readonly<Record<FunctionName, string>> = {
  forwarder: packageJson.exports[`./functions/${FORWARDER_ZIP}`],
  "run-alerts": packageJson.exports[`./functions/${RUN_ALERTS_ZIP}`],
};

/**
 * Everything that is generated: in `terraform/` Terraform files, tests of validations, mocks in other tests, function
 * packages and the tables in each README; in `modules/` the interfaces of settings and the types of events.
 */
export async function generatedFiles(root: string): Promise<Files> {
  const packages = Object.entries(PACKAGES).map(async ([name, path]): Promise<[string, Uint8Array]> => {
    return [normalize(path), zipFiles(await bundleFunction(name as FunctionName))];
  });
  return Object.assign(
    {},
    ...(await Promise.all(PUBLISHED_MODULES.map((module) => moduleFiles(module, root)))),
    Object.fromEntries(await Promise.all(packages)),
    propsFiles(),
    { [SPOKE_TEMPLATE]: `${JSON.stringify(spokeTemplate(notice("scripts/publish/spoke-template.ts")), null, 2)}\n` },
    eventTypes(root),
  ) as Files;
}

async function moduleFiles(module: PublishedModule, root: string): Promise<Files> {
  const { definition, source, folder, tables, values } = module;
  const terraform = publishedModule(definition);
  const variable = terraform["variables.tf"]!["variable"] as unknown as Readonly<Record<string, Variable>>;
  const output = terraform["outputs.tf"]!["output"] as unknown as Readonly<Record<string, Output>>;
  const hclFiles = Object.entries(terraform).map(async ([name, blocks]): Promise<[string, string]> => {
    return [name, `# ${notice(source)}\n\n${await hcl(blocks)}`];
  });
  const parts = {
    ...tables,
    inputs: { source, text: inputsTable(variable) },
    outputs: { source, text: outputsTable(output) },
  };
  const files: Record<string, string> = {
    ...(Object.fromEntries(await Promise.all(hclFiles)) as Record<string, string>),
    "README.md": Object.entries(parts).reduce(
      (document, [name, table]) => withPart(document, name, `<!-- ${notice(table.source)} -->\n\n${table.text}`),
      readFileSync(join(root, folder, "README.md"), "utf8"),
    ),
  };
  for (const name of handwrittenTests(join(root, folder))) {
    const test = readFileSync(join(root, folder, name), "utf8");
    files[name] = withPart(
      test,
      "mocks",
      `# ${notice("scripts/publish/mocks.ts")}\n${MOCKS_HCL}`,
      (mark) => `# ${mark}`,
    );
  }
  if (values) {
    const tests = validationTests(variable, values.of);
    files["tests/validations.tftest.json"] = `${JSON.stringify({ "//": notice(values.source), ...tests }, null, 2)}\n`;
  }
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [join(folder, name), text]));
}

function handwrittenTests(folder: string): string[] {
  const tests = existsSync(join(folder, "tests")) ? readdirSync(join(folder, "tests")) : [];
  return tests.filter((name) => name.endsWith(".tftest.hcl")).map((name) => join("tests", name));
}

function notice(source: string): string {
  return `Generated from ${source}: change it there and run npm run build.`;
}
