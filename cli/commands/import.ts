import { command } from "../command";
import { UsageError } from "../errors";
import { addressIn, importFile, inputLines, writeImportFile } from "../import/import-file";
import { mechCloudParts } from "../import/mechcloud";
import type { Found } from "../import/part";
import { scalrParts } from "../import/scalr";
import { table } from "../output/table";
import { counted } from "../output/words";
import { placeInWords } from "../relay/announce";

/** The module blocks of README.md. */
const MODULES = { mechcloud: "module.mechcloud_sync", scalr: "module.scalr_events" } as const;

type Flow = keyof typeof MODULES;

/** https://developer.hashicorp.com/terraform/cli/state/resource-addressing#module-path */
const MODULE_ADDRESS =
  /^(module\.[A-Za-z_][\w-]*(\[(\d+|"[^"\\]+")\])?)(\.module\.[A-Za-z_][\w-]*(\[(\d+|"[^"\\]+")\])?)*$/;

export const importCommand = command({
  name: "import",
  description: "write import blocks for what was created by hand after MechCloud's or Scalr's page",
  details: [
    "Writes a file for the root module, and shows what Terraform will change, and what stays. It changes nothing in AWS.",
    "docs/migrating.md describes the steps around it.",
  ].join("\n"),
  options: {
    flow: {
      value: "flow",
      positional: true,
      description: "mechcloud or scalr",
      parse: (given: string, name: string): Flow => {
        if (given in MODULES) return given as Flow;
        throw new UsageError(`${name} must be mechcloud or scalr, got "${given}".`);
      },
    },
    module: {
      value: "address",
      description: `the module block's address, or root for a stack of the app; default: ${Object.values(MODULES).join(" or ")}`,
      parse: (given: string, name: string) => {
        if (given === "root" || MODULE_ADDRESS.test(given)) return given;
        throw new UsageError(`${name} must be an address such as module.mechcloud_sync, or root, got "${given}".`);
      },
    },
    file: { value: "path", description: "the file to write; default: imports.tf" },
    eventSourceName: { value: "name", description: "Scalr's event source, if there are several" },
  },
  async run({ flow, module = MODULES[flow], file = "imports.tf", eventSourceName, prefix }, { aws, output }) {
    const found = await (flow === "scalr" ? scalrParts(aws, prefix, eventSourceName) : mechCloudParts(aws, prefix));
    const place = await placeInWords(aws);
    writeImportFile(file, importFile(found, module, place));
    const { imports, byHand, inputs, first } = found;
    output.result(
      {
        file,
        first,
        inputs,
        imports: imports.map(({ address, ...rest }) => ({ to: addressIn(module, address), ...rest })),
        byHand,
      },
      [`${place}.`, textOf(found, module, file)].join("\n\n"),
    );
  },
});

function textOf({ imports, byHand, inputs, first }: Found, module: string, file: string): string {
  const call = module === "root" ? "The stack's variables" : `The inputs of ${module}`;
  return [
    ...(first.length > 0 ? [["BEFORE THE PLAN", ...first].join("\n")] : []),
    `${call} that these imports need:\n\n${inputLines(inputs)
      .map((line) => `  ${line}`)
      .join("\n")}`,
    table([["TERRAFORM TAKES OVER", "AND CHANGES"], ...imports.map(({ part, changes }) => [part, changes])]),
    table([["STAYS YOURS", "BECAUSE"], ...byHand.map(({ part, next }) => [part, next])]),
    `Wrote ${counted(imports.length, "import block")} to ${file}. Nothing was changed in AWS. Next: terraform plan, which must destroy nothing.`,
  ].join("\n\n");
}
