import type { Rule } from "@aws-sdk/client-eventbridge";
import type { Aws } from "../aws/aws";
import { listRules } from "../aws/lists";
import { type RelayNames, ruleNames } from "./names";
import type { Relay } from "./relay";

/** The event bus that receives the events of other regions and accounts. */
export interface Hub {
  readonly eventBus: string;
  /** Who may put events; undefined if only this account may. */
  readonly policy: string | undefined;
  /** The hub's rules that exist, without those of an archive. */
  readonly rules: readonly Rule[];
}

/** Undefined if the relay has no hub. */
export async function findHub(aws: Aws, names: RelayNames): Promise<Hub | undefined> {
  const eventBus = names.hubBus;
  const prefixes = ruleNames(names).map((name) => `${name}-`);
  try {
    const { Policy } = await aws.events.describeEventBus({ Name: eventBus });
    const rules = await listRules(aws, eventBus);
    const own = rules.filter(({ Name }) => prefixes.some((prefix) => Name!.startsWith(prefix)));
    return { eventBus, policy: Policy, rules: own };
  } catch (error) {
    if ((error as Error).name !== "ResourceNotFoundException") throw error;
    return undefined;
  }
}

/** The other AWS accounts that the relay posts for. */
export function cloudAccountsOf({ environment }: Relay): string[] {
  return Object.keys(JSON.parse(environment.CLOUD_ACCOUNTS || "{}") as object);
}
