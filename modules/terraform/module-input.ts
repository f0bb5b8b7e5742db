import type { Constraint } from "./constraint";

/** What a variable must be. */
export interface InputConstraint extends Pick<Constraint<never>, "allowed" | "condition"> {
  /**
   * The attribute, named in snake case, that is wrong if the constraint is not met.
   * @default - the whole value
   */
  readonly attribute?: string;
  /**
   * The part of the value that is wrong, as an HCL expression on the variable.
   * @default - the attribute, or the whole value
   */
  readonly culprit?: (reference: string) => string;
  /**
   * What is wrong, as an HCL expression on the variable: whole sentences.
   * @default - names the variable, what is allowed and the value
   */
  readonly message?: (reference: string) => string;
}

/** A variable of the module. */
export interface ModuleInput {
  /** Terraform's type constraint, e.g. `list(string)`. */
  readonly type: string;
  readonly description: string;
  /**
   * A value as HCL, for those who see nothing but the description, such as in the form of a no-code workspace.
   * @default - none
   */
  readonly example?: string;
  /** Undefined: the variable is required. `null`: it may be null. Any other value: null means this default. */
  readonly default?: unknown;
  /** Whether Terraform redacts the value in its output. */
  readonly sensitive?: boolean;
  /** What the value must be. */
  readonly constraint?: InputConstraint | readonly InputConstraint[];
}
