import { format } from "@cdktf/hcl-tools";
import { template } from "./hcl-template";

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

/** What comes before the other arguments of a block, and what after its nested blocks. */
const FIRST = ["count", "for_each"];
const LAST = ["lifecycle", "depends_on"];

/** What comes before the other arguments of a variable. */
const FIRST_OF_VARIABLE = ["type", "description", "default"];

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
  const argument = (name: string) => {
    const value = BARE[place.type]?.includes(name) ? bare(body[name] as string | readonly string[]) : text(body[name]!);
    return `${name} = ${value}`;
  };
  const leading = given(place.type === "variable" ? FIRST_OF_VARIABLE : []);
  const others = Object.keys(body).filter((name) => ![...FIRST, ...leading, ...LAST].includes(name));
  const args = [...leading, ...others.filter((name) => !isBlock(name))];
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

function text(value: Value): string {
  if (typeof value === "string") return template(value);
  if (Array.isArray(value)) return list(value.map(text));
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return braces(
    Object.entries(value)
      .map(([name, each]) => `${key(name)} = ${text(each)}`)
      .join("\n"),
  );
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

function key(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) ? name : template(name);
}
