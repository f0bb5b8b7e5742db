import {
  dependable,
  type IResolvable,
  TerraformElement,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
  Token,
} from "cdktf";
import type { Construct, Node } from "constructs";
import type { AnyModule, ModuleOutput, RequiredProviders } from "./module-definition";
import type { InputConstraint, ModuleInput } from "./module-input";
import { inputsOf, valuesOf } from "./setting";

/** The versions of the AWS provider that the constructs support: each has all arguments that they use. */
export const AWS_PROVIDER_VERSION = ">= 5.100, < 7.0";

/** The providers that a module needs. */
export function requiredProviders({ providers }: Pick<AnyModule, "providers">): RequiredProviders {
  return providers ?? { aws: { source: "hashicorp/aws", version: AWS_PROVIDER_VERSION } };
}

/** The versions of Terraform and OpenTofu that the modules support. */
const TERRAFORM_VERSION = ">= 1.5.0";

export interface ModuleStackProps {
  readonly definition: AnyModule;
  /** The path, for Terraform, of a file that comes with the module. */
  readonly file: (scope: Construct, name: string) => string;
}

/** A module's variables, resources and outputs as a stack, at readable addresses. */
export class ModuleStack extends TerraformStack {
  private readonly addresses = new Map<string, string>();

  constructor(scope: Construct, id: string, { definition, file }: ModuleStackProps) {
    super(scope, id);
    const { settings = {}, inputs = {} } = definition;
    const variables = Object.fromEntries(
      Object.entries({ ...inputsOf(settings), ...inputs }).map(([name, input]) => [name, this.variable(name, input)]),
    );
    const context = {
      settings: valuesOf(settings, (name) => variables[name]?.value as IResolvable),
      variables,
      file: (name: string) => file(this, name),
    };
    const outputs = definition.build(this, context as never);
    for (const [name, output] of Object.entries(outputs)) this.output(name, output);
    if (definition.moved) this.addOverride("moved", definition.moved);
    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    for (const [provider, requirement] of Object.entries(requiredProviders(definition))) {
      this.addOverride(`terraform.required_providers.${provider}`, requirement);
    }
  }

  private variable(name: string, input: ModuleInput): TerraformVariable {
    const { type, example, sensitive, constraint = [] } = input;
    const reference = `var.${name}`;
    const constraints = Array.isArray(constraint)
      ? (constraint as readonly InputConstraint[])
      : [constraint as InputConstraint];
    const variable = new TerraformVariable(this, `variable_${name}`, {
      type,
      description: example === undefined ? input.description : `${input.description} Example: \`${example}\`.`,
      default: input.default === null ? Token.nullValue() : input.default,
      nullable: input.default === null,
      sensitive,
      validation:
        constraints.length === 0
          ? undefined
          : constraints.map((each) => ({
              condition: `\${${each.condition(reference)}}`,
              errorMessage: errorMessage(name, each),
            })),
    });
    variable.overrideLogicalId(name);
    return variable;
  }

  private output(name: string, { precondition, dependsOn, ...output }: ModuleOutput): void {
    const created = new TerraformOutput(this, `output_${name}`, output);
    if (dependsOn) created.addOverride("depends_on", dependsOn.map(dependable));
    created.overrideLogicalId(name);
    if (!precondition) return;
    const { condition, errorMessage } = precondition;
    // CDKTF accepts the precondition of an output, but does not synthesize it.
    created.addOverride("precondition", { condition: `\${${condition}}`, error_message: errorMessage });
  }

  /** `this/queue/dlq/Resource` becomes `queue_dlq`: `this` is the module's one construct. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const path = node.path.split("/").slice(1);
    const name = path.filter((id) => id !== "Resource" && id !== "this").join("_") || "this";
    const address = `${typeOf(element)}.${name}`;
    const other = this.addresses.get(address);
    if (other && other !== node.path) throw new Error(`${node.path} and ${other} would both be ${address}.`);
    this.addresses.set(address, node.path);
    return name;
  }
}

/** What Terraform prints if a variable does not meet a constraint. */
function errorMessage(variable: string, { allowed, attribute, culprit, message }: InputConstraint): string {
  const reference = `var.${variable}`;
  if (message) return `\${${message(reference)}}`;
  const [subject, value] = attribute
    ? [`${variable}.${attribute}`, `${reference}.${attribute}`]
    : [variable, reference];
  return `${subject} must be ${allowed}, not \${jsonencode(${culprit?.(reference) ?? value})}.`;
}

function typeOf(element: TerraformElement | Node): string {
  return (element as { terraformResourceType?: string }).terraformResourceType ?? element.constructor.name;
}
