type Json = Readonly<Record<string, unknown>>;

/**
 * Whether EventBridge would match `event`, for the operators that this project's patterns use: exact values, `prefix`,
 * `exists` and `$or`.
 * @throws Error for any other operator
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matches(pattern: Json, event: Json): boolean {
  return Object.entries(pattern).every(([field, condition]) => {
    if (field === "$or") return (condition as Json[]).some((alternative) => matches(alternative, event));
    const values = valuesOf(event[field]);
    if (Array.isArray(condition)) return condition.some((alternative) => matchesOne(alternative, values));
    // An array of objects matches where one of them does.
    return values.some((value) => isObject(value) && matches(condition as Json, value));
  });
}

/** An array in an event stands for its items; what is not there has none. */
function valuesOf(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat();
}

function matchesOne(alternative: unknown, values: readonly unknown[]): boolean {
  if (!isObject(alternative)) return values.includes(alternative);
  const [[operator, operand] = []] = Object.entries(alternative);
  if (operator === "prefix")
    return values.some((value) => typeof value === "string" && value.startsWith(String(operand)));
  if (operator === "exists") return values.length > 0 === operand;
  throw new Error(`The operator ${operator} is not among those that the matcher knows.`);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
