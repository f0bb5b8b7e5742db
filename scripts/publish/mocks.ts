const PLACE = "eu-central-1:123456789012";

/** What AWS would answer when Terraform plans. */
const DATA: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_caller_identity: { account_id: "123456789012" },
  aws_cloudwatch_event_bus: { arn: `arn:aws:events:${PLACE}:event-bus/existing` },
  aws_iam_policy_document: { json: "{}" },
  aws_partition: { partition: "aws" },
  aws_region: { id: "eu-central-1" },
};

/** Attributes that AWS computes, and whose form the provider checks where another resource takes them. */
const RESOURCES: typeof DATA = {
  aws_cloudtrail: { arn: `arn:aws:cloudtrail:${PLACE}:trail/mocked` },
  aws_cloudwatch_event_api_destination: { arn: `arn:aws:events:${PLACE}:api-destination/mocked/1234abcd` },
  aws_cloudwatch_event_bus: { arn: `arn:aws:events:${PLACE}:event-bus/mocked` },
  aws_cloudwatch_event_connection: { arn: `arn:aws:events:${PLACE}:connection/mocked/1234abcd` },
  aws_cloudwatch_event_rule: { arn: `arn:aws:events:${PLACE}:rule/mocked` },
  aws_cloudwatch_log_group: { arn: `arn:aws:logs:${PLACE}:log-group:mocked` },
  aws_iam_role: { arn: "arn:aws:iam::123456789012:role/mocked" },
  aws_kms_key: { arn: `arn:aws:kms:${PLACE}:key/1234abcd-12ab-34cd-56ef-1234567890ab` },
  aws_lambda_event_source_mapping: { uuid: "12345678-90ab-cdef-1234-567890abcdef" },
  aws_lambda_function: { arn: `arn:aws:lambda:${PLACE}:function:mocked` },
  aws_s3_bucket: { arn: "arn:aws:s3:::mocked" },
  aws_secretsmanager_secret: { arn: `arn:aws:secretsmanager:${PLACE}:secret:mocked-a1b2c3` },
  aws_sns_topic: { arn: `arn:aws:sns:${PLACE}:mocked` },
  aws_sqs_queue: {
    arn: `arn:aws:sqs:${PLACE}:mocked`,
    url: "https://sqs.eu-central-1.amazonaws.com/123456789012/mocked",
  },
};

/**
 * The blocks in `mock_provider "aws"` of a test, as Terraform's JSON. Each file of tests has all of them, because OpenTofu
 * takes no mocks from other files, and computes attributes in a plan, too.
 */
export const MOCKS = { mock_data: withDefaults(DATA), mock_resource: withDefaults(RESOURCES) };

function withDefaults(values: typeof DATA): Record<string, object> {
  return Object.fromEntries(Object.entries(values).map(([type, defaults]) => [type, { defaults }]));
}

/** The same, and its block, as HCL. */
export const MOCKS_HCL = [
  'mock_provider "aws" {',
  ...lines("mock_data", DATA),
  "",
  ...lines("mock_resource", RESOURCES),
  "}",
].join("\n");

function lines(block: string, values: typeof DATA): string[] {
  return Object.entries(values).map(([type, defaults]) => {
    const attributes = Object.entries(defaults).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
    return `  ${block} "${type}" { defaults = { ${attributes.join(", ")} } }`;
  });
}
