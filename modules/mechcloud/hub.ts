import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import type { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Fn, type IResolvable, Op, TerraformIterator, Token } from "cdktf";
import { Construct } from "constructs";
import { hubRuleName } from "../../lambda-src/contract/relay-names";
import { AwsEnvironment } from "../eventing/aws-environment";
import type { DeadLetterQueue } from "../eventing/dead-letter-queue";
import { type EventPattern, EventRule } from "../eventing/event-rule";
import type { FifoQueue } from "../eventing/fifo-queue";
import { PolicyDocument } from "../eventing/policy-document";
import type { QueueSender } from "../eventing/queue";
import { REMOVED_AFTER_TARGET } from "../eventing/target-role";
import { FifoQueueTarget } from "../eventing/targets/fifo-queue-target";
import { and, type Condition, hasEntries, includes, isGiven, onlyIf, or, restrict } from "../terraform/condition";
import { dependOn } from "../terraform/depend-on";
import { snakeCase } from "../terraform/setting";
import type { Forwarder } from "./forwarder";
import type { SyncSettings } from "./settings.generated";
import { SYNC_RULES, type SyncRule } from "./sync-rules";

/** The rules of a hub's bus as the policies of queues name them: those that exist, and those of accounts to come. */
export function hubSender(scope: Construct, busName: string): QueueSender {
  return { sid: "AllowHub", arn: AwsEnvironment.of(scope).arn("events", `rule/${busName}/*`) };
}

export interface HubProps extends Required<Pick<SyncSettings, "namePrefix" | "cloudAccounts" | "syncMechanisms">> {
  /** The name of the event bus. */
  readonly busName: string;
  /**
   * The organization whose accounts may send events, too.
   * @default - only this account and those in `cloudAccounts`
   */
  readonly organizationId?: string;
  readonly queue: FifoQueue;
  readonly ruleDeadLetterQueue: DeadLetterQueue;
  /** It must know an account before the account's events come. */
  readonly forwarder: Forwarder;
  /** Whether the hub exists. */
  readonly when: Condition;
}

/**
 * An event bus that receives the events of other regions and accounts, and rules that deliver them to the queue of a sync.
 *
 * EventBridge sets a message group for each target and not for each event. So there are rules for each account of
 * `cloudAccounts`, whose events wait for those of no other account. Other events, such as those of this account's other
 * regions, have rules of their own, so that no event that the bus accepts is lost.
 *
 * No rule of the bus sends to another bus, and EventBridge sends an event from bus to bus once only: there are no loops.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class Hub extends Construct {
  readonly bus: CloudwatchEventBus;
  readonly busName: string;
  /** The rules by id; those of accounts exist once for each account. */
  readonly rules: Readonly<Record<string, EventRule>>;
  /** What must exist before the first event comes. */
  readonly readiness: readonly (CloudwatchEventTarget | CloudwatchEventBusPolicy)[];

  constructor(scope: Construct, id: string, props: HubProps) {
    super(scope, id);
    const { busName, when } = props;
    this.busName = busName;
    this.bus = onlyIf(
      when,
      new CloudwatchEventBus(this, "Resource", {
        name: busName,
        description: "Changes in other regions and accounts, for MechCloud",
        lifecycle: { precondition: [this.ownAccountIsApart(props)] },
      }),
    );
    const sender = hubSender(this, busName);
    props.queue.allowSendFrom(sender);
    props.ruleDeadLetterQueue.allowSendFrom(sender);
    const rules = Object.entries<SyncRule>(SYNC_RULES).map(([key, rule]) =>
      this.createRules(snakeCase(key), rule, props),
    );
    this.rules = Object.assign({}, ...rules.map((each) => each.rules)) as Record<string, EventRule>;
    const targets = rules.flatMap((each) => each.targets);
    this.readiness = [...targets, ...this.createPolicy(props, targets)];
  }

  /** The rules of one kind of change: for each account, and for the rest. */
  private createRules(id: string, { name, changes, eventPattern, mechanism }: SyncRule, props: HubProps) {
    const { cloudAccounts, namePrefix, syncMechanisms } = props;
    const when = and(props.when, mechanism === undefined || includes(syncMechanisms, mechanism));
    const rules: Record<string, EventRule> = {};
    const targets: CloudwatchEventTarget[] = [];
    const add = (ruleId: string, description: string, rule: Pick<RuleOptions, "name" | "eventPattern" | "when">) => {
      const { created, target } = this.createRule(ruleId, { ...rule, description }, props);
      rules[`hub_${ruleId}`] = created;
      targets.push(target);
      return { created, target };
    };
    if (when === false) return { rules, targets };
    const known = hasEntries(cloudAccounts) === false ? undefined : TerraformIterator.fromMap(cloudAccounts);
    const ofAccount =
      known &&
      add(`${id}_of_account`, `${changes} in account ${known.key}, for MechCloud`, {
        name: hubRuleName(`${namePrefix}${name}`, known.key),
        eventPattern: { ...eventPattern, account: [known.key] },
        when: restrict(when, known),
      });
    const rest = add(id, `${changes} in other regions and accounts, for MechCloud`, {
      name: hubRuleName(`${namePrefix}${name}`),
      eventPattern: ofOthers(eventPattern, cloudAccounts),
      when,
    });
    if (ofAccount) {
      // An account moves from one rule to another without a moment in which neither has it.
      ofAccount.target.lifecycle = REMOVED_AFTER_TARGET;
      dependOn(rest.created.rule, ofAccount.target);
    }
    return { rules, targets };
  }

  private createRule(id: string, options: RuleOptions, { queue, ruleDeadLetterQueue, forwarder }: HubProps) {
    const sender = hubSender(this, this.busName);
    const created = new EventRule(this, id, { ...options, eventBusName: this.bus.name, sender });
    const target = created.addTarget("queue", new FifoQueueTarget(queue), { deadLetterQueue: ruleDeadLetterQueue });
    dependOn(target, forwarder.function);
    return { created, target };
  }

  /**
   * Who may put events. Not by source: PutEvents refuses the sources of AWS's services from anybody else, and the rules
   * match no others. The bus refuses an event that comes before the rules, which keeps it in the spoke's dead-letter queue.
   */
  private createPolicy({ cloudAccounts, organizationId, when }: HubProps, targets: readonly CloudwatchEventTarget[]) {
    const accounts = hasEntries(cloudAccounts);
    const organization = isGiven(organizationId);
    const exists = and(when, or(accounts, organization));
    if (exists === false) return [];
    const shared = {
      actions: ["events:PutEvents"],
      resources: [AwsEnvironment.of(this).arn("events", `event-bus/${this.busName}`)],
    };
    const document = new PolicyDocument(
      this,
      "policy",
      [
        {
          ...shared,
          sid: "AllowAccounts",
          when: accounts,
          principals: [{ type: "AWS", identifiers: this.rootsOf(cloudAccounts) }],
        },
        {
          ...shared,
          sid: "AllowOrganization",
          when: organization,
          principals: [{ type: "AWS", identifiers: ["*"] }],
          condition: [{ test: "StringEquals", variable: "aws:PrincipalOrgID", values: [organizationId as string] }],
        },
      ],
      exists,
    );
    const policy = new CloudwatchEventBusPolicy(this, "access", {
      eventBusName: this.bus.name,
      policy: document.json,
      dependsOn: [...targets],
    });
    return [onlyIf(exists, policy)];
  }

  private rootsOf(cloudAccounts: HubProps["cloudAccounts"]): string[] {
    const { partition } = AwsEnvironment.of(this);
    return Token.isUnresolved(cloudAccounts)
      ? Token.asList(Fn.formatlist(`arn:${partition}:iam::%s:root`, [Fn.keys(cloudAccounts)]))
      : Object.keys(cloudAccounts).map((account) => `arn:${partition}:iam::${account}:root`);
  }

  /** Terraform checks it, because only Terraform knows this account. */
  private ownAccountIsApart({ cloudAccounts }: HubProps) {
    const { accountId } = AwsEnvironment.of(this);
    return {
      condition: Op.not(Fn.contains(Fn.keys(cloudAccounts), accountId)),
      errorMessage: `cloud_accounts must be without the relay's own account ${accountId}, whose cloud account is cloud_account_id.`,
    };
  }
}

type RuleOptions = ConstructorParameters<typeof EventRule>[2];

/** EventBridge refuses an empty list. No AWS account has this number. */
const NO_ACCOUNT = "000000000000";

/** The pattern for all accounts but those that have rules of their own. */
function ofOthers(pattern: EventPattern, cloudAccounts: Record<string, string>): EventPattern | IResolvable {
  const ofAllBut = (accounts: unknown) => ({ ...pattern, account: [{ "anything-but": accounts }] });
  return Token.isUnresolved(cloudAccounts)
    ? Token.asAny(Fn.jsonencode(ofAllBut(Fn.concat([[NO_ACCOUNT], Fn.keys(cloudAccounts)]))))
    : ofAllBut([NO_ACCOUNT, ...Object.keys(cloudAccounts)]);
}
