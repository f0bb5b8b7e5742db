import { format } from "@cdktf/hcl-tools";
import { literal, template } from "./hcl-template";

/** A value in Terraform's JSON syntax; a string is a template. */
export type Value = null | boolean | number | string | readonly Value[] | Body;

/** Arguments and nested blocks by name. */
export interface Body {
  readonly [name: string]: Value;
}

/** How many labels follow the type of a block of a file, such as in `resource "type" "name"`. */
const LABELS: Readonly<Record<string, number>> = { data: 2, output: 1, resource: 2, variable: 1 };

/** Nested blocks of the language itself. In a resource or data source, each object is a nested block unless MAPS names it. */
const NESTED: Readonly<Record<string, readonly string[]>> = {
  output: ["precondition"],
  terraform: ["required_providers"],
  variable: ["validation"],
};

/** Arguments of resources that are maps. JSON does not tell them from nested blocks; `terraform validate` fails if one is missing. */
const MAPS = ["dimensions", "variables"];

/** Arguments that take addresses or a type, by the block that they are in: in JSON, these strings are no templates. */
const BARE: Readonly<Record<string, readonly string[]>> = {
  data: ["depends_on"],
  lifecycle: ["ignore_changes"],
  moved: ["from", "to"],
  output: ["depends_on"],
  resource: ["depends_on"],
  variable: ["type"],
};

/** Arguments that are no templates in JSON, but literal, by the block that they are in. */
const LITERAL: Readonly<Record<string, readonly string[]>> = {
  output: ["description"],
  variable: ["default", "description"],
};

/** What comes before the other arguments of a block, and what after its nested blocks. */
const FIRST = ["count", "for_each"];
const LAST = ["lifecycle", "depends_on"];

/** What comes before the others of its kind, arguments or nested blocks, by the block that they are in. */
const STATEMENT = ["sid", "effect", "actions", "resources", "principals"];
const ORDER: Readonly<Record<string, readonly string[]>> = {
  condition: ["test", "variable", "values"],
  content: STATEMENT,
  principals: ["type", "identifiers"],
  statement: STATEMENT,
  variable: ["type", "description", "default"],
};

/** A longer list has a line for each element, a longer type one for each attribute. */
const LINE = 100;

/**
 * A file in Terraform's native syntax, as `terraform fmt` leaves it.
 *
 * @param file its blocks in Terraform's JSON syntax
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 * @see https://developer.hashicorp.com/terraform/language/style
 */
export function hcl(file: Body): Promise<string> {
  const parts = Object.entries(file).flatMap(([type, value]) =>
    blocks(type, value, { type, outermost: type }, LABELS[type]),
  );
  return format(`${parts.join("\n\n")}\n`);
}

/** A block's type, and that of the block of the file that it is in. */
interface Place {
  readonly type: string;
  readonly outermost: string;
}

function blocks(header: string, value: Value, place: Place, labels = 0): string[] {
  if (labels === 0) return [value].flat().map((body) => `${header} ${braces(bodyText(body as Body, place))}`);
  return Object.entries(value as Body).flatMap(([label, inner]) =>
    blocks(`${header} "${label}"`, inner, place, labels - 1),
  );
}

function bodyText(body: Body, place: Place): string {
  const given = (names: readonly string[]) => names.filter((name) => Object.hasOwn(body, name));
  const isBlock = (name: string) => isNested(name, body[name]!, place);
  const argument = (name: string) => `${name} = ${valueOf(name, body[name]!, place)}`;
  const ordered = given(ORDER[place.type] ?? []);
  const rest = Object.keys(body).filter((name) => ![...FIRST, ...ordered, ...LAST].includes(name));
  const others = [...ordered, ...rest];
  const args = others.filter((name) => !isBlock(name));
  const nested = [...others.filter(isBlock), ...given(LAST)].flatMap((name) =>
    isBlock(name) ? nestedBlocks(name, body[name]!, place) : [argument(name)],
  );
  const parts = [given(FIRST).map(argument).join("\n"), args.map(argument).join("\n"), ...nested];
  return parts.filter((part) => part !== "").join("\n\n");
}

function isNested(name: string, value: Value, { type, outermost }: Place): boolean {
  if (!["data", "resource"].includes(outermost)) return NESTED[type]?.includes(name) ?? false;
  return !MAPS.includes(name) && [value].flat().some((each) => typeof each === "object" && each !== null);
}

function nestedBlocks(name: string, value: Value, { outermost }: Place): string[] {
  const labels = name === "dynamic" ? 1 : 0;
  return [value].flat().flatMap((each) => blocks(name, each as Body, { type: name, outermost }, labels));
}

function valueOf(name: string, value: Value, { type }: Place): string {
  if (BARE[type]?.includes(name)) return bare(value as string | readonly string[]);
  return text(value, LITERAL[type]?.includes(name) ? literal : template);
}

function text(value: Value, quote: (value: string) => string): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return list((value as readonly Value[]).map((each) => text(each, quote)));
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const args = Object.entries(value).map(([name, each]) => `${key(name, quote)} = ${text(each, quote)}`);
  return braces(args.join("\n"));
}

function bare(value: string | readonly string[]): string {
  return typeof value === "string" ? typeInLines(value) : list(value);
}

/** A long type of an object with a line for each attribute. */
function typeInLines(type: string): string {
  if (type.length <= LINE) return type;
  return type
    .replaceAll("object({ ", "object({\n")
    .replaceAll(" })", "\n})")
    .replaceAll(/, (?=\w+ = )/g, "\n");
}

function list(elements: readonly string[]): string {
  const line = `[${elements.join(", ")}]`;
  if (elements.length === 0 || (line.length <= LINE && !line.includes("\n"))) return line;
  return `[\n${elements.map((element) => `${element},`).join("\n")}\n]`;
}

function braces(inner: string): string {
  return inner === "" ? "{}" : `{\n${inner}\n}`;
}

function key(name: string, quote: (value: string) => string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) ? name : quote(name);
}
