/**
 * `pattern` with the texts of `event` that each `{ wildcard }` stands for in place of it, for a matcher that knows exact
 * values alone: a field matches the wildcard just where its text is one of them.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function withoutWildcards(pattern: object, event: object): Readonly<Record<string, unknown>> {
  const texts = textsIn(event);
  return resolve(pattern) as Readonly<Record<string, unknown>>;

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.flatMap((matcher: unknown) =>
        isWildcard(matcher) ? texts.filter((text) => expression(matcher.wildcard).test(text)) : [matcher],
      );
    }
    return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, resolve(inner)]));
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function isWildcard(matcher: unknown): matcher is { wildcard: string } {
  return typeof matcher === "object" && matcher !== null && "wildcard" in matcher;
}

/** A `*` stands for any characters, also none. */
function expression(wildcard: string): RegExp {
  const parts = wildcard.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*")}$`);
}
