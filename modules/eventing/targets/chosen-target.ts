import { Fn, type IResolvable, Token } from "cdktf";
import { type Condition, choose, equals, type When } from "../../terraform/condition";
import type { EventRule, RuleTarget, TargetAddress } from "../event-rule";
import { pascalCase } from "../policy-document";
import { targetRole } from "../target-role";

/** The alternative that each entry of a map has, which only Terraform knows. */
export interface Choice {
  /** The name of the alternative that the entry at hand has. */
  readonly chosen: string;
  /** The entries that have one of these alternatives. */
  readonly entries: (names: readonly string[]) => When;
}

/**
 * One of several targets, for a rule that exists once for each entry of a map. An entry whose target changes keeps its
 * rule, the target's id, and its role if both targets need one, so that the rule has one target at any time.
 */
export class ChosenTarget implements RuleTarget {
  /** @param targets the targets by the alternative's name */
  constructor(
    private readonly targets: Readonly<Record<string, RuleTarget>>,
    private readonly choice: Choice,
  ) {}

  bind(rule: EventRule): TargetAddress {
    const { chosen, entries } = this.choice;
    const bound = Object.entries(this.targets).map(([name, target]) => ({
      name,
      when: equals(chosen, name),
      ...target.bind(rule, entries([name])),
    }));
    const pick = (part: "arn" | "messageGroupId" | "partitionKeyPath") =>
      bound.reduceRight<string | IResolvable>(
        (otherwise, { when, [part]: value }) => (value === undefined ? otherwise : choose(when, value, otherwise)),
        Token.nullValue(),
      );
    const inRole = bound.flatMap(({ name, when, arn, actions }) =>
      actions ? [{ name, statement: { sid: `Deliver${pascalCase(name)}`, when, actions, resources: [arn] } }] : [],
    );
    const names = inRole.map(({ name }) => name);
    const statements = inRole.map(({ statement }) => statement);
    const { role, policy } = targetRole(rule, statements, entries(names));
    return {
      arn: Token.asString(pick("arn")),
      roleArn: choose<string | undefined>(Fn.contains(names, chosen) as Condition, role.arn, undefined),
      messageGroupId: pick("messageGroupId"),
      partitionKeyPath: pick("partitionKeyPath"),
      preconditions: bound.flatMap(({ when, preconditions = [] }) =>
        preconditions.map(({ condition, ...message }) => ({ ...message, condition: choose(when, condition, true) })),
      ),
      dependsOn: [policy, ...bound.flatMap(({ dependsOn = [] }) => dependsOn)],
    };
  }
}
