/**
 * The values at a path such as `$.detail.event.result` or `resources[0]`. A list on the way is walked through, unless the
 * path has an index of it.
 */
export function valuesAt(value: unknown, path: string): unknown[] {
  return walk(value, path.match(/[^.[\]$]+/g) ?? []);
}

function walk(value: unknown, [key, ...rest]: readonly string[]): unknown[] {
  if (key === undefined) return [value];
  if (Array.isArray(value) && !/^\d+$/.test(key)) return value.flatMap((item) => walk(item, [key, ...rest]));
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return [];
  return walk((value as Record<string, unknown>)[key], rest);
}
