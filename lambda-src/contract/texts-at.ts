/** All texts at a dotted path such as `detail.instancesSet.items.instanceId`; lists on the way are walked through. */
export function textsAt(value: unknown, path: string): string[] {
  return walk(value, path.split("."));
}

function walk(value: unknown, keys: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => walk(item, keys));
  const [key, ...rest] = keys;
  if (key === undefined) return typeof value === "string" ? [value] : [];
  return typeof value === "object" && value !== null ? walk((value as Record<string, unknown>)[key], rest) : [];
}
