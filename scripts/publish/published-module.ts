import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Fn, ref, TerraformStack, Testing, Token } from "cdktf";
import type { AnyModule } from "../../modules/terraform/module-definition";
import { ModuleStack, requiredProviders } from "../../modules/terraform/module-stack";

/** The part of each file of a published module, by Terraform's block types. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  "main.tf.json": ["data", "locals", "resource"],
  "variables.tf.json": ["variable"],
  "outputs.tf.json": ["output"],
  "moved.tf.json": ["moved"],
  "versions.tf.json": ["terraform"],
};

/** Only if there is something in it; tools expect the others. */
const OPTIONAL = ["moved.tf.json"];

/** What belongs to whoever calls a module. */
const LEFT_OUT = ["provider"];

type Blocks = Record<string, unknown>;

/**
 * The `.tf.json` files of the plain Terraform module, by name: no provider, no backend, no metadata.
 *
 * @param notice a comment at the head of each file: Terraform ignores the property "//" of the root object
 * (https://developer.hashicorp.com/terraform/language/syntax/json#comment-properties)
 */
export function publishedModule(definition: AnyModule, notice?: string): Record<string, string> {
  const stack = new ModuleStack(new App({ skipValidation: true }), definition.name, {
    definition,
    // As an expression: a template would be escaped inside another one.
    file: (scope, name) =>
      Token.asString(Fn.join("/", [Token.asString(ref("path.module", TerraformStack.of(scope))), name])),
  });
  if ("aws" in requiredProviders(definition)) new AwsProvider(stack, "aws");
  const blocks = JSON.parse(Testing.synth(stack, true)) as Blocks;
  delete (blocks["terraform"] as Blocks)["backend"];
  return split(blocks, notice);
}

function split(blocks: Blocks, notice?: string): Record<string, string> {
  const unknown = Object.keys(blocks).filter((type) => ![...Object.values(FILES).flat(), ...LEFT_OUT].includes(type));
  if (unknown.length > 0) throw new Error(`No file of the published module takes ${unknown.join(", ")}.`);
  return Object.fromEntries(
    Object.entries(FILES).flatMap(([file, types]) => {
      const present = types.filter((type) => type in blocks).map((type) => [type, blocks[type]]);
      if (present.length === 0 && OPTIONAL.includes(file)) return [];
      const contents = { "//": notice, ...(Object.fromEntries(present) as Blocks) };
      return [[file, `${JSON.stringify(contents, null, 2)}\n`]];
    }),
  );
}
