import type { Target } from "@aws-sdk/client-eventbridge";
import { nameOfArn } from "../aws/arn";
import type { Aws } from "../aws/aws";
import { listEventBuses, listLogPolicies, listRules, listTargets } from "../aws/lists";
import { CliError } from "../errors";
import { listed } from "../output/words";
import { missing } from "../relay/missing";
import { EVENT_SOURCES, type ScalrNames, scalrNames } from "../scalr/names";
import { type ByHand, type Found, hcl, type Import, logGroup, logGroupImport } from "./part";

/** A rule of the module, and the log group that it sends to, whose name is without prefix. */
interface Kind {
  readonly rule: keyof ScalrNames;
  readonly logGroup: string;
  readonly detailType: string;
  readonly address: string;
  readonly targetAddress: string;
  readonly logGroupAddress: string;
  readonly retention: string;
}

const KINDS: readonly Kind[] = [
  {
    rule: "runExecuted",
    logGroup: "scalr/run-executed",
    detailType: "RunExecuted",
    address: "aws_cloudwatch_event_rule.run_executed_rule",
    targetAddress: "aws_cloudwatch_event_target.run_executed_rule_target",
    logGroupAddress: "aws_cloudwatch_log_group.run_executed",
    retention: "run_log_retention_days",
  },
  {
    rule: "auditLog",
    logGroup: "scalr/audit-log",
    detailType: "AuditLog",
    address: "aws_cloudwatch_event_rule.audit_log_rule",
    targetAddress: "aws_cloudwatch_event_target.audit_log_rule_target",
    logGroupAddress: "aws_cloudwatch_log_group.audit_log",
    retention: "audit_log_retention_days",
  },
];

const POLICY = "scalr-events";

/**
 * What somebody created after Scalr's page.
 *
 * @param source the event source's name; needed if there are several
 * @throws CliError if there is none, or if it is not known which one is meant
 * @see https://docs.scalr.io/docs/aws-eventbridge
 */
export async function scalrParts(aws: Aws, prefix = "", source?: string): Promise<Found> {
  const bus = await busOf(aws, source);
  const groups = await logGroupImports(aws, prefix);
  const rules = await ruleParts(aws, bus, prefix);
  return {
    imports: [...groups, ...rules.imports, ...(await policyImports(aws, prefix))],
    byHand: [
      {
        part: `event bus ${bus}`,
        next: "stays associated with its source by hand: the AWS provider cannot import it without replacing it",
      },
      ...rules.byHand,
    ],
    inputs: {
      event_source_name: hcl(bus),
      create_event_bus: hcl(false),
      ...(prefix && { name_prefix: hcl(prefix) }),
    },
    first: [],
  };
}

async function busOf(aws: Aws, source: string | undefined): Promise<string> {
  const buses = await listEventBuses(aws, source ?? EVENT_SOURCES);
  const names = buses.map(({ Name }) => Name!).filter((name) => !source || name === source);
  if (names.length === 1) return names[0]!;
  if (names.length === 0) {
    const advice = "check --event-source-name, --region and --profile";
    throw await missing(aws, `event bus ${source ?? `${EVENT_SOURCES}…`}`, advice);
  }
  throw new CliError(
    `There are ${names.length} event buses of Scalr in the region ${await aws.region()} of this account: choose one with --event-source-name: ${listed(...names)}.`,
  );
}

async function logGroupImports(aws: Aws, prefix: string): Promise<Import[]> {
  const imports: Import[] = [];
  for (const { logGroup: name, logGroupAddress, retention } of KINDS) {
    const found = await logGroup(aws, `/aws/events/${prefix}${name}`);
    if (found) imports.push(logGroupImport(logGroupAddress, found, retention));
  }
  return imports;
}

async function policyImports(aws: Aws, prefix: string): Promise<Import[]> {
  const policies = await listLogPolicies(aws);
  const name = `${prefix}${POLICY}`;
  if (!policies.some(({ policyName }) => policyName === name)) return [];
  const changes = "replaced: allows deliveries to the module's log groups";
  const address = "aws_cloudwatch_log_resource_policy.log_delivery[0]";
  return [{ address, id: name, part: `resource policy ${name} of CloudWatch Logs`, changes }];
}

async function ruleParts(aws: Aws, bus: string, prefix: string) {
  const imports: Import[] = [];
  const byHand: ByHand[] = [];
  const names = scalrNames(prefix);
  for (const { Name, EventPattern = "" } of await listRules(aws, bus)) {
    const targets = await listTargets(aws, Name!, bus);
    const kind = KINDS.find(({ rule }) => names[rule] === Name);
    if (kind) {
      const target = targets.find(isLogGroup);
      const id = `${bus}/${Name}`;
      imports.push({ address: kind.address, id, part: `rule ${Name}`, changes: "event pattern, if it differs" });
      if (target) {
        imports.push({
          address: kind.targetAddress,
          id: `${id}/${target.Id}`,
          part: `target of ${Name}`,
          changes: `sends to /aws/events/${prefix}${kind.logGroup} (now ${textOf(target)}), with a dead-letter queue`,
        });
      }
      for (const other of targets.filter((each) => each !== target)) {
        const next = "stays, and is not the module's: make it a destination, and remove it";
        byHand.push({ part: `target ${textOf(other)} of ${Name}`, next });
      }
    } else {
      byHand.push(foreignRule(Name!, EventPattern, targets, prefix));
    }
  }
  return { imports, byHand };
}

/** A rule with a name of the user's own, which goes on sending to its targets. */
function foreignRule(name: string, pattern: string, targets: readonly Target[], prefix: string): ByHand {
  const part = `rule ${name}, which sends to ${listed(...targets.map(textOf)) || "nothing"}`;
  const kinds = KINDS.filter(({ detailType }) => pattern.includes(detailType));
  if (kinds.length === 0 || !targets.every(isLogGroup)) {
    return { part, next: "stays: make its targets destinations of the module, and delete it then" };
  }
  const groups = kinds.map(({ logGroup }) => `/aws/events/${prefix}${logGroup}`).join(" and ");
  return {
    part,
    next: `stays: delete it after the apply, when ${groups} has events; its log group keeps the old ones`,
  };
}

function isLogGroup({ Arn }: Target): boolean {
  return Arn!.includes(":log-group:");
}

function textOf({ Arn }: Target): string {
  const [, logGroupName] = /:log-group:([^:]+)/.exec(Arn!) ?? [];
  return logGroupName ?? nameOfArn(Arn!);
}
