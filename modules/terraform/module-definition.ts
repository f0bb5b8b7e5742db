import type { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import type { Constraint } from "./constraint";

/** What a variable must be. */
export interface InputConstraint extends Pick<Constraint<never>, "allowed" | "condition"> {
  /**
   * What is wrong, as an HCL expression on the variable.
   * @default - the whole value
   */
  readonly culprit?: (reference: string) => string;
}

/** A variable of the module. */
export interface ModuleInput {
  /** Terraform's type constraint, e.g. `list(string)`. */
  readonly type: string;
  readonly description: string;
  /** Left out: the variable is required. `null`: it may be null. Anything else: null means this default. */
  readonly default?: unknown;
  /** Whether Terraform keeps the value out of what it prints. */
  readonly sensitive?: boolean;
  /** What the value must be. */
  readonly constraint?: InputConstraint | readonly InputConstraint[];
}

/** A module's `required_providers`. */
export type RequiredProviders = Readonly<Record<string, { readonly source: string; readonly version: string }>>;

/** What several variables must be together. Terraform before 1.9 lets a variable's validation see that variable alone. */
export interface Precondition {
  /** Holds where all is well: an HCL expression. */
  readonly condition: string;
  /** A sentence that names the values given and what is allowed; `${…}` is Terraform's. */
  readonly errorMessage: string;
}

/** An output of the module. */
export interface ModuleOutput {
  readonly description: string;
  readonly value: unknown;
  /**
   * What must hold for the value to be right; else it is an error when Terraform plans.
   * @default - nothing
   */
  readonly precondition?: Precondition;
}

/** What a module needs to build its resources. */
export interface ModuleContext<Input extends string> {
  readonly variables: Readonly<Record<Input, TerraformVariable>>;
  /** The path of a file that comes with the module, for Terraform. */
  readonly file: (name: string) => string;
}

/**
 * A flow, defined once: the app deploys it as a stack, and `npm run build` publishes it as a plain Terraform module with
 * the same variables and outputs.
 */
export interface ModuleDefinition<Input extends string = string> {
  /** The module's name in a registry, after `terraform-aws-`. */
  readonly name: string;
  readonly inputs: Readonly<Record<Input, ModuleInput>>;
  /**
   * The providers that the module needs.
   * @default - AWS
   */
  readonly providers?: RequiredProviders;
  /** Makes the resources below `scope` and returns the outputs by name. */
  build(scope: Construct, context: ModuleContext<Input>): Readonly<Record<string, ModuleOutput>>;
}

/** A module of whatever inputs. */
export type AnyModule = ModuleDefinition<never>;

/** Types the inputs of `definition` for its own `build`. */
export function defineModule<Input extends string>(definition: ModuleDefinition<Input>): ModuleDefinition<Input> {
  return definition;
}
