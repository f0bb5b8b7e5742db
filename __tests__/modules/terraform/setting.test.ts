import { App, Testing, Token } from "cdktf";
import { oneOf, wholeNumber } from "../../../modules/terraform/constraint";
import { defineModule } from "../../../modules/terraform/module-definition";
import { ModuleStack } from "../../../modules/terraform/module-stack";
import { inputsOf, settings, settle } from "../../../modules/terraform/setting";

const SETTINGS = settings({
  cloudAccount: { type: "string", description: "The account." },
  batchSize: { type: "number", description: "The size.", default: 10, constraint: wholeNumber(1, 10) },
  keyArn: {
    type: "string",
    description: "The key of `cloudAccount`, like `my-key`.",
    absent: "no key",
    constraint: oneOf(["<a>:<b>-c"]),
  },
  enabled: { type: "bool", description: "Whether.", default: false },
  names: { type: "list(string)", description: "The names.", default: ["a"] },
  tags: { type: "map(string)", description: "The tags.", default: {} },
});

describe("a setting as a variable", () => {
  const inputs = inputsOf(SETTINGS);

  test("is named in snake case, and has its type and default", () => {
    expect(Object.entries(inputs).map(([name, input]) => [name, input.type, input.default])).toEqual([
      ["cloud_account", "string", undefined],
      ["batch_size", "number", 10],
      ["key_arn", "string", null],
      ["enabled", "bool", false],
      ["names", "list(string)", ["a"]],
      ["tags", "map(string)", {}],
    ]);
  });

  test("is described with what is allowed, what null means, and other variables' names", () => {
    expect(inputs["batch_size"]?.description).toBe("The size. Must be a whole number from 1 to 10.");
    expect(inputs["key_arn"]?.description).toBe(
      "The key of `cloud_account`, like `my-key`. Must be one of `<a>:<b>-c`. Null: no key.",
    );
  });

  test("is validated, if it is not null", () => {
    expect(inputs).toMatchObject({
      batch_size: { constraint: { allowed: "a whole number from 1 to 10" } },
      key_arn: { constraint: { allowed: "null or one of <a>:<b>-c" } },
    });
    expect(inputs["cloud_account"]?.constraint).toBeUndefined();
  });

  test("gives the module's build its value", () => {
    const definition = defineModule({
      name: "test",
      settings: SETTINGS,
      build: (_, { settings: values }) =>
        Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { description: "A value.", value }])),
    });
    const stack = new ModuleStack(new App({ skipValidation: true }), "test", { definition, file: (_, name) => name });

    const { output } = JSON.parse(Testing.synth(stack)) as { output: Record<string, { value: unknown }> };
    expect(Object.fromEntries(Object.entries(output).map(([name, { value }]) => [name, value]))).toEqual({
      cloudAccount: "${var.cloud_account}",
      batchSize: "${var.batch_size}",
      keyArn: "${var.key_arn}",
      enabled: "${var.enabled}",
      names: "${var.names}",
      tags: "${var.tags}",
    });
  });
});

describe("settings of a construct", () => {
  const DEFAULTS = { batchSize: 10, keyArn: undefined, enabled: false, names: ["a"], tags: {} };
  const unknown = Token.asNumber("unknown");

  test.each<[string, object, object]>([
    ["have defaults", {}, {}],
    ["have defaults if they are undefined or null", { batchSize: undefined, enabled: null }, {}],
    ["are what is given", { batchSize: 1, enabled: true, names: [] }, { batchSize: 1, enabled: true, names: [] }],
    ["may be known to Terraform only", { batchSize: unknown }, { batchSize: unknown }],
    ["leave other properties out", { other: 1 }, {}],
  ])("%s", (_name, props, expected) => {
    expect(settle(SETTINGS, { cloudAccount: "a", ...props })).toEqual({ cloudAccount: "a", ...DEFAULTS, ...expected });
  });

  test.each<[object, string]>([
    [{}, "cloudAccount must be a string, not undefined."],
    [{ cloudAccount: "a", batchSize: 11 }, "batchSize must be a whole number from 1 to 10, not 11."],
    [{ cloudAccount: "a", keyArn: "" }, 'keyArn must be one of <a>:<b>-c, not "".'],
  ])("%j are refused", (props, message) => {
    expect(() => settle(SETTINGS, props)).toThrow(new Error(message));
  });
});
