import { Token } from "cdktf";

/**
 * What a value must be. One constraint serves the constructor of a construct (`check`) and the `validation` block of the
 * published module's variable, so that both refuse the same values in the same words.
 */
export interface Constraint<T> {
  /** What is allowed, to complete the sentence "x must be …". */
  readonly allowed: string;
  /** The values, if they are few. */
  readonly values?: readonly (string | number)[];
  readonly accepts: (value: T) => boolean;
  /** The same test as an HCL expression on `reference`, e.g. `var.batch_size`. */
  readonly condition: (reference: string) => string;
}

/** A whole number from `minimum` to `maximum`, both included. */
export function wholeNumber(minimum: number, maximum: number, unit = ""): Constraint<number> {
  return {
    allowed: `a whole number${unit && ` of ${unit}`} from ${minimum} to ${maximum}`,
    accepts: (value) => Number.isInteger(value) && value >= minimum && value <= maximum,
    condition: (reference) =>
      `${reference} >= ${minimum} && ${reference} <= ${maximum} && floor(${reference}) == ${reference}`,
  };
}

/** One of `values`. */
export function oneOf<const T extends string | number>(values: readonly T[]): Constraint<T> {
  return {
    allowed: `one of ${values.join(", ")}`,
    values,
    accepts: (value) => values.includes(value),
    condition: (reference) => `contains(${JSON.stringify(values)}, ${reference})`,
  };
}

/** A list of at least one of `values`, none of them twice. */
export function someOf<T extends string>(values: readonly T[]): Constraint<readonly T[]> {
  return {
    allowed: `a list of at least one of ${values.join(", ")}, none twice`,
    values,
    accepts: (list) =>
      list.length > 0 && new Set(list).size === list.length && list.every((value) => values.includes(value)),
    condition: (reference) =>
      `length(${reference}) > 0 && length(distinct(${reference})) == length(${reference}) && ` +
      `length(setsubtract(${reference}, ${JSON.stringify(values)})) == 0`,
  };
}

/**
 * Text that matches `pattern` as a whole.
 * @param pattern a regular expression that JavaScript and Terraform (RE2) read alike
 * @param allowed the pattern in words
 */
export function matching(pattern: string, allowed: string): Constraint<string> {
  return {
    allowed,
    accepts: (value) => new RegExp(`^(?:${pattern})$`).test(value),
    condition: (reference) => `can(regex(${JSON.stringify(`^(?:${pattern})$`)}, ${reference}))`,
  };
}

/** `constraint`, or null. */
export function nullOr<T>(constraint: Constraint<T>): Constraint<T | null> {
  return {
    allowed: `null or ${constraint.allowed}`,
    accepts: (value) => value === null || constraint.accepts(value),
    // Not by ||, whose right side Terraform reads in either case.
    condition: (reference) => `${reference} == null ? true : ${constraint.condition(reference)}`,
  };
}

/**
 * Refuses a construct's property early; a value that only Terraform will know passes, for Terraform to check.
 * @throws Error that names the property, the value and what is allowed
 */
export function check<T>(property: string, value: T | undefined, constraint: Constraint<T>): void {
  if (value === undefined || isExpression(value) || constraint.accepts(value)) return;
  throw new Error(`${property} must be ${constraint.allowed}, not ${JSON.stringify(value)}.`);
}

/** Whether only Terraform will know the value: a token, or an expression written by hand. */
function isExpression(value: unknown): boolean {
  return Token.isUnresolved(value) || (typeof value === "string" && value.includes("${"));
}
