import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Fn, TerraformHclModule, TerraformLocal, Token } from "cdktf";
import type { ModuleDefinition } from "../../../modules/terraform/module-definition";
import { publishedModule } from "../../../scripts/publish/published-module";

const definition: ModuleDefinition = {
  name: "test",
  inputs: { name: { type: "string", description: "The name." } },
  build(scope, { variables, file }) {
    const queue = new SqsQueue(scope, "queue", { name: variables["name"]?.stringValue });
    new TerraformLocal(scope, "local", queue.arn);
    return {
      hash: { description: "The hash.", value: Token.asString(Fn.filebase64sha256(file("code.zip"))) },
      file: { description: "The file.", value: file("code.zip") },
    };
  },
};

test("has each kind of block in its file, and neither provider, backend nor metadata", () => {
  expect(publishedModule(definition)).toEqual({
    "main.tf": {
      locals: { local: "${aws_sqs_queue.queue.arn}" },
      resource: { aws_sqs_queue: { queue: { name: "${var.name}" } } },
    },
    "variables.tf": { variable: { name: { type: "string", description: "The name.", nullable: false } } },
    "outputs.tf": {
      output: {
        hash: { description: "The hash.", value: '${filebase64sha256(join("/", [path.module, "code.zip"]))}' },
        file: { description: "The file.", value: '${join("/", [path.module, "code.zip"])}' },
      },
    },
    "versions.tf": {
      terraform: {
        required_version: ">= 1.5.0",
        required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100, < 7.0" } },
      },
    },
  });
});

test("has the former addresses of its resources", () => {
  const moved = [{ from: "aws_sqs_queue.old", to: "aws_sqs_queue.queue" }];

  expect(publishedModule({ ...definition, moved })["moved.tf"]).toEqual({ moved });
});

test("of other providers has no AWS in it", () => {
  const scalr = { source: "scalr/scalr", version: ">= 2.0" };
  const files = publishedModule({ name: "test", inputs: {}, providers: { scalr }, build: () => ({}) });

  expect(files["versions.tf"]).toEqual({
    terraform: { required_version: ">= 1.5.0", required_providers: { scalr } },
  });
});

test("refuses a kind of block that no file takes", () => {
  expect(() =>
    publishedModule({
      ...definition,
      build: (scope) => {
        new TerraformHclModule(scope, "child", { source: "example/child/aws" });
        return {};
      },
    }),
  ).toThrow(new Error("No file of the published module takes module."));
});
