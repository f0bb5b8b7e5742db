import type { Rule } from "@aws-sdk/client-eventbridge";

/** A rule as `status --json` prints it. */
export interface RuleState {
  readonly name: string;
  readonly enabled: boolean;
}

export function ruleStates(rules: readonly Rule[]): RuleState[] {
  return rules.map(({ Name, State }) => ({ name: Name!, enabled: State === "ENABLED" }));
}

export function statesText(rules: readonly RuleState[]): string {
  const disabled = rules.filter(({ enabled }) => !enabled);
  return disabled.length === 0 ? "all enabled" : `disabled: ${disabled.map(({ name }) => name).join(", ")}`;
}
