import type { Target } from "@aws-sdk/client-eventbridge";
import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import { DEFAULT_TEAM_ID } from "../../lambda-src/contract/endpoint";
import { nameOfArn } from "../aws/arn";
import type { Aws } from "../aws/aws";
import { listTargets } from "../aws/lists";
import { allPages } from "../aws/pages";
import { CliError } from "../errors";
import type { RelayNames } from "../relay/names";
import { queueUrlOf } from "../relay/queue-url";
import { findRelay, type Relay } from "../relay/relay";
import { type ByHand, type Found, hcl, type Import, logGroup, logGroupImport } from "./part";

/** The module's own. */
const DEFAULT_MECHANISMS: readonly string[] = ["tags"];

/** A rule of the module. */
interface Kind {
  readonly rule: keyof RelayNames;
  readonly address: string;
  readonly targetAddress: string;
  readonly mechanism?: string;
  /** Occurs in the event pattern of a rule of this kind, and of no other. */
  readonly sign: string;
}

const KINDS: readonly Kind[] = [
  {
    rule: "instanceStateChangeRule",
    address: "aws_cloudwatch_event_rule.instance_state_change",
    targetAddress: "aws_cloudwatch_event_target.instance_state_change_queue",
    sign: "EC2 Instance State-change Notification",
  },
  {
    rule: "tagChangeRule",
    address: "aws_cloudwatch_event_rule.tag_change[0]",
    targetAddress: "aws_cloudwatch_event_target.tag_change_queue[0]",
    mechanism: "tags",
    sign: "Tag Change on Resource",
  },
  {
    rule: "cloudtrailRule",
    address: "aws_cloudwatch_event_rule.cloudtrail[0]",
    targetAddress: "aws_cloudwatch_event_target.cloudtrail_queue[0]",
    mechanism: "cloudtrail",
    sign: "AWS API Call via CloudTrail",
  },
];

/**
 * What somebody created after MechCloud's page.
 *
 * @throws CliError if it is not there, or is the module's already
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
 */
export async function mechCloudParts(aws: Aws, prefix: string | undefined): Promise<Found> {
  const relay = await findHandMade(aws, prefix);
  const { names, environment } = relay;
  if (relay.function.PackageType === "Image") {
    throw new CliError(
      `The function ${names.function} is a container image, which Terraform would replace: install the module beside it, with a name_prefix.`,
    );
  }
  const queueUrl = await queueUrlOf(aws, names.queue);
  const queue = await queueParts(aws, names, queueUrl);
  const rules = await ruleParts(aws, names, queue.arn);
  const group = await logGroup(aws, `/aws/lambda/${names.function}`);
  const { CLOUD_ACCOUNT_ID, TEAM_ID, ACCESS_TOKEN } = environment;
  return {
    imports: [
      functionImport(names, relay.function),
      ...(relay.mapping
        ? [
            {
              address: "aws_lambda_event_source_mapping.forwarder_event_source_mapping",
              id: relay.mapping.UUID!,
              part: `event source mapping ${relay.mapping.UUID}`,
              changes: "reports the events of a batch that failed; stays enabled or disabled",
            },
          ]
        : []),
      ...(group ? [logGroupImport("aws_cloudwatch_log_group.forwarder_log_group", group, "log_retention_days")] : []),
      ...queue.imports,
      ...rules.imports,
    ],
    byHand: [...functionLeftovers(relay.function), ...queue.byHand, ...rules.byHand],
    inputs: {
      cloud_account_id: hcl(CLOUD_ACCOUNT_ID ?? "your-cloud-account-id"),
      ...(TEAM_ID && TEAM_ID !== DEFAULT_TEAM_ID && { team_id: hcl(TEAM_ID) }),
      ...(prefix && { name_prefix: hcl(prefix) }),
      ...rules.inputs,
      ...(queue.key && { kms_key_arn: hcl(queue.key) }),
    },
    first: [...rules.first, ...(ACCESS_TOKEN ? [tokenInPlan(names)] : [])],
  };
}

/** @throws CliError if there is no function, or it is the module's already */
export async function findHandMade(aws: Aws, prefix: string | undefined): Promise<Relay> {
  const relay = await findRelay(aws, prefix);
  if (!relay.environment.MECHCLOUD_ENDPOINT_URL) return relay;
  throw new CliError(`The function ${relay.names.function} is the module's already: there is nothing to import.`);
}

function tokenInPlan({ function: name }: RelayNames): string {
  return `The environment of ${name} has the access token, which terraform plan would print: after aws-event-relay pause, remove it. docs/migrating.md has the command.`;
}

function functionImport({ function: id }: RelayNames, { Runtime, VpcConfig }: FunctionConfiguration): Import {
  const network = VpcConfig?.VpcId ? `; leaves the VPC ${VpcConfig.VpcId}` : "";
  return {
    address: "aws_lambda_function.forwarder",
    id,
    part: `function ${id}`,
    changes: `code, runtime (now ${Runtime}), role and environment variables; no layer any more${network}`,
  };
}

function functionLeftovers({ Role, Layers = [] }: FunctionConfiguration): ByHand[] {
  return [
    { part: `role ${nameOfArn(Role!)}`, next: "the function gets a role of its own: delete this one after the apply" },
    ...Layers.map(({ Arn }) => ({
      part: `layer ${Arn!.split(":").slice(-2).join(":")}`,
      next: "the function does not need it any more: delete it after the apply",
    })),
  ];
}

async function queueParts({ sqs }: Aws, { queue: name }: RelayNames, QueueUrl: string) {
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
  const { QueueArn, Policy, RedrivePolicy, KmsMasterKeyId } = Attributes!;
  const deadLetters = RedrivePolicy
    ? nameOfArn((JSON.parse(RedrivePolicy) as { deadLetterTargetArn: string }).deadLetterTargetArn)
    : undefined;
  const imports: Import[] = [
    {
      address: "aws_sqs_queue.management_events",
      id: QueueUrl,
      part: `queue ${name}`,
      changes: "attributes; its messages stay",
    },
  ];
  if (Policy) {
    imports.push({
      address: "aws_sqs_queue_policy.management_events_access",
      id: QueueUrl,
      part: `policy of ${name}`,
      changes: "replaced: allows the module's rules, and no others",
    });
  }
  if (RedrivePolicy) {
    imports.push({
      address: "aws_sqs_queue_redrive_policy.management_events_redrive",
      id: QueueUrl,
      part: `redrive policy of ${name}`,
      changes: "the module's dead-letter queue",
    });
  }
  const byHand: ByHand[] = deadLetters
    ? [{ part: `queue ${deadLetters}`, next: "nothing is sent to it any more: delete it when it is empty" }]
    : [];
  return { arn: QueueArn!, imports, byHand, key: KmsMasterKeyId };
}

/** The rules that send to a queue, by name, which kinds of rule they are, and the mechanisms that these belong to. */
export async function rulesTo({ events }: Aws, TargetArn: string) {
  const rules = await allPages(async (NextToken) => {
    const page = await events.listRuleNamesByTarget({ TargetArn, NextToken });
    return { items: page.RuleNames, next: page.NextToken };
  });
  const patterns: string[] = [];
  for (const Name of rules) patterns.push((await events.describeRule({ Name })).EventPattern ?? "");
  const kinds = KINDS.filter(({ sign }) => patterns.some((pattern) => pattern.includes(sign)));
  return { rules, kinds, mechanisms: kinds.flatMap(({ mechanism = [] }) => mechanism) };
}

/** What becomes of the rules that send to the queue. */
async function ruleParts(aws: Aws, names: RelayNames, TargetArn: string) {
  const { events } = aws;
  const { rules, kinds, mechanisms } = await rulesTo(aws, TargetArn);
  const imports: Import[] = [];
  const byHand: ByHand[] = [];
  for (const rule of rules) {
    const kind = KINDS.find((each) => names[each.rule] === rule);
    if (kind) {
      const targets = await listTargets(aws, rule);
      const target = targets.find(({ Arn }) => Arn === TargetArn)!;
      imports.push(...ruleImports(rule, kind, target));
      byHand.push(
        ...targetLeftovers(target),
        ...targets.filter((each) => each !== target).map((each) => otherTarget(rule, each)),
      );
    } else {
      const next = `the policy of ${names.queue} will refuse it: delete it after the apply`;
      byHand.push({ part: `rule ${rule}`, next });
    }
  }
  const created = KINDS.filter(({ mechanism, rule }) => {
    const isCreated = !mechanism || (mechanisms.length > 0 ? mechanisms : DEFAULT_MECHANISMS).includes(mechanism);
    return isCreated && !rules.includes(names[rule]);
  });
  const existing = await existingRules(
    events,
    created.map(({ rule }) => names[rule]),
  );
  return {
    imports,
    byHand,
    first: [
      ...existing.map((name) => elsewhere(name, names)),
      ...kinds
        .map(({ rule }) => names[rule])
        .filter((name) => ![...rules, ...existing].includes(name))
        .map(missingRule),
    ],
    inputs: {
      ...(mechanisms.length > 0 && { sync_mechanisms: hcl(mechanisms) }),
      // MechCloud's page needs a trail, which stays.
      ...(mechanisms.includes("cloudtrail") && { create_trail: hcl(false) }),
    },
  };
}

async function existingRules(events: Aws["events"], names: readonly string[]): Promise<string[]> {
  const found = names.map(async (Name) => {
    try {
      await events.describeRule({ Name });
      return [Name];
    } catch (error) {
      if ((error as Error).name !== "ResourceNotFoundException") throw error;
      return [];
    }
  });
  return (await Promise.all(found)).flat();
}

function ruleImports(rule: string, { address, targetAddress }: Kind, { Id, SqsParameters }: Target): Import[] {
  const group = SqsParameters?.MessageGroupId;
  const regrouped = group === rule ? "" : `; message group (now ${group})`;
  return [
    { address, id: `default/${rule}`, part: `rule ${rule}`, changes: "event pattern and description" },
    {
      address: targetAddress,
      id: `default/${rule}/${Id}`,
      part: `target of ${rule}`,
      changes: `gets retries and a dead-letter queue${regrouped}`,
    },
  ];
}

/** The console lets a target work in a role. */
function targetLeftovers({ RoleArn }: Target): ByHand[] {
  if (!RoleArn) return [];
  return [
    { part: `role ${nameOfArn(RoleArn)}`, next: "the queue's policy permits the rule: delete it after the apply" },
  ];
}

function otherTarget(rule: string, { Id }: Target): ByHand {
  return { part: `target ${Id} of ${rule}`, next: "goes on, but must be gone before Terraform can delete the rule" };
}

/** A rule cannot be renamed, and the module's policy of the queue permits only rules with the module's names. */
function missingRule(name: string): string {
  return `Create a rule ${name} that sends to the queue, disable the rule that does so now, and run this command again: else events of this kind get lost during the apply. docs/migrating.md has the commands.`;
}

/** EventBridge does not refuse to create a rule that exists. */
function elsewhere(rule: string, { queue }: RelayNames): string {
  return `The rule ${rule} exists and does not send to ${queue}: let it send there, or delete it, and run this command again: else the apply changes it, and its targets go on.`;
}
