import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ProcessError, run } from "./process";
import { ensureTerraform, terraformBinary } from "./programs.cjs";
import { CACHE } from "./project";
import { findMirroredProviders, writeMirrorConfig } from "./provider-mirror";

/** Garbage is collected less often than Go's 100 %: a fourth less of the processor's time, for some 100 MB more. */
const GOGC = "400";

/**
 * Environment for Terraform: no look-up of newer versions, and the AWS provider from a mirror on this computer where
 * there is one, else downloaded once for all folders.
 */
export function terraformEnvironment(): Record<string, string> {
  const base = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0", GOGC };
  const providers = findMirroredProviders();
  if (providers.length > 0) return { ...base, TF_CLI_CONFIG_FILE: writeMirrorConfig(providers) };
  const cache = join(CACHE, "terraform-plugins");
  mkdirSync(cache, { recursive: true });
  return { ...base, TF_PLUGIN_CACHE_DIR: cache, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "true" };
}

/** https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
export interface ResourceChange {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly change: { readonly actions: readonly string[]; readonly importing?: { readonly id: string } };
}

export type TerraformVariables = Readonly<Record<string, unknown>>;

/**
 * Terraform (or OpenTofu) in one folder. Every method throws a ProcessError with Terraform's own message if it fails.
 *
 * @example
 * const terraform = new Terraform(folder, { ...terraformEnvironment(), ...aws.env });
 * await terraform.init();
 * await terraform.apply({ cloud_account_id: "acc-1" });
 * await terraform.destroy();
 */
export class Terraform {
  private variables: TerraformVariables = {};

  constructor(
    readonly folder: string,
    private readonly env: Readonly<Record<string, string>> = terraformEnvironment(),
    /** Receives each line that Terraform writes. */
    private readonly onLine?: (line: string) => void,
  ) {}

  /** @param args more arguments, such as "-backend=false" */
  async init(...args: string[]): Promise<void> {
    ensureTerraform();
    await this.run("init", ...args);
  }

  async validate(): Promise<void> {
    await this.run("validate");
  }

  /** @param variables the root's variables, of any type; later plans and destroy use them again */
  async apply(variables: TerraformVariables = this.variables): Promise<void> {
    this.variables = variables;
    await this.run("apply", "-auto-approve");
  }

  /** What a next apply would change, as Terraform prints it; empty when nothing. */
  async plan(): Promise<string> {
    try {
      await this.run("plan", "-detailed-exitcode");
      return "";
    } catch (error) {
      if (error instanceof ProcessError && error.code === 2) return error.stdout;
      throw error;
    }
  }

  /** What a next apply would do with each resource. */
  async changes(): Promise<readonly ResourceChange[]> {
    await this.run("plan", "-out=plan.tfplan");
    const plan = JSON.parse(await this.quiet("show", "-json", "plan.tfplan")) as { resource_changes: ResourceChange[] };
    return plan.resource_changes;
  }

  async planIsEmpty(): Promise<boolean> {
    return (await this.plan()) === "";
  }

  async destroy(variables: TerraformVariables = this.variables): Promise<void> {
    this.variables = variables;
    await this.run("destroy", "-auto-approve");
  }

  /** The root's outputs by name, sensitive ones too. */
  async output(): Promise<Record<string, unknown>> {
    const outputs = JSON.parse(await this.quiet("output", "-json")) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** Addresses of what is in the state; data sources too. */
  async stateList(): Promise<string[]> {
    return (await this.quiet("state", "list")).split("\n").filter(Boolean);
  }

  /** Runs the folder's *.tftest.hcl files. @returns what Terraform prints */
  async test(...args: string[]): Promise<string> {
    return this.run("test", ...args);
  }

  private run(command: string, ...args: string[]): Promise<string> {
    return this.call([command, "-no-color", ...args], this.onLine);
  }

  private quiet(...args: string[]): Promise<string> {
    return this.call(args);
  }

  private call(args: readonly string[], onLine?: (line: string) => void): Promise<string> {
    const env = { ...this.env, ...terraformVariables(this.variables) };
    return run(terraformBinary(), args, { cwd: this.folder, env, onLine });
  }
}

/** TF_VAR_… of each variable; what is undefined or null keeps the variable's default. */
function terraformVariables(variables: TerraformVariables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [`TF_VAR_${name}`, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}
