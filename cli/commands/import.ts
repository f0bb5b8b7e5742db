import { HUB_BUS_PATTERN } from "../../lambda-src/contract/relay-names";
import { command } from "../command";
import { UsageError } from "../errors";
import { addressIn, importFile, inputLines, writeImportFile } from "../import/import-file";
import { mechCloudParts } from "../import/mechcloud";
import type { Found } from "../import/part";
import { scalrParts } from "../import/scalr";
import { spokeParts } from "../import/spoke";
import { table } from "../output/table";
import { counted } from "../output/words";
import { placeInWords } from "../relay/announce";
import { type HubBus, hubBusOf } from "../relay/hub-bus";

/** The module blocks of README.md. */
const MODULES = { mechcloud: "module.mechcloud_sync", scalr: "module.scalr_events" } as const;

/** The module block of docs/regions-and-accounts.md. */
const SPOKE_MODULE = "module.mechcloud_spoke";

/** What the submodule `spoke` accepts. */
const HUB_BUS_ARN = new RegExp(`^arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/${HUB_BUS_PATTERN}$`);

type Flow = keyof typeof MODULES;

/** https://developer.hashicorp.com/terraform/cli/state/resource-addressing#module-path */
const MODULE_ADDRESS =
  /^(module\.[A-Za-z_][\w-]*(\[(\d+|"[^"\\]+")\])?)(\.module\.[A-Za-z_][\w-]*(\[(\d+|"[^"\\]+")\])?)*$/;

export const importCommand = command({
  name: "import",
  description: "write import blocks for what was created by hand after MechCloud's or Scalr's page",
  details: [
    "Writes a file for the root module, and shows what Terraform will change, and what stays. It changes nothing in AWS.",
    "With --hub-bus-arn, writes no file: it shows what to do for a spoke to take the place of what was created by hand.",
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
    hubBusArn: {
      value: "arn",
      description: "for mechcloud: the event bus of a hub, if a spoke is to send to it; the hub's output hub_bus_arn",
      parse: (given: string, name: string): HubBus => {
        if (HUB_BUS_ARN.test(given)) return hubBusOf(given)!;
        throw new UsageError(
          `${name} must be the ARN of a hub's event bus, arn:aws:events:<region>:<account>:event-bus/<prefix>mechcloud-hub, got "${given}".`,
        );
      },
    },
    file: { value: "path", description: "the file to write; default: imports.tf" },
    eventSourceName: { value: "name", description: "Scalr's event source, if there are several" },
  },
  async run({ flow, module: given, hubBusArn, file: givenFile, eventSourceName, prefix }, { aws, output }) {
    if (hubBusArn) {
      if (flow === "scalr") throw new UsageError("--hub-bus-arn is for import mechcloud: Scalr's events have no hub.");
      if (givenFile) throw new UsageError("--hub-bus-arn writes no file: leave out --file.");
      const found = await spokeParts(aws, prefix, hubBusArn);
      const text = [`${await placeInWords(aws)}.`, spokeText(found, given ?? SPOKE_MODULE)].join("\n\n");
      return output.result({ file: null, ...found }, text);
    }
    const module = given ?? MODULES[flow];
    const file = givenFile ?? "imports.tf";
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
  return [
    ...(first.length > 0 ? [["BEFORE THE PLAN", ...first].join("\n")] : []),
    inputsText(inputs, `${callOf(module)} that these imports need`),
    table([["TERRAFORM TAKES OVER", "AND CHANGES"], ...imports.map(({ part, changes }) => [part, changes])]),
    table([["STAYS YOURS", "BECAUSE"], ...byHand.map(({ part, next }) => [part, next])]),
    `Wrote ${counted(imports.length, "import block")} to ${file}. Nothing was changed in AWS. Next: terraform plan, which must destroy nothing.`,
  ].join("\n\n");
}

function spokeText({ byHand, inputs, first }: Found, module: string): string {
  return [
    ["BEFORE THE APPLY", ...first].join("\n"),
    inputsText(inputs, callOf(module)),
    table([["AFTER THE APPLY, IN THIS ORDER", ""], ...byHand.map(({ part, next }) => [part, next])]),
    "Wrote no file: a spoke has rules of its own, beside yours. Nothing was changed in AWS.",
  ].join("\n\n");
}

function callOf(module: string): string {
  return module === "root" ? "The stack's variables" : `The inputs of ${module}`;
}

function inputsText(inputs: Found["inputs"], what: string): string {
  return [`${what}:\n`, ...inputLines(inputs).map((line) => `  ${line}`)].join("\n");
}
