/**
 * A Terraform JSON document with each `dynamic` block written out once, as if its `for_each` held one element: checkov
 * does not look into dynamic blocks, and drops every resource of a file when it meets nested ones.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
 */
export function writtenOut(document: unknown): unknown {
  if (Array.isArray(document)) return document.map(writtenOut);
  if (document === null || typeof document !== "object") return document;
  const { dynamic, ...others } = document as Record<string, unknown>;
  const written = Object.fromEntries(Object.entries(others).map(([key, value]) => [key, writtenOut(value)]));
  for (const [name, block] of listOf(dynamic).flatMap((blocks) => Object.entries(blocks as object))) {
    const contents = listOf<{ content: unknown }>(block).map(({ content }) => writtenOut(content));
    written[name] = [...listOf(written[name]), ...contents];
  }
  return written;
}

function listOf<T>(value: unknown): T[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]) as T[];
}
