/** What the constructs compose ARNs of, in short. */
const PLACES: readonly (readonly [expression: string, short: string])[] = [
  ["${data.aws_partition.current.partition}", "<partition>"],
  ["${data.aws_region.current.id}", "<region>"],
  ["${data.aws_caller_identity.current.account_id}", "<account>"],
];

/**
 * Terraform's JSON as a person reads a change of it: a line for each attribute of each block, and one for each statement
 * of a policy.
 */
export function outline(json: object): string {
  return PLACES.reduce((text, [expression, short]) => text.replaceAll(expression, short), lines(json).join("\n"));
}

function lines(value: object, depth = 0): string[] {
  const indent = "  ".repeat(depth);
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (isBlock(inner, depth)) return [`${indent}${key}`, ...lines(inner, depth + 1)];
    const items = isList(inner) ? inner : [inner];
    return items.map((item) => `${indent}${key} = ${inLine(item)}`);
  });
}

/** Block type, resource type and name; what is in a resource is its attributes. */
function isBlock(value: unknown, depth: number): value is object {
  return depth < 3 && typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list of blocks, such as statements. */
function isList(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "object");
}

function inLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${inLine(inner)}`)
    .join(", ")} }`;
}
