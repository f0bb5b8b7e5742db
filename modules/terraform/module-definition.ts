import type { ITerraformDependable, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import type { ModuleInput } from "./module-input";
import type { Settings, Settled } from "./setting";

/** A module's `required_providers`. */
export type RequiredProviders = Readonly<Record<string, { readonly source: string; readonly version: string }>>;

/** A constraint on several variables. Before Terraform 1.9, a variable's validation can refer to that variable only. */
export interface Precondition {
  /** An HCL expression that is true if the values are allowed. */
  readonly condition: string;
  /** A sentence that names the values given and what is allowed; `${…}` is Terraform's. */
  readonly errorMessage: string;
}

/** An output of the module. */
export interface ModuleOutput {
  readonly description: string;
  readonly value: unknown;
  /**
   * A condition on the value; Terraform fails at plan time if it is false.
   * @default - nothing
   */
  readonly precondition?: Precondition;
  /**
   * What must exist before the value is used.
   * @default - what the value refers to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** A resource that has another address than in an earlier version: Terraform keeps what exists. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** What a module needs to create its resources. */
export interface ModuleContext<S extends Settings, Input extends string> {
  /** The values of the variables that `settings` declares, for a construct's properties. */
  readonly settings: Settled<S>;
  /** The variables that `inputs` declares. */
  readonly variables: Readonly<Record<Input, TerraformVariable>>;
  /** The path of a file that comes with the module, for Terraform. */
  readonly file: (name: string) => string;
}

/** A module with any inputs. */
export interface AnyModule {
  /** The module's name in a registry, after `terraform-aws-`. */
  readonly name: string;
  /**
   * Variables that are also properties of a construct.
   * @default - none
   */
  readonly settings?: Settings;
  /**
   * Other variables, named in snake case.
   * @default - none
   */
  readonly inputs?: Readonly<Record<string, ModuleInput>>;
  /**
   * The providers that the module needs.
   * @default - AWS
   */
  readonly providers?: RequiredProviders;
  /**
   * Former addresses of resources in the published module, each with the next one.
   * @default - none
   */
  readonly moved?: readonly Move[];
  /** Creates the resources below `scope` and returns the outputs by name. */
  build(scope: Construct, context: never): Readonly<Record<string, ModuleOutput>>;
}

/**
 * A flow, defined once: the app deploys it as a stack, and `npm run build` publishes it as a plain Terraform module with
 * the same variables and outputs.
 */
export interface ModuleDefinition<S extends Settings = Settings, Input extends string = string> extends AnyModule {
  readonly settings?: S;
  readonly inputs?: Readonly<Record<Input, ModuleInput>>;
  build(scope: Construct, context: ModuleContext<S, Input>): Readonly<Record<string, ModuleOutput>>;
}

/** Types the settings and inputs of `definition` for its own `build`. */
export function defineModule<S extends Settings, Input extends string>(
  definition: ModuleDefinition<S, Input>,
): ModuleDefinition<S, Input> {
  return definition;
}
