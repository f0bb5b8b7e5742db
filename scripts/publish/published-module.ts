import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Fn, ref, TerraformStack, Testing, Token } from "cdktf";
import type { AnyModule } from "../../modules/terraform/module-definition";
import { ModuleStack, requiredProviders } from "../../modules/terraform/module-stack";
import type { Body, Value } from "./hcl";

/** The part of each file of a published module, by Terraform's block types. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  "main.tf": ["data", "locals", "resource"],
  "variables.tf": ["variable"],
  "outputs.tf": ["output"],
  "moved.tf": ["moved"],
  "versions.tf": ["terraform"],
};

/** Only if there is something in it; tools expect the others. */
const OPTIONAL = ["moved.tf"];

/** What belongs to whoever calls a module. */
const LEFT_OUT = ["provider"];

/** The blocks of each file of a published module, by the file's name, in Terraform's JSON syntax. */
export type ModuleBlocks = Readonly<Record<string, Body>>;

/** The files of the plain Terraform module: no provider, no backend, no metadata. */
export function publishedModule(definition: AnyModule): ModuleBlocks {
  const stack = new ModuleStack(new App({ skipValidation: true }), definition.name, {
    definition,
    // As an expression: a template would be escaped inside another one.
    file: (scope, name) =>
      Token.asString(Fn.join("/", [Token.asString(ref("path.module", TerraformStack.of(scope))), name])),
  });
  if ("aws" in requiredProviders(definition)) new AwsProvider(stack, "aws");
  const blocks = JSON.parse(Testing.synth(stack, true)) as Body & { terraform: Record<string, Value> };
  delete blocks.terraform["backend"];
  return split(blocks);
}

function split(blocks: Body): ModuleBlocks {
  const unknown = Object.keys(blocks).filter((type) => ![...Object.values(FILES).flat(), ...LEFT_OUT].includes(type));
  if (unknown.length > 0) throw new Error(`No file of the published module takes ${unknown.join(", ")}.`);
  return Object.fromEntries(
    Object.entries(FILES).flatMap(([file, types]) => {
      const present = types.filter((type) => type in blocks).map((type) => [type, blocks[type]]);
      return present.length === 0 && OPTIONAL.includes(file) ? [] : [[file, Object.fromEntries(present) as Body]];
    }),
  );
}
