import { letsAccountIn } from "../aws/policy";
import { cloudAccountsOf } from "../relay/hub";
import { Log } from "../relay/log";
import { ruleNames } from "../relay/names";
import { APPLY, type Check, type Finding } from "./check";
import { attributesOf } from "./queue-checks";
import { disabledFindings, targetFindings } from "./rules";

const bus: Check = {
  id: "hub-policy",
  right: "The policy of the hub's event bus lets the accounts of cloud_accounts in, if create_hub is set.",
  async check({ relay, hub: read }) {
    const hub = await read();
    const accounts = cloudAccountsOf(relay);
    if (!hub) {
      const problem = `The event bus ${relay.names.hubBus} does not exist, so no spoke can send the events of the accounts in cloud_accounts.`;
      return accounts.length > 0 ? [{ problem, next: "set create_hub, and terraform apply", isNote: true }] : [];
    }
    const shutOut = accounts.filter((account) => !letsAccountIn(hub.policy, account, "events:PutEvents"));
    return shutOut.map((account) => ({
      problem: `The policy of ${hub.eventBus} does not let the account ${account} send events.`,
      next: APPLY,
    }));
  },
};

const rules: Check = {
  id: "hub-rules",
  right: "The hub has enabled rules for each account of cloud_accounts and for the rest, if create_hub is set.",
  async check({ relay, rules: read, hub: readHub }) {
    const hub = await readHub();
    if (!hub) return [];
    const own = (await read()).map(({ Name }) => Name);
    // The hub has the mechanisms of the relay.
    const kinds = ruleNames(relay.names).filter((name) => own.includes(name));
    const expected = [...cloudAccountsOf(relay), "hub"].flatMap((of) => kinds.map((kind) => `${kind}-${of}`));
    const missing = expected.filter((name) => !hub.rules.some(({ Name }) => Name === name));
    return [
      ...disabledFindings(hub.rules, hub.eventBus),
      ...missing.map((name) => ({ problem: `The rule ${name} of ${hub.eventBus} does not exist.`, next: APPLY })),
    ];
  },
};

const targets: Check = {
  id: "hub-targets",
  right: "The hub's rules send to the queue, and to the dead-letter queue if they cannot, if create_hub is set.",
  async check({ aws, relay, hub: read }) {
    const hub = await read();
    return hub ? targetFindings(aws, relay.names, hub.rules, hub.eventBus) : [];
  },
};

const access: Check = {
  id: "hub-queue-policies",
  right: "The policies of the queues let the hub's rules in, if create_hub is set.",
  async check({ aws, relay: { names }, hub: read }) {
    if (!(await read())) return [];
    const findings = (["queue", "ruleDeadLetterQueue"] as const).map(async (key): Promise<Finding[]> => {
      const { Policy = "" } = (await attributesOf(aws, names[key])) ?? {};
      if (Policy.includes(`:rule/${names.hubBus}/`)) return [];
      return [{ problem: `The policy of ${names[key]} does not allow the rules of ${names.hubBus}.`, next: APPLY }];
    });
    return (await Promise.all(findings)).flat();
  },
};

const DAY_MS = 86_400_000;

/** The fault of an event that was set aside for this reason. */
const UNMAPPED = /^AWS account ([0-9]{12}) has no cloud account$/;

const unmapped: Check = {
  id: "unmapped",
  right: "No event was set aside in the last day because its AWS account has no cloud account.",
  async check({ aws, relay, now }) {
    try {
      const entries = await new Log(aws, relay.names, now - DAY_MS, "unmapped").read();
      const accounts = new Set(entries.flatMap(({ fault = "" }) => UNMAPPED.exec(fault)?.[1] ?? []));
      for (const account of cloudAccountsOf(relay)) accounts.delete(account);
      return [...accounts].map((account) => ({
        problem: `Events were set aside in the last day: AWS account ${account} has no cloud account.`,
        next: "add the account to cloud_accounts, terraform apply, and aws-event-relay redrive",
      }));
    } catch (error) {
      // The check of the log says so.
      if ((error as Error).name === "ResourceNotFoundException") return [];
      throw error;
    }
  },
};

export const HUB_CHECKS: readonly Check[] = [bus, rules, targets, access, unmapped];
