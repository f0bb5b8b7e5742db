import type { TerraformStack } from "cdktf";
import { RelayFunction, type RelayFunctionProps } from "../../../modules/eventing/relay-function";
import { block, REGION, statements, synth, variable } from "../synth";

const relayFunction = (
  props: Partial<RelayFunctionProps> | ((stack: TerraformStack) => Partial<RelayFunctionProps>) = {},
) =>
  synth((stack) => {
    new RelayFunction(stack, "function", {
      name: "relay",
      description: "Relays",
      code: { filename: "relay.zip" },
      environment: { TARGET: "target" },
      policyName: "relay",
      statements: [{ sid: "Send", actions: ["sqs:SendMessage"], resources: ["queue-arn"] }],
      ...(typeof props === "function" ? props(stack) : props),
    });
  });

const WRITE_LOG = {
  sid: "WriteLog",
  actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
  resources: ["${aws_cloudwatch_log_group.function_log_group.arn}:*"],
};
const SEND = { sid: "Send", actions: ["sqs:SendMessage"], resources: ["queue-arn"] };

test("runs on arm64 and Node.js, with 512 MB and 30 seconds, after its log group is there", () => {
  expect(block(relayFunction().resource, "aws_lambda_function.function")).toEqual({
    function_name: "relay",
    description: "Relays",
    role: "${aws_iam_role.function_role.arn}",
    filename: "relay.zip",
    source_code_hash: '${filebase64sha256("relay.zip")}',
    handler: "index.handler",
    architectures: ["arm64"],
    runtime: "nodejs22.x",
    memory_size: 512,
    timeout: 30,
    environment: { variables: { TARGET: "target" } },
    tracing_config: { mode: "PassThrough" },
    depends_on: ["aws_cloudwatch_log_group.function_log_group"],
  });
});

test("has a log that does not grow for ever", () => {
  expect(block(relayFunction().resource, "aws_cloudwatch_log_group.function_log_group")).toEqual({
    name: "/aws/lambda/relay",
    retention_in_days: 30,
  });
});

test("has a role of its own in each region, which Lambda alone assumes", () => {
  const { resource, data } = relayFunction();

  expect(block(resource, "aws_iam_role.function_role")).toEqual({
    name: `relay-${REGION}`,
    assume_role_policy: "${data.aws_iam_policy_document.function_trust.json}",
  });
  expect(statements(data, "function_trust")).toEqual([
    {
      sid: "AssumeByLambda",
      actions: ["sts:AssumeRole"],
      principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
    },
  ]);
});

test("may write its own log and do what it is told to, nothing else", () => {
  const { resource, data } = relayFunction();

  expect(block(resource, "aws_iam_role_policy.function_role_policy")).toEqual({
    name: "relay",
    role: "${aws_iam_role.function_role.id}",
    policy: "${data.aws_iam_policy_document.function_permissions.json}",
  });
  expect(statements(data, "function_permissions")).toEqual([WRITE_LOG, SEND]);
});

test("takes a package of one's own, and limits of one's own", () => {
  const { resource } = relayFunction({
    code: {
      filename: "own.zip",
      handler: "own.main",
      layers: ["arn:aws:lambda:eu-central-1:123456789012:layer:example:1"],
    },
    architecture: "x86_64",
    runtime: "python3.12",
    functionMemorySize: 512,
    functionTimeout: 60,
    logRetentionDays: 365,
    permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary",
  });

  expect(block(resource, "aws_lambda_function.function")).toMatchObject({
    filename: "own.zip",
    source_code_hash: '${filebase64sha256("own.zip")}',
    handler: "own.main",
    layers: ["arn:aws:lambda:eu-central-1:123456789012:layer:example:1"],
    architectures: ["x86_64"],
    runtime: "python3.12",
    memory_size: 512,
    timeout: 60,
  });
  expect(block(resource, "aws_cloudwatch_log_group.function_log_group")).toMatchObject({ retention_in_days: 365 });
  expect(block(resource, "aws_iam_role.function_role")).toMatchObject({
    permissions_boundary: "arn:aws:iam::123456789012:policy/boundary",
  });
});

describe("with a customer managed key", () => {
  const decrypt = (key: string) => ({ sid: "Decrypt", actions: ["kms:Decrypt"], resources: [key] });

  test("encrypts log and environment, and may decrypt", () => {
    const { resource, data } = relayFunction({
      kmsKeyArn: "arn:aws:kms:ap-south-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    });

    expect(block(resource, "aws_cloudwatch_log_group.function_log_group")).toMatchObject({
      kms_key_id: "arn:aws:kms:ap-south-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    });
    expect(block(resource, "aws_lambda_function.function")).toMatchObject({
      kms_key_arn: "arn:aws:kms:ap-south-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    });
    expect(statements(data, "function_permissions")).toEqual([
      WRITE_LOG,
      SEND,
      decrypt("arn:aws:kms:ap-south-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
    ]);
  });

  test("that only Terraform will know, may decrypt where it is not null", () => {
    const { data } = relayFunction((stack) => ({ kmsKeyArn: variable(stack, "key").stringValue }));

    expect(statements(data, "function_permissions")).toEqual([
      WRITE_LOG,
      SEND,
      { ...decrypt("${var.key}"), for_each: "${(var.key != null) ? [true] : []}" },
    ]);
  });
});

describe("traced by X-Ray", () => {
  const trace = {
    sid: "Trace",
    actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
    resources: ["*"],
  };

  test("may write traces", () => {
    const { resource, data } = relayFunction({ tracing: true });

    expect(block(resource, "aws_lambda_function.function")).toMatchObject({ tracing_config: { mode: "Active" } });
    expect(statements(data, "function_permissions")).toEqual([WRITE_LOG, SEND, trace]);
  });

  test("is refused in China, where X-Ray traces no functions", () => {
    const traced = (props: Parameters<typeof relayFunction>[0]) =>
      block(relayFunction(props).resource, "aws_lambda_function.function")["lifecycle"];
    const refusedIf = (condition: string) => ({
      precondition: [
        {
          condition: `\${!${condition}}`,
          error_message: "tracing must be false in the partition aws-cn, where AWS X-Ray traces no functions.",
        },
      ],
    });
    const inChina = '(data.aws_partition.current.partition == "aws-cn")';

    expect(traced({ tracing: true })).toEqual(refusedIf(inChina));
    expect(traced((stack) => ({ tracing: variable(stack, "tracing", "bool").booleanValue }))).toEqual(
      refusedIf(`(var.tracing && ${inChina})`),
    );
  });

  test("where only Terraform will know it, may write them then", () => {
    const { resource, data } = relayFunction((stack) => ({ tracing: variable(stack, "tracing", "bool").booleanValue }));

    expect(block(resource, "aws_lambda_function.function")).toMatchObject({
      tracing_config: { mode: '${var.tracing ? "Active" : "PassThrough"}' },
    });
    expect(statements(data, "function_permissions")).toEqual([
      WRITE_LOG,
      SEND,
      { ...trace, for_each: "${var.tracing ? [true] : []}" },
    ]);
  });
});

test("is there, with all that belongs to it, only where its condition holds", () => {
  const { resource, data } = relayFunction((stack) => ({ when: variable(stack, "chosen", "bool").booleanValue }));

  const count = "${var.chosen ? 1 : 0}";
  for (const address of [
    "aws_lambda_function.function",
    "aws_cloudwatch_log_group.function_log_group",
    "aws_iam_role.function_role",
    "aws_iam_role_policy.function_role_policy",
  ]) {
    expect(block(resource, address)).toMatchObject({ count });
  }
  expect(block(data, "aws_iam_policy_document.function_permissions")).toMatchObject({ count });
  expect(block(resource, "aws_lambda_function.function")["role"]).toBe("${one(aws_iam_role.function_role[*].arn)}");
});

test.each([0, 8, 3654])("refuses to keep the log for %i days", (logRetentionDays) => {
  expect(() => relayFunction({ logRetentionDays })).toThrow(
    new Error(
      "logRetentionDays must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, " +
        `2192, 2557, 2922, 3288, 3653, not ${logRetentionDays}.`,
    ),
  );
});

test("takes a retention that only Terraform will know", () => {
  const { resource } = relayFunction((stack) => ({ logRetentionDays: variable(stack, "days", "number").numberValue }));

  expect(block(resource, "aws_cloudwatch_log_group.function_log_group")["retention_in_days"]).toBe("${var.days}");
});

const NAME = "1 to 49 letters, digits, hyphens and underscores";
const RUNTIME = "the identifier of a Lambda runtime, such as nodejs22.x or python3.12";

test.each<[Partial<RelayFunctionProps>, string]>([
  [{ name: "my relay" }, `name must be ${NAME}, not "my relay".`],
  [{ name: "n".repeat(50) }, `name must be ${NAME}, not "${"n".repeat(50)}".`],
  [{ runtime: "go1.x" }, `runtime must be ${RUNTIME}, not "go1.x".`],
  [{ functionMemorySize: 127 }, "functionMemorySize must be a whole number of MB from 128 to 10240, not 127."],
  [{ functionMemorySize: 10_241 }, "functionMemorySize must be a whole number of MB from 128 to 10240, not 10241."],
  [{ functionTimeout: 0 }, "functionTimeout must be a whole number of seconds from 1 to 900, not 0."],
  [{ functionTimeout: 901 }, "functionTimeout must be a whole number of seconds from 1 to 900, not 901."],
  [{ architecture: "arm" as "arm64" }, 'architecture must be one of arm64, x86_64, not "arm".'],
  [
    { code: { filename: "relay.zip", layers: Array<string>(6).fill("l") } },
    'layers must be a list of at most 5 ARNs of versions of layers, arn:aws:lambda:<region>:<account>:layer:<name>:<version>, not ["l","l","l","l","l","l"].',
  ],
])("refuses %j", (props, message) => {
  expect(() => relayFunction(props)).toThrow(new Error(message));
});
