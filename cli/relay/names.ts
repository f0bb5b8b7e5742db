import { RELAY_NAMES, spokeRuleName } from "../../lambda-src/contract/relay-names";

export type RelayNames = Readonly<Record<keyof typeof RELAY_NAMES, string>>;

/** The keys of the rules' names. */
const RULES = ["instanceStateChangeRule", "tagChangeRule", "cloudtrailRule"] as const;

/** The names of the rules of a relay or spoke. */
export type RuleNames = Pick<RelayNames, (typeof RULES)[number]>;

/** The names of a relay's parts. */
export function relayNames(prefix = ""): RelayNames {
  return Object.fromEntries(Object.entries(RELAY_NAMES).map(([key, name]) => [key, `${prefix}${name}`])) as RelayNames;
}

/** The names of the rules of a spoke whose relay would have these. */
export function spokeRuleNames(names: RuleNames): RuleNames {
  return Object.fromEntries(RULES.map((key) => [key, spokeRuleName(names[key])])) as RuleNames;
}

/** The names of the rules of a relay or spoke on the default bus, whether they exist or not. */
export function ruleNames(names: RuleNames): string[] {
  return RULES.map((key) => names[key]);
}
