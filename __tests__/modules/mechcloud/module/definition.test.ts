import { mechCloudSyncModule } from "../../../../modules/mechcloud/module/definition";
import { publishedModule } from "../../../../scripts/publish/published-module";
import { addresses, type Blocks, block, statements } from "../../synth";
import { unindexedReferences } from "../../unindexed-references";

const files = publishedModule(mechCloudSyncModule);
const file = (name: string) => files[name] as unknown as Record<string, Blocks>;
const { resource = {}, data = {} } = file("main.tf");
const { output = {} } = file("outputs.tf");
const { variable = {} } = file("variables.tf") as unknown as { variable: Blocks[string] };

test("contains neither provider, backend nor metadata", () => {
  const keys = Object.keys(files).flatMap((name) => Object.keys(file(name)));

  expect(keys).toEqual(["data", "locals", "resource", "variable", "output", "terraform"]);
  expect(Object.keys(file("versions.tf")["terraform"] as object).sort()).toEqual([
    "required_providers",
    "required_version",
  ]);
  expect(JSON.stringify(files)).not.toContain('"//"');
});

test("has an index in each reference to a resource that may not exist", () => {
  expect(unindexedReferences({ resource, data, output: { output } })).toEqual([]);
});

test("a policy statement has a name that is unique in its document", () => {
  const names = Object.keys(data["aws_iam_policy_document"] ?? {}).flatMap((document) =>
    statements(data, document).map(({ sid }) => `${document} ${sid}`),
  );

  expect(names).toEqual([...new Set(names)]);
});

test("the tags of the variable are on every resource that takes tags", () => {
  const tagged = addresses(resource).filter((address) => String(block(resource, address)["tags"]).includes("var.tags"));

  expect(tagged.map((address) => address.split(".")[0])).toEqual([
    "aws_cloudtrail",
    "aws_cloudwatch_event_bus",
    ...Array.from({ length: 9 }, () => "aws_cloudwatch_event_rule"),
    "aws_cloudwatch_log_group",
    ...Array.from({ length: 29 }, () => "aws_cloudwatch_metric_alarm"),
    ...Array.from({ length: 2 }, () => "aws_iam_role"),
    "aws_lambda_event_source_mapping",
    "aws_lambda_function",
    "aws_s3_bucket",
    "aws_scheduler_schedule_group",
    "aws_secretsmanager_secret",
    "aws_sns_topic",
    ...Array.from({ length: 3 }, () => "aws_sqs_queue"),
    "aws_ssm_parameter",
  ]);
});

describe("a variable", () => {
  const names = Object.keys(variable);
  const validated = names.filter((name) => (variable[name]?.["validation"] as unknown[] | undefined)?.length);

  test.each(names)("%s has a type and a description that is a sentence", (name) => {
    expect(variable[name]).toMatchObject({
      type: expect.any(String) as string,
      description: expect.stringMatching(/^[A-Za-z`].+\.$/s) as string,
    });
  });

  test("is validated, unless its type allows no wrong value", () => {
    expect(names.filter((name) => !validated.includes(name))).toEqual([
      "create_access_token_secret",
      "create_dashboard",
      "create_hub",
      "create_trail",
      "tags",
      "tracing",
    ]);
  });

  test.each(validated)("%s says what is allowed and which value is not", (name) => {
    for (const validation of variable[name]?.["validation"] as object[]) {
      expect(validation).toEqual({
        condition: expect.stringContaining(`var.${name}`) as string,
        error_message: expect.stringMatching(
          new RegExp(`^(${name}(?:\\.[a-z_]+)?) must be .+, not \\$\\{jsonencode\\(var\\.\\1\\)\\}\\.$`),
        ) as string,
      });
    }
  });
});

test("an output has a description that is a sentence", () => {
  expect(Object.values(output).map(({ description }) => description)).toEqual(
    Object.values(output).map(() => expect.stringMatching(/^[A-Z].+\.$/) as string),
  );
});
