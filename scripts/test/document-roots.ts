import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type CodeBlock, codeBlocks, documentPaths } from "../lib/documents";

/** What Terraform reads in a root module only, and a provider that cannot be downloaded everywhere. */
const NEEDS_ITS_OWN_ROOT = /^(?:import|removed) \{|\bproviders\s*= \{|^provider "scalr"/m;

/** The wrong ids that documents print, so that whoever copies one is told to replace it. */
const PLACEHOLDER = /\byour-(?=[a-z])/g;

/** A module of this repository, wherever the document says that it comes from. */
const MODULE_SOURCE = /(\bsource\s*=\s*)"[^"]*?(terraform-aws-[\w-]+)(?:\/(\/?modules\/[\w-]+))?(?:\?[^"]*)?"/g;

/**
 * Writes the Terraform of all documents into `folder`.
 * @param modules the folder of the published modules
 * @returns the folders of root modules: one that calls each block as a module of its own, and one for each other block
 */
export function writeDocumentRoots(folder: string, modules: string): string[] {
  const blocks = documentPaths()
    .flatMap((path) => codeBlocks(path))
    .filter(({ language, notRun }) => language === "hcl" && !notRun);
  const write = (block: CodeBlock, root: string) => {
    const path = join(root, nameOf(block));
    mkdirSync(path, { recursive: true });
    const code = [block.code, ...calledIn(block, blocks)].join("\n");
    writeFileSync(join(path, "main.tf"), configurationOf({ ...block, code }, relative(path, modules)));
    return path;
  };
  const shared = join(folder, "shared");
  const [own, others] = [true, false].map((is) => blocks.filter(({ code }) => NEEDS_ITS_OWN_ROOT.test(code) === is));
  const names = others!.map((block) => relative(shared, write(block, shared)));
  const calls = names.map((name) => `module "${name}" {\n  source = "./${name}"\n}\n`);
  writeFileSync(join(shared, "main.tf"), calls.join("\n"));
  return [shared, ...own!.map((block) => write(block, folder))];
}

function nameOf({ document, line }: CodeBlock): string {
  return `${document.replace(/\.md$/, "").replaceAll(/\W+/g, "-")}-line-${line}`;
}

/** The other blocks of the document that call the modules to which a block refers. */
function calledIn({ code, document }: CodeBlock, blocks: readonly CodeBlock[]): string[] {
  const names = [...code.matchAll(/\bmodule\.(\w+)\.\w/g)].map(([, name]) => `module "${name}"`);
  const missing = [...new Set(names)].filter((name) => !code.includes(name));
  const others = blocks.filter((block) => block.document === document).map((block) => block.code);
  return missing.flatMap((name) => others.find((other) => other.includes(name)) ?? []);
}

/** The block as a configuration that is complete. */
function configurationOf({ code, document }: CodeBlock, modules: string): string {
  const isPart = !/^[a-z]+ (?:"[\w-]+" )*\{/m.test(code);
  const text = (isPart ? callOf(document, code) : code)
    .replaceAll(MODULE_SOURCE, (_, before: string, name: string, part = "") => `${before}"${modules}/${name}/${part}"`)
    .replaceAll(PLACEHOLDER, "");
  return [text, ...declarationsFor(text)].join("\n");
}

/** Arguments of the module that the document is about. */
function callOf(document: string, code: string): string {
  const isScalr = document.includes("scalr");
  const [name, required] = isScalr
    ? ["scalr-events", 'event_source_name = "aws.partner/scalr.com/account/integration"']
    : ["mechcloud-sync", 'cloud_account_id = "cloud-account-id"'];
  const given = code.includes(required.split(" ")[0]!) ? "" : `  ${required}\n`;
  return `module "this" {\n  source = "terraform-aws-${name}"\n${given}${code}\n}\n`;
}

/** Declares the variables, resources and providers that a text refers to and does not declare. */
function declarationsFor(text: string): string[] {
  const references = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, found]) => found!))];
  const variables = references(/\bvar\.(\w+)/g)
    .filter((name) => !text.includes(`variable "${name}"`))
    .map((name) => `variable "${name}" {\n  default = "value"\n}`);
  const resources = references(/(?<![\w.])(aws_(?:kms_key|sqs_queue|sns_topic)\.\w+)\./g)
    .map((address) => address.split(".") as [string, string])
    .filter(([type, name]) => !text.includes(`resource "${type}" "${name}"`))
    .map(([type, name]) => `resource "${type}" "${name}" {}`);
  const providers = references(/\baws = aws\.(\w+)/g)
    .filter((alias) => !new RegExp(`alias\\s*= "${alias}"`).test(text))
    .map((alias) => `provider "aws" {\n  alias = "${alias}"\n}`);
  return [...variables, ...resources, ...providers];
}
