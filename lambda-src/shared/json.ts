export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the object that the text holds, or `undefined` when it holds anything else. */
export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** All texts at a dotted path such as `detail.instancesSet.items.instanceId`; lists on the way are walked through. */
export function textsAt(value: unknown, path: string): string[] {
  return walk(value, path.split("."));
}

function walk(value: unknown, keys: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => walk(item, keys));
  const [key, ...rest] = keys;
  if (key === undefined) return typeof value === "string" ? [value] : [];
  return isJsonObject(value) ? walk(value[key], rest) : [];
}
