/**
 * A string of Terraform's JSON syntax in the native syntax: a quoted template, or its expression if it is nothing else.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function template(value: string): string {
  const parts: string[] = [];
  let begin = 0;
  for (let at = 0; at < value.length; at += 1) {
    if (value.startsWith("$${", at)) at += 2;
    else if (value.startsWith("${", at)) {
      const end = endOfExpression(value, at + 2);
      if (at === 0 && end === value.length - 1) return value.slice(2, end);
      parts.push(quoted(value.slice(begin, at)), value.slice(at, end + 1));
      begin = end + 1;
      at = end;
    }
  }
  return `"${parts.join("")}${quoted(value.slice(begin))}"`;
}

/** A text in which nothing is an expression. */
export function literal(value: string): string {
  return JSON.stringify(value.replaceAll(/([$%])\{/g, "$1$1{"));
}

function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** @returns the place of the brace that closes an expression */
function endOfExpression(value: string, begin: number): number {
  for (let at = begin, open = 0; at < value.length; at += 1) {
    if (value[at] === '"') at = endOfQuotes(value, at + 1);
    else if (value[at] === "{") open += 1;
    else if (value[at] === "}" && open-- === 0) return at;
  }
  throw new Error(`An expression has no end: ${value}`);
}

function endOfQuotes(value: string, begin: number): number {
  for (let at = begin; at < value.length; at += 1) {
    if (value[at] === '"') return at;
    if (value[at] === "\\" || value.startsWith("$${", at)) at += 1;
    else if (value.startsWith("${", at)) at = endOfExpression(value, at + 2);
  }
  throw new Error(`A quoted template has no end: ${value}`);
}
