import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, type TerraformStack, TerraformVariable, Testing } from "cdktf";
import { ModuleStack } from "../../modules/terraform/module-stack";

export type Attributes = Readonly<Record<string, unknown>>;

/** Terraform's JSON: blocks by type and name. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

export interface Synthesized {
  readonly resource: Blocks;
  readonly data: Blocks;
  readonly output: Readonly<Record<string, Attributes>>;
}

/** What `build` makes, in a stack of its own with the AWS provider, at addresses such as `aws_sqs_queue.queue_dlq`. */
export function synth(build: (stack: TerraformStack) => void): Synthesized {
  const stack = new ModuleStack(new App({ skipValidation: true }), "test", {
    definition: {
      name: "test",
      inputs: {},
      build: (scope) => {
        build(scope as TerraformStack);
        return {};
      },
    },
    file: (_, name) => name,
  });
  new AwsProvider(stack, "aws");
  return { resource: {}, data: {}, output: {}, ...(JSON.parse(Testing.synth(stack, true)) as Partial<Synthesized>) };
}

/** What a value becomes in Terraform's JSON. */
export function render(build: (stack: TerraformStack) => unknown): unknown {
  const { output } = synth((stack) => {
    new TerraformOutput(stack, "rendered", { value: build(stack) });
  });
  return output["rendered"]?.["value"];
}

/** A value that only Terraform will know: `var.<name>`. */
export function variable(scope: TerraformStack, name: string, type = "string"): TerraformVariable {
  const made = new TerraformVariable(scope, `variable_${name}`, { type });
  made.overrideLogicalId(name);
  return made;
}

/** The block at an address, such as `aws_sqs_queue.queue`. */
export function block(blocks: Blocks, address: string): Attributes {
  const [type = "", name = ""] = address.split(".");
  const found = blocks[type]?.[name];
  if (!found) throw new Error(`${address} is not among ${addresses(blocks).join(", ")}.`);
  return found;
}

export function addresses(blocks: Blocks): string[] {
  return Object.entries(blocks).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));
}

/** A statement of a policy document. */
export interface Statement {
  readonly sid: string;
  readonly effect?: string;
  readonly principals?: readonly { readonly type: string; readonly identifiers: readonly string[] }[];
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly condition?: readonly { readonly test: string; readonly variable: string; readonly values: string[] }[];
  /** Where it depends on a condition: the expression that is empty where the statement is not there. */
  readonly for_each?: string;
}

/** The statements of a policy document, those that depend on a condition last. */
export function statements(data: Blocks, document: string): Statement[] {
  const { statement = [], dynamic = [] } = block(data, `aws_iam_policy_document.${document}`) as {
    statement?: Statement[];
    dynamic?: { statement: { content: Statement; for_each: string } }[];
  };
  return [...statement, ...dynamic.map(({ statement: { content, for_each } }) => ({ ...content, for_each }))];
}

export const PARTITION = "${data.aws_partition.current.partition}";
export const DNS_SUFFIX = "${data.aws_partition.current.dns_suffix}";
export const REGION = "${data.aws_region.current.id}";
export const ACCOUNT = "${data.aws_caller_identity.current.account_id}";

/** The ARN of something in the stack's account and region, as the constructs compose it. */
export function arn(service: string, resource: string): string {
  return `arn:${PARTITION}:${service}:${REGION}:${ACCOUNT}:${resource}`;
}

/** What every queue's policy begins with. */
export function tlsOnly(action: string, ...resources: string[]): Statement {
  return {
    sid: "DenyInsecureTransport",
    effect: "Deny",
    principals: [{ type: "*", identifiers: ["*"] }],
    actions: [action],
    resources,
    condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
  };
}

/** What lets one rule, and nothing else, send to one queue. */
export function letsRuleSend(sid: string, rule: string, queue: string): Statement {
  return {
    sid,
    principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
    actions: ["sqs:SendMessage"],
    resources: [queue],
    condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [arn("events", `rule/${rule}`)] }],
  };
}
