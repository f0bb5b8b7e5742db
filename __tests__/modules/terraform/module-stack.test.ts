import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { App, Testing } from "cdktf";
import { Construct } from "constructs";
import { nullOr, oneOf } from "../../../modules/terraform/constraint";
import type { ModuleDefinition } from "../../../modules/terraform/module-definition";
import type { ModuleInput } from "../../../modules/terraform/module-input";
import { ModuleStack } from "../../../modules/terraform/module-stack";
import { addresses, type Blocks } from "../synth";

function stackOf(inputs: Record<string, ModuleInput>, build: ModuleDefinition["build"] = () => ({})) {
  const definition: ModuleDefinition = { name: "test", inputs, build };
  const stack = new ModuleStack(new App({ skipValidation: true }), "test", {
    definition,
    file: (_, name) => `folder/${name}`,
  });
  new AwsProvider(stack, "aws");
  return JSON.parse(Testing.synth(stack, true)) as Record<string, Blocks>;
}

describe("a variable", () => {
  const variableOf = (input: Partial<ModuleInput>) =>
    (stackOf({ size: { type: "string", description: "The size.", ...input } }) as { variable?: Blocks }).variable?.[
      "size"
    ];

  test.each<[string, Partial<ModuleInput>, object]>([
    ["without a default is required", {}, { nullable: false }],
    ["with a default takes null for it", { default: "small" }, { nullable: false, default: "small" }],
    ["with the default null may be null", { default: null }, { nullable: true, default: null }],
    ["has a default that counts as false", { default: false }, { nullable: false, default: false }],
  ])("%s", (_name, input, expected) => {
    expect(variableOf(input)).toEqual({ type: "string", description: "The size.", ...expected });
  });

  test("may be sensitive", () => {
    expect(variableOf({ sensitive: true })).toMatchObject({ sensitive: true });
  });

  test("may have several constraints, each with the part that is wrong", () => {
    const allB = { allowed: "b", condition: (x: string) => `${x}.a == "b"`, culprit: (x: string) => `${x}.a` };

    expect(variableOf({ constraint: [allB, oneOf(["c"])] })).toMatchObject({
      validation: [
        { condition: '${var.size.a == "b"}', error_message: "size must be b, not ${jsonencode(var.size.a)}." },
        {
          condition: '${contains(["c"], var.size)}',
          error_message: "size must be one of c, not ${jsonencode(var.size)}.",
        },
      ],
    });
  });

  test("says what is allowed, and which value is not", () => {
    expect(variableOf({ default: null, constraint: nullOr(oneOf(["small"])) })).toMatchObject({
      validation: [
        {
          condition: '${var.size == null ? true : contains(["small"], var.size)}',
          error_message: "size must be null or one of small, not ${jsonencode(var.size)}.",
        },
      ],
    });
  });
});

test("outputs have their names, descriptions and values", () => {
  const { output } = stackOf({ size: { type: "string", description: "The size." } }, (_, { variables, file }) => ({
    size: { description: "The size again.", value: variables["size"]?.stringValue },
    file: { description: "A file.", value: file("name.zip") },
  }));

  expect(output).toEqual({
    size: { description: "The size again.", value: "${var.size}" },
    file: { description: "A file.", value: "folder/name.zip" },
  });
});

test("an output may have a precondition", () => {
  const { output } = stackOf({}, () => ({
    size: {
      description: "The size.",
      value: "small",
      precondition: { condition: "var.a == var.b", errorMessage: "a must be b, not ${var.a}." },
    },
  }));

  expect(output).toEqual({
    size: {
      description: "The size.",
      value: "small",
      precondition: { condition: "${var.a == var.b}", error_message: "a must be b, not ${var.a}." },
    },
  });
});

test("requires the versions that the constructs support", () => {
  expect(stackOf({})["terraform"]).toMatchObject({
    required_version: ">= 1.5.0",
    required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100, < 7.0" } },
  });
});

test("may need other providers", () => {
  const scalr = { source: "scalr/scalr", version: ">= 2.0" };
  const stack = new ModuleStack(new App({ skipValidation: true }), "test", {
    definition: { name: "test", inputs: {}, providers: { scalr }, build: () => ({}) },
    file: (_, name) => name,
  });

  expect(JSON.parse(Testing.synth(stack))).toMatchObject({ terraform: { required_providers: { scalr } } });
});

describe("an address", () => {
  const queueAt = (...paths: string[]) =>
    stackOf({}, (scope) => {
      for (const path of paths) {
        const ids = path.split("/");
        const parent = ids
          .slice(0, -1)
          .reduce<Construct>((above, id) => above.node.tryFindChild(id) ?? new Construct(above, id), scope);
        new SqsQueue(parent, ids.at(-1) as string, { name: "queue" });
      }
      return {};
    });

  test.each([
    ["queue", "queue"],
    ["queue/Resource", "queue"],
    ["this/queue/dlq/Resource", "queue_dlq"],
    ["queue/this/dlq", "queue_dlq"],
    ["this/Resource", "this"],
  ])("of %s is %s", (path, name) => {
    expect(addresses(queueAt(path)["resource"] ?? {})).toEqual([`aws_sqs_queue.${name}`]);
  });

  test("belongs to one resource only", () => {
    expect(() => queueAt("queue/dlq", "queue_dlq")).toThrow(
      new Error("test/queue_dlq and test/queue/dlq would both be aws_sqs_queue.queue_dlq."),
    );
  });
});
