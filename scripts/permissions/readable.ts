/** Names of resources by their address, such as "aws_sqs_queue.rule_dlq". */
export type Names = ReadonlyMap<string, string>;

const kinds: readonly (readonly [type: string, kind: string])[] = [
  ["aws_sqs_queue", "queue"],
  ["aws_sns_topic", "topic"],
  ["aws_s3_bucket", "bucket"],
  ["aws_iam_role", "role"],
  ["aws_lambda_function", "function"],
  ["aws_cloudwatch_log_group", "log group"],
  ["aws_secretsmanager_secret", "secret"],
  ["aws_cloudwatch_event_api_destination", "API destination"],
];

/** What Terraform fills in, in the order in which it is replaced. */
const replacements: readonly (readonly [pattern: RegExp, text: string])[] = [
  [/\$\{data\.aws_partition\.current\.partition\}/g, "aws"],
  [/\$\{data\.aws_partition\.current\.dns_suffix\}/g, "amazonaws.com"],
  [/\$\{data\.aws_region\.current\.(?:id|region|name)\}/g, "<region>"],
  [/\$\{data\.aws_caller_identity\.current\.account_id\}/g, "<account>"],
  [/\$\{var\.name_prefix\}/g, ""],
  [/\$\{each\.key\}/g, "<destination>"],
  [/\$\{(?:local\.event_bus_name|var\.event_source_name)\}/g, "<event source>"],
  [/^\$\{each\.value\.\w+\.(\w+)_arn\}$/, "the destination's $1"],
  [
    /^\$\{(?:try\()?coalesce\((?:try\()?var\.(?:\w+\.)?\w+_arn[^[]*?one\((\w+\.\w+)\[\*\]\.arn\)\)(?:, ""\))?\}$/,
    "$${$1.arn}",
  ],
  [/^\$\{formatlist\(.*keys\(var\.cloud_accounts\)\)\}$/, "accounts in cloud_accounts"],
  [/\$\{var\.organization_id\}/g, "your organization"],
  [/^\$\{var\.hub_bus_arn\}$/, "the hub's event bus"],
  [/^\$\{var\.kms_key_arn\}$/, "your key"],
  [
    /^\$\{concat\(\["\S*:log-group:(\S*):\*", "\S*:log-group:(\S*):\*"\], formatlist\("%s:\*", \[for .*cloudwatch_logs.*\)\)\}$/,
    "log groups $1, $2, the destinations' log groups",
  ],
];

const REFERENCE =
  /\$\{(?:one\()?(aws_\w+)\.(\w+)(?:\[\*\]|\[each\.key\])?\.(?:arn|id|name|url|uuid|function_name)\)?\}/g;

/** A Terraform expression, or several, as a person would name what it stands for. */
export function readable(expression: unknown, names: Names): string {
  if (Array.isArray(expression)) return expression.map((part) => readable(part, names)).join(", ");
  const replaced = replacements.reduce((text, [pattern, by]) => text.replace(pattern, by), String(expression));
  return replaced
    .replace(REFERENCE, (_all, type: string, name: string) => {
      const kind = kinds.find(([known]) => known === type)?.[1];
      return [kind, names.get(`${type}.${name}`) ?? `<${name}>`].filter(Boolean).join(" ");
    })
    .replace(/^(log group .*):\*$/, "$1");
}
