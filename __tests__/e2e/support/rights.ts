import { ListEventBusesCommand, ListRulesCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../../local-aws/account";
import type { NamedPolicy, PolicyRequest } from "../../../local-aws/decisions";
import { query } from "./aws-resources";
import { keysOfQueues } from "./encryption";
import { mutationsOf, unnoticed } from "./policy-mutations";
import type { TestBed } from "./test-bed";

/** In the policy that SNS gives a topic without one. */
const BY_DEFAULT = "__default_statement_ID";

interface Session {
  /** The policies to reduce, as they were while the functions worked. */
  readonly policies: readonly NamedPolicy[];
  readonly requests: readonly PolicyRequest[];
  /** Which of the policies are not the module's. */
  readonly others: RegExp;
  /** Two copies of the module differ in this prefix, and lose a right at the same time. */
  readonly prefix: string;
}

/** How many rights there are, and those without which every request would be decided the same. */
export async function unneededRights({ policies, requests, others, prefix }: Session) {
  const shortened = (what: string) =>
    what
      .replaceAll(prefix, "")
      .replace(/^.* arn:aws:iam::\d+:policy\/\w+-/, "")
      .replace(/^arn:aws:\w+:[\w-]*:\d+:/, "")
      .replace(/^key\/[\w-]+/, "key");
  const own = policies.filter(({ name }) => !others.test(name));
  const mutations = mutationsOf(own, shortened).filter(({ what }) => !what.includes(BY_DEFAULT));
  return { rights: mutations.length, unneeded: await unnoticed(policies, requests, mutations) };
}

interface Findings {
  readonly evaluated: number;
  readonly refused: number;
  readonly rights: number;
  readonly unneeded: readonly string[];
}

/** Prints what a test found, beside jest's own lines. */
export function report(flow: string, { evaluated, refused, rights, unneeded }: Findings): void {
  const requests = `${evaluated} requests evaluated, ${refused} refused`;
  process.stdout.write(
    `${flow}: ${requests}; ${rights} rights taken away one at a time, ${unneeded.length} unnoticed\n`,
  );
}

/** Lets each alarm of that name go off. */
export async function setOff(bed: TestBed, ...alarmNames: readonly string[]): Promise<void> {
  for (const AlarmName of alarmNames) {
    const alarm = { AlarmName, StateValue: "ALARM", StateReason: "test" };
    await query(bed, "monitoring", { Action: "SetAlarmState", Version: "2010-08-01", ...alarm });
  }
}

/** What EventBridge asks of each rule's dead-letter queue and its key when it cannot deliver an event. */
export async function deadLetterRequests(bed: TestBed): Promise<PolicyRequest[]> {
  const { EventBuses = [] } = await bed.events.send(new ListEventBusesCommand());
  const requests = EventBuses.map(async ({ Name: EventBusName }) => {
    const { Rules = [] } = await bed.events.send(new ListRulesCommand({ EventBusName }));
    const ofRules = Rules.map(async ({ Name: Rule, Arn = "" }) => {
      const { Targets = [] } = await bed.events.send(new ListTargetsByRuleCommand({ EventBusName, Rule }));
      return Promise.all(Targets.map((target) => requestsOf(bed, Arn, target.DeadLetterConfig?.Arn)));
    });
    return (await Promise.all(ofRules)).flat(2);
  });
  return (await Promise.all(requests)).flat();
}

async function requestsOf(bed: TestBed, rule: string, queue: string | undefined): Promise<PolicyRequest[]> {
  if (queue === undefined) return [];
  const [key] = await keysOfQueues(bed, [`${bed.aws.endpoint}/${LOCAL_ACCOUNT}/${queue.split(":").pop()}`]);
  const ask = (action: string, resource: string): PolicyRequest => ({
    principal: "events.amazonaws.com",
    type: "Service",
    account: LOCAL_ACCOUNT,
    action,
    resource,
    region: LOCAL_REGION,
    secure: true,
    context: { "aws:sourcearn": rule, "aws:sourceaccount": LOCAL_ACCOUNT },
  });
  const ofKey = key ? ["kms:GenerateDataKey", "kms:Decrypt"].map((action) => ask(action, key)) : [];
  return [ask("sqs:SendMessage", queue), ...ofKey];
}
