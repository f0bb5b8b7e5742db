import { Token } from "cdktf";
import type { Construct } from "constructs";
import type { RuleTarget } from "../../eventing/event-rule";
import type { Constraint } from "../../terraform/constraint";
import { expression } from "../../terraform/expression";
import type { InputConstraint } from "../../terraform/module-input";
import type { Settings, Settled } from "../../terraform/setting";
import type { Destination } from "../destination";
import type { ScalrEvents } from "../scalr-events";

/**
 * A kind of destination. Its part of the variable `destinations`, its validation, wiring and required permission, and its
 * documentation follow from this record.
 */
export interface DestinationKind<S extends Settings = Settings> {
  /** What receives the events, with the article. */
  readonly receiver: string;
  /** The attributes of the variable. */
  readonly attributes: S;
  /**
   * Whether an attribute may be a secret, such as a URL: an error then shows only how a value begins.
   * @default false
   */
  readonly hasSecrets?: boolean;
  /**
   * Constraints between attributes.
   * @default - none
   */
  readonly constraints?: readonly InputConstraint[];
  /**
   * The permission that only the receiver's owner can grant.
   * @default - the module lets EventBridge in
   */
  readonly requiredPermission?: {
    /** The action, or the action by the service in the receiver's ARN. */
    readonly action: string | Readonly<Record<string, string>>;
    /** The attribute, in snake case, that is the receiver's ARN. */
    readonly resource: string;
    /** Who is allowed: EventBridge for the destination's rule, EventBridge for any rule, or the destination's role. */
    readonly to: "rule" | "any rule" | "role";
  };
  /**
   * Who lets EventBridge in.
   * @default - the receiver's owner if there is a `requiredPermission`, else the module
   */
  readonly letsIn?: string;
  /**
   * The target of the destination at hand.
   * @param secret the destination's secret, if it has one
   */
  target(attributes: Settled<S>, secret: string): RuleTarget;
  /**
   * What the template of an input transformer must be.
   * @default - any template
   */
  readonly inputTemplate?: Constraint<string>;
  /** Adds what is not created once for each destination, or what the target does not know. */
  complete?(destination: Destination, events: ScalrEvents, all: DestinationsOfKind): void;
}

/** Types the attributes of a kind for its own `target`. */
export function destinationKind<const S extends Settings>(kind: DestinationKind<S>): DestinationKind {
  return kind;
}

/** All destinations of one kind. */
export class DestinationsOfKind {
  constructor(
    private readonly scope: Construct,
    private readonly kind: string,
  ) {}

  get names(): string[] {
    return Token.asList(expression(this.scope, this.list("name")));
  }

  /** The texts of an attribute, named in snake case. */
  texts(attribute: string): string[] {
    return Token.asList(expression(this.scope, this.list(`destination.${this.kind}.${attribute}`)));
  }

  private list(value: string): string {
    return `[for name, destination in var.destinations : ${value} if destination.${this.kind} != null]`;
  }
}
