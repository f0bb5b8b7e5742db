import type { DestinationKind } from "../../modules/scalr/module/destination-kind";
import { inputsOf } from "../../modules/terraform/setting";

export interface Variable {
  readonly type: string;
  readonly description: string;
  readonly default?: unknown;
}

export interface Output {
  readonly description: string;
}

/** The inputs of a module as a Markdown table; those without a default come first. */
export function inputsTable(variable: Readonly<Record<string, Variable>>): string {
  const isRequired = ({ default: value }: Variable) => value === undefined;
  const entries = Object.entries(variable).sort(([, a], [, b]) => Number(isRequired(b)) - Number(isRequired(a)));
  return table(
    ["Name", "Description", "Type", "Default"],
    entries.map(([name, input]) => [
      code(name),
      input.description,
      code(input.type),
      isRequired(input) ? "required" : code(JSON.stringify(input.default)),
    ]),
  );
}

/** The outputs of a module as a Markdown table. */
export function outputsTable(output: Readonly<Record<string, Output>>): string {
  return table(
    ["Name", "Description"],
    Object.entries(output).map(([name, { description }]) => [code(name), description]),
  );
}

/** The kinds of destination as a Markdown table. */
export function destinationKindsTable(kinds: Readonly<Record<string, DestinationKind>>): string {
  return table(
    ["Kind", "Delivers to", "Who lets EventBridge in"],
    Object.entries(kinds).map(([name, { receiver, requiredPermission, letsIn }]) => [
      code(name),
      receiver,
      letsIn ??
        (requiredPermission ? "its owner: the statement is in the output `required_permissions`" : "this module"),
    ]),
  );
}

/** The attributes of the kinds of destination as a Markdown table. */
export function destinationAttributesTable(kinds: Readonly<Record<string, DestinationKind>>): string {
  return table(
    ["Kind", "Attribute", "Description", "Default"],
    Object.entries(kinds).flatMap(([name, { attributes }]) =>
      Object.entries(inputsOf(attributes)).map(([attribute, { description, default: value }]) => [
        code(name),
        code(attribute),
        description,
        value === undefined ? "required" : code(JSON.stringify(value)),
      ]),
    ),
  );
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(header: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}
