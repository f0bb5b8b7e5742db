import { readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { FORWARDER_ZIP } from "../../modules/mechcloud/forwarder";
import { mechCloudSyncModule } from "../../modules/mechcloud/module/definition";
import { scalrConnectionModule } from "../../modules/scalr/module/connection";
import { scalrEventsModule } from "../../modules/scalr/module/definition";
import { DESTINATION_KINDS } from "../../modules/scalr/module/destination-kinds";
import { RUN_ALERTS_ZIP } from "../../modules/scalr/run-alerts";
import type { AnyModule } from "../../modules/terraform/module-definition";
import packageJson from "../../package.json";
import { bundleFunction, type FunctionName, zipFunction } from "../lib/bundle";
import { withPart } from "../lib/generated-parts";
import { propsFiles } from "./props";
import { publishedModule } from "./published-module";
import { destinationKindsTable, inputsTable, outputsTable } from "./readme-tables";

/** Contents by path, relative to the repository's root. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

interface ReadmeTable {
  readonly source: string;
  readonly text: string;
}

interface PublishedModule {
  readonly definition: AnyModule;
  /** Where it is defined. */
  readonly source: string;
  /** Its home; README, license and tests in it are written by hand. */
  readonly folder: string;
  /** Further tables of its README, and where they are defined, by the part's name. */
  readonly tables?: Readonly<Record<string, ReadmeTable>>;
}

const MODULES: readonly PublishedModule[] = [
  {
    definition: mechCloudSyncModule,
    source: "modules/mechcloud/module/definition.ts",
    folder: "terraform/terraform-aws-mechcloud-sync",
  },
  {
    definition: scalrEventsModule,
    source: "modules/scalr/module/definition.ts",
    folder: "terraform/terraform-aws-scalr-events",
    tables: {
      "destination kinds": {
        source: "modules/scalr/module/destination-kinds.ts",
        text: destinationKindsTable(DESTINATION_KINDS),
      },
    },
  },
  {
    definition: scalrConnectionModule,
    source: "modules/scalr/module/connection.ts",
    folder: "terraform/terraform-aws-scalr-events/modules/connection",
  },
];

/** Each function's package, in the folder from which package.json exports it. */
const PACKAGES: Readonly<Record<FunctionName, string>> = {
  forwarder: packageJson.exports[`./functions/${FORWARDER_ZIP}`],
  "run-alerts": packageJson.exports[`./functions/${RUN_ALERTS_ZIP}`],
};

/**
 * Everything that is generated: in `terraform/` Terraform files, function packages and the tables in each README, in
 * `modules/` the interfaces of settings.
 */
export async function generatedFiles(root: string): Promise<Files> {
  const packages = Object.entries(PACKAGES).map(async ([name, path]): Promise<[string, Uint8Array]> => {
    return [normalize(path), zipFunction(await bundleFunction(name as FunctionName))];
  });
  return Object.assign(
    {},
    ...MODULES.map((module) => moduleFiles(module, root)),
    Object.fromEntries(await Promise.all(packages)),
    propsFiles(),
  ) as Files;
}

function moduleFiles({ definition, source, folder, tables }: PublishedModule, root: string): Files {
  const terraform = publishedModule(definition, notice(source));
  const parts = {
    ...tables,
    inputs: { source, text: inputsTable(terraform["variables.tf.json"] ?? "") },
    outputs: { source, text: outputsTable(terraform["outputs.tf.json"] ?? "") },
  };
  const readme = join(folder, "README.md");
  return {
    ...Object.fromEntries(Object.entries(terraform).map(([name, text]) => [join(folder, name), text])),
    [readme]: Object.entries(parts).reduce(
      (document, [name, table]) => withPart(document, name, `<!-- ${notice(table.source)} -->\n\n${table.text}`),
      readFileSync(join(root, readme), "utf8"),
    ),
  };
}

function notice(source: string): string {
  return `Generated from ${source}: change it there and run npm run build.`;
}
