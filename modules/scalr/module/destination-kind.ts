import { type IResolvable, Token } from "cdktf";
import type { Construct } from "constructs";
import type { RuleTarget } from "../../eventing/event-rule";
import type { Condition } from "../../terraform/condition";
import type { Constraint } from "../../terraform/constraint";
import { expression } from "../../terraform/expression";
import type { Destination } from "../destination";
import type { ScalrEvents } from "../scalr-events";

/** A kind of destination of the variable `destinations`: the variable, its checks, wiring, outputs and table follow from it. */
export interface DestinationKind {
  /** What it delivers to, with the article. */
  readonly receiver: string;
  readonly attributes: Readonly<Record<string, DestinationAttribute>>;
  /**
   * What several attributes must be together.
   * @default - nothing
   */
  readonly constraint?: {
    /** To complete the sentence "destinations must be a map in which …". */
    readonly allowed: string;
    /** An HCL expression on the destination's object at `reference`. */
    readonly condition: (reference: string) => string;
  };
  /** The target of the destination at hand. */
  readonly target: (destination: DestinationAtHand) => RuleTarget;
  /**
   * What only the target's owner can allow.
   * @default - the module lets EventBridge in
   */
  readonly requiredPermission?: {
    readonly action: string;
    /** The attribute that is the target's ARN. */
    readonly resource: string;
    /** Whether the statement names the rule, in a condition. */
    readonly fromRule: boolean;
  };
  /**
   * Who lets EventBridge in.
   * @default - the target's owner if there is a `requiredPermission`, else the module
   */
  readonly letsIn?: string;
  /**
   * Adds what does not exist once for each destination of this kind, or what the target does not know.
   * @default - nothing
   */
  readonly complete?: (destination: Destination, events: ScalrEvents, all: DestinationsOfKind) => void;
}

/** An attribute of a kind. */
export interface DestinationAttribute {
  /** Terraform's type constraint. */
  readonly type: "string" | "number" | "map(string)";
  /**
   * The value if the attribute is omitted.
   * @default - the attribute is required
   */
  readonly default?: string | number | Readonly<Record<string, string>> | null;
  /**
   * What the attribute must be.
   * @default - anything of its type
   */
  readonly constraint?: Pick<Constraint<never>, "allowed" | "condition">;
}

/** The attributes of the destination at hand, in `each.value`. */
export class DestinationAtHand {
  constructor(
    private readonly scope: Construct,
    private readonly kind: string,
  ) {}

  text(attribute: string): string {
    return Token.asString(this.any(attribute));
  }

  number(attribute: string): number {
    return Token.asNumber(this.any(attribute));
  }

  any(attribute: string): IResolvable {
    return expression(this.scope, `each.value.${this.kind}.${attribute}`);
  }

  get secret(): string {
    return Token.asString(expression(this.scope, "var.destination_secrets[each.key]"));
  }
}

/** All destinations of one kind. */
export class DestinationsOfKind {
  constructor(
    private readonly scope: Construct,
    private readonly kind: string,
  ) {}

  get exist(): Condition {
    return expression(this.scope, `length(${this.list("name")}) > 0`);
  }

  get names(): string[] {
    return Token.asList(expression(this.scope, this.list("name")));
  }

  texts(attribute: string): string[] {
    return Token.asList(expression(this.scope, this.list(`destination.${this.kind}.${attribute}`)));
  }

  private list(value: string): string {
    return `[for name, destination in var.destinations : ${value} if destination.${this.kind} != null]`;
  }
}
