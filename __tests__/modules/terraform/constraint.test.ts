import { Token } from "cdktf";
import {
  type Constraint,
  check,
  listOf,
  matching,
  nullOr,
  oneOf,
  replacing,
  someOf,
  wholeNumber,
  withoutSpaces,
} from "../../../modules/terraform/constraint";

const cases: [rule: Constraint<never>, allowed: string, condition: string, right: unknown[], wrong: unknown[]][] = [
  [
    wholeNumber(1, 10),
    "a whole number from 1 to 10",
    "var.x >= 1 && var.x <= 10 && floor(var.x) == var.x",
    [1, 5, 10],
    [0, 11, 1.5, Number.NaN],
  ],
  [
    wholeNumber(60, 120, "seconds"),
    "a whole number of seconds from 60 to 120",
    "var.x >= 60 && var.x <= 120 && floor(var.x) == var.x",
    [60],
    [59],
  ],
  [oneOf(["a", "b"]), "one of a, b", 'contains(["a","b"], var.x)', ["a", "b"], ["c", ""]],
  [oneOf([1, 3]), "one of 1, 3", "contains([1,3], var.x)", [1], [2]],
  [
    someOf(["a", "b"]),
    "a list of at least one of a, b, without duplicates",
    'length(var.x) > 0 && length(distinct(var.x)) == length(var.x) && length(setsubtract(var.x, ["a","b"])) == 0',
    [["a"], ["b", "a"]],
    [[], ["a", "a"], ["c"]],
  ],
  [
    listOf(oneOf(["a", "b"])),
    "a list of one of a, b",
    'alltrue([for value in var.x : value == null ? false : contains(["a","b"], value)])',
    [[], ["a", "b"], [Token.asString({ resolve: () => "x", creationStack: [] })]],
    [["c"], ["a", ""], [null]],
  ],
  [
    matching("[a-z]\\.|b", "a letter and a dot, or b"),
    "a letter and a dot, or b",
    'can(regex("^(?:[a-z]\\\\.|b)$", var.x))',
    ["a.", "b"],
    ["a", "bb", "a.\n", "\na.", null],
  ],
  [
    replacing("aa", matching("a+", "some a")),
    "some a",
    'var.x != "aa" && can(regex("^(?:a+)$", var.x))',
    ["a", "aaa"],
    ["aa", "b"],
  ],
  [
    withoutSpaces(3),
    "1 to 3 characters without spaces",
    'can(regex("^(?:\\\\S{1,3})$", var.x))',
    ["a", "a.b"],
    ["", "a b", "abcd"],
  ],
  [nullOr(oneOf(["a"])), "null or one of a", 'var.x == null ? true : contains(["a"], var.x)', [null, "a"], ["b"]],
];

test.each(cases)("%j allows %s", (rule, allowed, condition, right, wrong) => {
  expect(rule.allowed).toBe(allowed);
  expect(rule.condition("var.x")).toBe(condition);
  expect([...right, ...wrong].filter((value) => rule.accepts(value as never))).toEqual(right);
});

describe("check", () => {
  test("names the property, what is allowed and the value", () => {
    expect(() => check("size", 11, wholeNumber(1, 10))).toThrow(
      new Error("size must be a whole number from 1 to 10, not 11."),
    );
    expect(() => check("name", 'a "b"', matching("a", "a"))).toThrow(new Error('name must be a, not "a \\"b\\"".'));
  });

  test.each<[string, unknown]>([
    ["what is allowed", 5],
    ["what is left out", undefined],
    ["a number that only Terraform will know", Token.asNumber("x")],
    ["an expression", Token.asAny("x")],
  ])("takes %s", (_name, value) => {
    expect(() => check("size", value as number, wholeNumber(1, 10))).not.toThrow();
  });
});
