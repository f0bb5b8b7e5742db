import {
  conditional,
  Fn,
  type IResolvable,
  type ITerraformIterator,
  Op,
  ref,
  TerraformCount,
  TerraformDataSource,
  type TerraformElement,
  TerraformIterator,
  Token,
} from "cdktf";

/** A boolean, or an expression that Terraform knows at plan time. */
export type Condition = boolean | IResolvable;

/** Whether a resource exists: under a condition (`count`), or once for each entry of a map (`for_each`). */
export type When = Condition | TerraformIterator;

/** A resource or data source, which may have `count` or `for_each`. */
interface Countable extends TerraformElement {
  count?: number | TerraformCount;
  forEach?: ITerraformIterator;
  readonly terraformResourceType: string;
  readonly friendlyUniqueId: string;
  interpolationForAttribute(attribute: string): IResolvable;
}

/**
 * Lets a resource exist only if `when` is true, or once for each of its entries. References to its attributes are null if
 * it does not exist; for a map, they are to the instance of the same entry. Call it before anything refers to the
 * resource.
 */
export function onlyIf<T extends Countable>(when: When | undefined, element: T): T {
  if (when === undefined || when === true) return element;
  const prefix = TerraformDataSource.isTerraformDataSource(element) ? "data." : "";
  const address = `${prefix}${element.terraformResourceType}.${element.friendlyUniqueId}`;
  if (isMap(when)) {
    element.forEach = when;
    element.interpolationForAttribute = (attribute) => ref(`${address}[each.key].${attribute}`, element.cdktfStack);
    return element;
  }
  element.count = TerraformCount.of(Token.asNumber(conditional(when, 1, 0)));
  element.interpolationForAttribute = (attribute) =>
    Fn.one(ref(`${address}[*].${attribute}`, element.cdktfStack)) as IResolvable;
  return element;
}

/** Whether `when` is a map: the resource exists once for each of its entries. */
export function isMap(when: When | undefined): when is TerraformIterator {
  return when instanceof TerraformIterator;
}

/** Whether `list` contains `value`. */
export function includes(list: readonly string[], value: string): Condition {
  return Token.isUnresolved(list) ? (Fn.contains(list, value) as IResolvable) : list.includes(value);
}

/** `when` and `condition`: for a map, its entries if `condition` is true, and none otherwise. */
export function restrict(condition: Condition, when: When = true): When {
  if (!isMap(when)) return and(condition, when);
  if (typeof condition === "boolean") return condition && when;
  return TerraformIterator.fromMap(choose<object>(condition, Token.asAnyMap(when._getForEachExpression()), {}));
}

export function and(left: Condition, right: Condition): Condition {
  if (typeof left === "boolean") return left && right;
  if (typeof right === "boolean") return right && left;
  return Op.and(left, right);
}

export function or(left: Condition, right: Condition): Condition {
  if (typeof left === "boolean") return left || right;
  if (typeof right === "boolean") return right || left;
  return Op.or(left, right);
}

/** Whether a map has entries. */
export function hasEntries(map: Readonly<Record<string, unknown>>): Condition {
  return Token.isUnresolved(map) ? Op.gte(Fn.lengthOf(map), 1) : Object.keys(map).length > 0;
}

/** Whether an expression is null. */
export function isNull(value: unknown): Condition {
  return Op.eq(value, Token.nullValue());
}

/** Whether an optional property is undefined, or an expression that is null. */
export function isAbsent(value: string | number | undefined): Condition {
  return Token.isUnresolved(value) ? isNull(value) : value === undefined;
}

/** Whether an optional property is neither undefined, nor an expression that is null. */
export function isGiven(value: string | number | undefined): Condition {
  return Token.isUnresolved(value) ? Op.neq(value, Token.nullValue()) : value !== undefined;
}

/** `then` if the condition is true, `otherwise` if not; undefined becomes null. */
export function choose<T>(condition: Condition, then: T, otherwise: T): T {
  if (typeof condition === "boolean") return condition ? then : otherwise;
  return conditional(condition, then ?? Token.nullValue(), otherwise ?? Token.nullValue()) as T;
}

/** The condition, or `otherwise` if it is undefined, or an expression that is null. */
export function orElse(condition: Condition | undefined, otherwise: Condition): Condition {
  return Token.isUnresolved(condition) ? (Fn.coalesce([condition, otherwise]) as Condition) : (condition ?? otherwise);
}

export function not(condition: Condition): Condition {
  return typeof condition === "boolean" ? !condition : Op.not(condition);
}

/** `factor` times `value`. JavaScript would multiply the number that stands for an expression. */
export function times(factor: number, value: number): number {
  return Token.isUnresolved(value) ? Token.asNumber(Op.mul(factor, value)) : factor * value;
}

/** `value` minus `by`. */
export function minus(value: number, by: number): number {
  return Token.isUnresolved(value) ? Token.asNumber(Op.sub(value, by)) : value - by;
}

/** The smaller of two numbers. */
export function smaller(left: number, right: number): number {
  const known = !Token.isUnresolved(left) && !Token.isUnresolved(right);
  return known ? Math.min(left, right) : Fn.min([left, right]);
}

/** The first value that is neither undefined nor an expression that is null. There must be one. */
export function firstOf(...values: (string | undefined)[]): string {
  const given = values.filter((value) => value !== undefined);
  return given.length > 1 ? Token.asString(Fn.coalesce(given)) : (given[0] as string);
}

/** The number, or `otherwise` if it is undefined, or an expression that is null. */
export function numberOr(value: number | undefined, otherwise: number): number {
  return Token.isUnresolved(value) ? Token.asNumber(Fn.coalesce([value, otherwise])) : (value ?? otherwise);
}

/** Whether `value` is `bound` or more. `bound` is not 0, which Op drops. */
export function atLeast(value: number, bound: number): Condition {
  return Token.isUnresolved(value) ? Op.gte(value, bound) : value >= bound;
}

/** Whether `value` is `expected`. */
export function equals(value: string, expected: string): Condition {
  return Token.isUnresolved(value) ? Op.eq(value, expected) : value === expected;
}
