import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../lib/project";
import { type ModuleDocument, readModule, type Statement, statementsOf } from "../permissions/statements";

/** A policy with sample values in place of Terraform's expressions. */
export interface RenderedPolicy {
  /** "terraform-aws-mechcloud-sync: trail_bucket_policy", or the path of a file. */
  readonly name: string;
  readonly document: object;
}

const ACCOUNT = "123456789012";
const REGION = "us-east-1";

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
}

/** The ARN of a resource of each type. */
const resources: Readonly<Record<string, string>> = {
  aws_cloudwatch_event_api_destination: arn("events", "api-destination/sample/0000"),
  aws_cloudwatch_log_group: arn("logs", "log-group:/sample"),
  aws_lambda_function: arn("lambda", "function:sample"),
  aws_s3_bucket: "arn:aws:s3:::sample",
  aws_secretsmanager_secret: arn("secretsmanager", "secret:sample-AbCdEf"),
  aws_sns_topic: arn("sns", "sample"),
  aws_sqs_queue: arn("sqs", "sample"),
};

/** The value of each other expression; each contains at most one of these. */
const others: readonly (readonly [part: string, value: string])[] = [
  ["data.aws_partition.current.partition", "aws"],
  ["data.aws_partition.current.dns_suffix", "amazonaws.com"],
  ["data.aws_region.current.id", REGION],
  ["data.aws_caller_identity.current.account_id", ACCOUNT],
  ["var.name_prefix", ""],
  ["each.key", "sample"],
  ["local.event_bus_name", "aws.partner/scalr.com/sample/sample"],
  ["var.event_source_name", "aws.partner/scalr.com/sample/sample"],
  ["var.cloud_accounts", "210987654321"],
  ["var.organization_id", "o-a1b2c3d4e5"],
  ["var.hub_bus_arn", arn("events", "event-bus/mechcloud-hub")],
  ["var.kms_key_arn", arn("kms", "key/00000000-0000-0000-0000-000000000000")],
  [".uuid", "00000000-0000-0000-0000-000000000000"],
  [".event_bus_arn", arn("events", "event-bus/sample")],
  [".delivery_stream_arn", arn("firehose", "deliverystream/sample")],
  [".stream_arn", arn("kinesis", "stream/sample")],
  [".state_machine_arn", arn("states", "stateMachine:sample")],
  [".log_group_arn", arn("logs", "log-group:/sample")],
];

/** What stands for a resource of one of several services. */
const several: Readonly<Record<string, readonly string[]>> = {
  "${each.value.cross_account.target_arn}": [
    arn("sqs", "sample"),
    arn("sns", "sample"),
    arn("lambda", "function:sample"),
  ],
};

const REFERENCE = /\b(aws_\w+)\.\w+(?:\[[^\]]*\])?\.arn\b/;
const FORMAT_LIST = /^\$\{formatlist\("([^"]+)", /;
/** A list of texts, and another list. */
const CONCATENATION = /^\$\{concat\((\[".*?"\]), (.*)\)\}$/;
/** An expression that has no other one in it. */
const INNERMOST = /\$\{[^${}]*\}/;

function known(expression: string): string | undefined {
  const [, type = ""] = REFERENCE.exec(expression) ?? [];
  return resources[type] ?? others.find(([part]) => expression.includes(part))?.[1];
}

function valueOf(expression: string): string {
  const [, format] = FORMAT_LIST.exec(expression) ?? [];
  if (format) return format.replace("%s", known(expression) ?? "sample");
  const value = known(expression);
  if (value === undefined) throw new Error(`No sample value for ${expression}: add one to rendered-policies.ts.`);
  return value;
}

/** @throws Error if an expression has no sample value */
function rendered(text: string): string {
  const [expression] = INNERMOST.exec(text) ?? [];
  return expression === undefined ? text : rendered(text.replace(expression, () => valueOf(expression)));
}

function all(texts: string | readonly string[]): string[] {
  return [texts].flat().flatMap((text) => {
    const all = several[text];
    if (all) return all;
    const [, list, more] = CONCATENATION.exec(text) ?? [];
    if (list === undefined) return [rendered(text)];
    return [...(JSON.parse(list) as string[]), `\${${more}}`].map(rendered);
  });
}

/** As AWS itself writes a list of one. */
function only(values: string[]): string | string[] {
  return values.length === 1 ? values[0]! : values;
}

function statement({ effect = "Allow", actions, resources: of, principals, condition = [] }: Statement): object {
  const who = principals?.map(({ type, identifiers }) => (type === "*" ? "*" : { [type]: all(identifiers) }));
  const conditions = new Map<string, Record<string, string | string[]>>();
  for (const { test, variable, values } of condition) {
    conditions.set(test, { ...conditions.get(test), [variable]: only(all(values)) });
  }
  return {
    Effect: effect,
    Action: actions,
    ...(who && { Principal: who[0] }),
    ...(of && { Resource: all(of) }),
    ...(conditions.size > 0 && { Condition: Object.fromEntries(conditions) }),
  };
}

/** Every policy of a published module, with all optional statements. */
export function policiesOf(module: string, { data }: ModuleDocument = readModule(module)): RenderedPolicy[] {
  return Object.entries(data.aws_iam_policy_document).map(([name, document]) => ({
    name: `${module}: ${name}`,
    document: { Version: "2012-10-17", Statement: statementsOf(document).map(statement) },
  }));
}

/** The policies for installing the modules. */
export function documentedPolicies(folder = join(ROOT, "docs/policies")): RenderedPolicy[] {
  return readdirSync(folder).map((name) => ({
    name: `docs/policies/${name}`,
    document: JSON.parse(readFileSync(join(folder, name), "utf8")) as object,
  }));
}
