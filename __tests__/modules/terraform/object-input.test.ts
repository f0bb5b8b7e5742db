import { oneOf, wholeNumber } from "../../../modules/terraform/constraint";
import type { InputConstraint } from "../../../modules/terraform/module-input";
import { objectInput } from "../../../modules/terraform/object-input";
import { settings } from "../../../modules/terraform/setting";

const ATTRIBUTES = settings({
  zipFile: { type: "string", description: "The file." },
  layerCount: { type: "number", description: "The layers.", default: 1, constraint: wholeNumber(0, 5) },
  roleName: { type: "string", description: "The role.", absent: "no role", constraint: oneOf(["a"]) },
  names: { type: "list(string)", description: "The names.", default: [] },
});

const DESCRIPTION =
  "A package. `zip_file`: The file. `layer_count`: The layers. Must be a whole number from 0 to 5. `role_name`: The role. Must be one of a. Null: no role. `names`: The names.";

const twoNames: InputConstraint = {
  attribute: "names",
  allowed: "at most two names",
  condition: (reference) => `length(${reference}.names) <= 2`,
};

const rendered = (constraints: unknown) =>
  (constraints as InputConstraint[]).map(({ attribute, allowed, condition, culprit }) => [
    attribute,
    allowed,
    condition("var.x"),
    culprit?.("var.x"),
  ]);

const COUNT = "var.x.layer_count >= 0 && var.x.layer_count <= 5 && floor(var.x.layer_count) == var.x.layer_count";
const ROLE = 'var.x.role_name == null ? true : contains(["a"], var.x.role_name)';

test("an object has an attribute for each setting, with its default, description and constraint", () => {
  const { constraint, ...input } = objectInput(ATTRIBUTES, { description: "A package.", constraints: [twoNames] });

  expect(input).toEqual({
    type: "object({ zip_file = string, layer_count = optional(number, 1), role_name = optional(string), names = optional(list(string), []) })",
    description: DESCRIPTION,
    default: {},
  });
  expect(rendered(constraint)).toEqual([
    ["layer_count", "a whole number from 0 to 5", COUNT, undefined],
    ["role_name", "null or one of a", ROLE, undefined],
    ["names", "at most two names", "length(var.x.names) <= 2", undefined],
  ]);
});

test("an object that may be null has no constraints then", () => {
  const someNames: InputConstraint = {
    allowed: "an object with names",
    condition: (reference) => `length(${reference}.names) > 0`,
  };
  const { constraint, ...input } = objectInput(ATTRIBUTES, {
    description: "A package.",
    absent: "no package",
    constraints: [someNames],
  });

  expect(input).toMatchObject({ description: `${DESCRIPTION} Null: no package.`, default: null });
  expect(rendered(constraint)).toEqual([
    ["layer_count", "a whole number from 0 to 5", `var.x == null ? true : ${COUNT}`, "try(var.x.layer_count, null)"],
    ["role_name", "null or one of a", `var.x == null ? true : ${ROLE}`, "try(var.x.role_name, null)"],
    [undefined, "an object with names", "var.x == null ? true : length(var.x.names) > 0", "try(var.x, null)"],
  ]);
});
