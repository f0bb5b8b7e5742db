import { Token } from "cdktf";

/**
 * What a value must be. The constructor of a construct (`check`) and the `validation` block of the published module's
 * variable have the same constraint, so that both refuse the same values with the same message.
 */
export interface Constraint<T> {
  /** What is allowed, as the end of the sentence "x must be …". */
  readonly allowed: string;
  /** The allowed values, if the constraint lists them. */
  readonly values?: readonly (string | number)[];
  readonly accepts: (value: T) => boolean;
  /** The same test as an HCL expression on `reference`, e.g. `var.batch_size`. */
  readonly condition: (reference: string) => string;
}

/** A whole number from `minimum` to `maximum`, inclusive. */
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

/** A list of at least one of `values`, without duplicates. */
export function someOf<T extends string>(values: readonly T[]): Constraint<readonly T[]> {
  return {
    allowed: `a list of at least one of ${values.join(", ")}, without duplicates`,
    values,
    accepts: (list) =>
      list.length > 0 && new Set(list).size === list.length && list.every((value) => values.includes(value)),
    condition: (reference) =>
      `length(${reference}) > 0 && length(distinct(${reference})) == length(${reference}) && ` +
      `length(setsubtract(${reference}, ${JSON.stringify(values)})) == 0`,
  };
}

/** A list of values that `constraint` allows; its words are in the plural. */
export function listOf<T>(constraint: Constraint<T>): Constraint<readonly T[]> {
  return {
    allowed: `a list of ${constraint.allowed}`,
    accepts: (list) => list.every((value) => value !== null && (isExpression(value) || constraint.accepts(value))),
    // Many functions fail for null, and before version 1.12, Terraform evaluates both sides of &&.
    condition: (reference) =>
      `alltrue([for value in ${reference} : value == null ? false : ${constraint.condition("value")}])`,
  };
}

/** The constraint of a text by a regular expression. */
export interface PatternConstraint extends Constraint<string> {
  /** It describes the whole text, in the syntax that JavaScript and Terraform share. */
  readonly pattern: string;
}

/**
 * Text that matches `pattern` from beginning to end.
 * @param pattern a regular expression in the syntax that JavaScript and Terraform (RE2) share
 * @param allowed the pattern in words
 */
export function matching(pattern: string, allowed: string): PatternConstraint {
  return {
    allowed,
    pattern,
    // Not null, which would be the text "null".
    accepts: (value) => typeof value === "string" && new RegExp(`^(?:${pattern})$`).test(value),
    condition: (reference) => `can(regex(${JSON.stringify(`^(?:${pattern})$`)}, ${reference}))`,
  };
}

/** A map in which no value is null. */
export const WITHOUT_NULL: Constraint<Readonly<Record<string, string>>> = {
  allowed: "a map without null",
  accepts: (map) => Object.values<string | null>(map).every((value) => value !== null),
  condition: (reference) => `alltrue([for value in values(${reference}) : value != null])`,
};

/** At least one character, and none of them a space. */
export function withoutSpaces(maximum: number): Constraint<string> {
  return matching(`\\S{1,${maximum}}`, `1 to ${maximum} characters without spaces`);
}

/** `constraint`, but not the placeholder that the documents print. */
export function replacing(placeholder: string, constraint: Constraint<string>): Constraint<string> {
  return {
    ...constraint,
    accepts: (value) => value !== placeholder && constraint.accepts(value),
    condition: (reference) => `${reference} != ${JSON.stringify(placeholder)} && ${constraint.condition(reference)}`,
  };
}

/** `constraint`, or null. */
export function nullOr<T>(constraint: Constraint<T>): Constraint<T | null> {
  return {
    allowed: `null or ${constraint.allowed}`,
    accepts: (value) => value === null || constraint.accepts(value),
    // Before version 1.12, Terraform evaluates both sides of ||.
    condition: (reference) => `${reference} == null ? true : ${constraint.condition(reference)}`,
  };
}

/**
 * Checks a property of a construct. Terraform checks a value that only Terraform knows.
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
