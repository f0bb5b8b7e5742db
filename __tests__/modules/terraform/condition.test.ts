import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { TerraformIterator, type TerraformStack } from "cdktf";
import {
  and,
  atLeast,
  type Condition,
  choose,
  equals,
  firstOf,
  includes,
  isAbsent,
  isGiven,
  isMap,
  isNull,
  minus,
  not,
  numberOr,
  onlyIf,
  or,
  restrict,
  smaller,
  times,
  type When,
} from "../../../modules/terraform/condition";
import { block, render, synth, variable } from "../synth";

const bool = (stack: TerraformStack, name = "chosen") => variable(stack, name, "bool").booleanValue;
const entries = (stack: TerraformStack) =>
  TerraformIterator.fromMap(variable(stack, "destinations", "map(string)").value as never);

test.each<[string, actual: (stack: TerraformStack) => unknown, expected: unknown]>([
  ["includes, of a list", () => includes(["a"], "a"), true],
  ["includes, of a list without it", () => includes(["a"], "b"), false],
  [
    "includes, of a list that Terraform will know",
    (stack) => includes(variable(stack, "list", "list(string)").listValue, "a"),
    '${contains(var.list, "a")}',
  ],
  ["and, both", () => and(true, true), true],
  ["and, left alone", () => and(true, false), false],
  ["and, neither", () => and(false, true), false],
  ["and, true and a token", (stack) => and(true, bool(stack)), "${var.chosen}"],
  ["and, a token and true", (stack) => and(bool(stack), true), "${var.chosen}"],
  ["and, false and a token", (stack) => and(false, bool(stack)), false],
  ["and, a token and false", (stack) => and(bool(stack), false), false],
  ["and, two tokens", (stack) => and(bool(stack), bool(stack, "wanted")), "${(var.chosen && var.wanted)}"],
  ["or, both", () => or(true, true), true],
  ["or, right alone", () => or(false, true), true],
  ["or, neither", () => or(false, false), false],
  ["or, true and a token", (stack) => or(true, bool(stack)), true],
  ["or, a token and true", (stack) => or(bool(stack), true), true],
  ["or, false and a token", (stack) => or(false, bool(stack)), "${var.chosen}"],
  ["or, a token and false", (stack) => or(bool(stack), false), "${var.chosen}"],
  ["or, two tokens", (stack) => or(bool(stack), bool(stack, "wanted")), "${(var.chosen || var.wanted)}"],
  ["restrict, to a condition alone", (stack) => restrict(bool(stack)), "${var.chosen}"],
  ["restrict, a condition", (stack) => restrict(bool(stack), bool(stack, "wanted")), "${(var.chosen && var.wanted)}"],
  ["not, true", () => not(true), false],
  ["not, false", () => not(false), true],
  ["not, a token", (stack) => not(bool(stack)), "${!var.chosen}"],
  ["isAbsent, of a value", () => isAbsent("a"), false],
  ["isAbsent, of nothing", () => isAbsent(undefined), true],
  ["isAbsent, of a token", (stack) => isAbsent(variable(stack, "key").stringValue), "${(var.key == null)}"],
  ["isAbsent, of a number", () => isAbsent(0), false],
  [
    "isAbsent, of a number that Terraform will know",
    (stack) => isAbsent(variable(stack, "n", "number").numberValue),
    "${(var.n == null)}",
  ],
  ["isGiven, a value", () => isGiven("a"), true],
  ["isGiven, nothing", () => isGiven(undefined), false],
  ["isGiven, a number", () => isGiven(0), true],
  ["isGiven, a token", (stack) => isGiven(variable(stack, "key").stringValue), "${(var.key != null)}"],
  ["equals, the same", () => equals("a", "a"), true],
  ["equals, another", () => equals("a", "b"), false],
  ["equals, a token", (stack) => equals(variable(stack, "key").stringValue, "a"), '${(var.key == "a")}'],
  ["atLeast, less", () => atLeast(0, 1), false],
  ["atLeast, as much", () => atLeast(1, 1), true],
  ["atLeast, a token", (stack) => atLeast(variable(stack, "n", "number").numberValue, 1), "${(var.n >= 1)}"],
  ["numberOr, a number", () => numberOr(0, 2), 0],
  ["numberOr, none", () => numberOr(undefined, 2), 2],
  ["numberOr, a token", (stack) => numberOr(variable(stack, "n", "number").numberValue, 2), "${coalesce(var.n, 2)}"],
  ["isNull", (stack) => isNull(variable(stack, "key").value), "${(var.key == null)}"],
  ["firstOf, one", () => firstOf(undefined, "a"), "a"],
  ["firstOf, several", (stack) => firstOf(variable(stack, "key").stringValue, "a"), '${coalesce(var.key, "a")}'],
  ["choose, if it is true", () => choose(true, "a", "b"), "a"],
  ["choose, if it is false", () => choose(false, "a", "b"), "b"],
  ["choose, by a token", (stack) => choose(bool(stack), "a", "b"), '${var.chosen ? "a" : "b"}'],
  ["choose, nothing", (stack) => choose(bool(stack), undefined, "b"), '${var.chosen ? null : "b"}'],
  ["choose, else nothing", (stack) => choose(bool(stack), "a", undefined), '${var.chosen ? "a" : null}'],
  ["times, a number", () => times(6, 30), 180],
  ["times, a token", (stack) => times(6, variable(stack, "n", "number").numberValue), "${(6 * var.n)}"],
  ["minus, a number", () => minus(30, 4), 26],
  ["minus, a token", (stack) => minus(variable(stack, "n", "number").numberValue, 4), "${(var.n - 4)}"],
  ["smaller, the left", () => smaller(1, 2), 1],
  ["smaller, the right", () => smaller(2, 1), 1],
  [
    "smaller, a token and a number",
    (stack) => smaller(variable(stack, "n", "number").numberValue, 2),
    "${min(var.n, 2)}",
  ],
  [
    "smaller, a number and a token",
    (stack) => smaller(2, variable(stack, "n", "number").numberValue),
    "${min(2, var.n)}",
  ],
])("%s", (_name, actual, expected) => {
  expect(render(actual)).toEqual(expected);
});

test("isMap tells a map from a condition", () => {
  synth((stack) => {
    expect([true, undefined, bool(stack), entries(stack)].map((when) => isMap(when))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });
});

test.each<[string, condition: (stack: TerraformStack) => Condition, attributes: object]>([
  ["all", () => true, { for_each: "${var.destinations}" }],
  ["none", () => false, { count: "${false ? 1 : 0}" }],
  ["all or none", bool, { for_each: "${var.chosen ? var.destinations : {}}" }],
])("restrict, of a map's entries %s", (_name, condition, attributes) => {
  const { resource } = synth((stack) =>
    onlyIf(restrict(condition(stack), entries(stack)), new SqsQueue(stack, "queue", { name: "queue" })),
  );

  expect(block(resource, "aws_sqs_queue.queue")).toMatchObject(attributes);
});

describe("onlyIf", () => {
  const queue = (stack: TerraformStack, when?: When) => onlyIf(when, new SqsQueue(stack, "queue", { name: "queue" }));
  const document = (stack: TerraformStack, when?: When) =>
    onlyIf(when, new DataAwsIamPolicyDocument(stack, "document"));

  test.each<[string, when: (stack: TerraformStack) => When | undefined, attributes: object, reference: string]>([
    ["always, by default", () => undefined, {}, "${aws_sqs_queue.queue.arn}"],
    ["always", () => true, {}, "${aws_sqs_queue.queue.arn}"],
    ["never", () => false, { count: "${false ? 1 : 0}" }, "${one(aws_sqs_queue.queue[*].arn)}"],
    [
      "under a condition",
      (stack) => bool(stack),
      { count: "${var.chosen ? 1 : 0}" },
      "${one(aws_sqs_queue.queue[*].arn)}",
    ],
    [
      "once for each entry of a map",
      entries,
      { for_each: "${var.destinations}" },
      "${aws_sqs_queue.queue[each.key].arn}",
    ],
  ])("creates a resource %s, and refers to it correctly", (_name, when, attributes, reference) => {
    const { resource } = synth((stack) => queue(stack, when(stack)));

    expect(block(resource, "aws_sqs_queue.queue")).toEqual({ name: "queue", ...attributes });
    expect(render((stack) => queue(stack, when(stack)).arn)).toBe(reference);
  });

  test("refers to a data source as to one", () => {
    expect(render((stack) => document(stack, bool(stack)).json)).toBe(
      "${one(data.aws_iam_policy_document.document[*].json)}",
    );
    expect(render((stack) => document(stack, entries(stack)).json)).toBe(
      "${data.aws_iam_policy_document.document[each.key].json}",
    );
  });
});
