import { TerraformElement, TerraformOutput, TerraformStack, TerraformVariable, Token } from "cdktf";
import type { Construct, Node } from "constructs";
import type { AnyModule, InputConstraint, ModuleInput, ModuleOutput, RequiredProviders } from "./module-definition";
import { inputsOf, valuesOf } from "./setting";

/** The versions of the AWS provider that the constructs work with: they use no argument that one of them lacks. */
export const AWS_PROVIDER_VERSION = ">= 5.100, < 7.0";

/** The providers that a module needs. */
export function requiredProviders({ providers }: Pick<AnyModule, "providers">): RequiredProviders {
  return providers ?? { aws: { source: "hashicorp/aws", version: AWS_PROVIDER_VERSION } };
}

/** The oldest Terraform and OpenTofu that the modules work with. */
const TERRAFORM_VERSION = ">= 1.5.0";

export interface ModuleStackProps {
  readonly definition: AnyModule;
  /** The path, for Terraform, of a file that comes with the module. */
  readonly file: (scope: Construct, name: string) => string;
}

/** A module's variables, resources and outputs as a stack, at addresses that a person can read. */
export class ModuleStack extends TerraformStack {
  private readonly addresses = new Map<string, string>();

  constructor(scope: Construct, id: string, { definition, file }: ModuleStackProps) {
    super(scope, id);
    const { settings = {}, inputs = {} } = definition;
    const variables = Object.fromEntries(
      Object.entries({ ...inputsOf(settings), ...inputs }).map(([name, input]) => [name, this.variable(name, input)]),
    );
    const context = { settings: valuesOf(settings, variables), variables, file: (name: string) => file(this, name) };
    const outputs = definition.build(this, context as never);
    for (const [name, output] of Object.entries(outputs)) this.output(name, output);
    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    for (const [provider, requirement] of Object.entries(requiredProviders(definition))) {
      this.addOverride(`terraform.required_providers.${provider}`, requirement);
    }
  }

  private variable(name: string, input: ModuleInput): TerraformVariable {
    const { type, description, sensitive, constraint = [] } = input;
    const reference = `var.${name}`;
    const constraints = Array.isArray(constraint)
      ? (constraint as readonly InputConstraint[])
      : [constraint as InputConstraint];
    const variable = new TerraformVariable(this, `variable_${name}`, {
      type,
      description,
      default: input.default === null ? Token.nullValue() : input.default,
      nullable: input.default === null,
      sensitive,
      validation:
        constraints.length === 0
          ? undefined
          : constraints.map(({ allowed, condition, culprit = (value) => value }) => ({
              condition: `\${${condition(reference)}}`,
              errorMessage: `${name} must be ${allowed}, not \${jsonencode(${culprit(reference)})}.`,
            })),
    });
    variable.overrideLogicalId(name);
    return variable;
  }

  private output(name: string, { precondition, ...output }: ModuleOutput): void {
    const made = new TerraformOutput(this, `output_${name}`, output);
    made.overrideLogicalId(name);
    if (!precondition) return;
    const { condition, errorMessage } = precondition;
    // CDKTF takes an output's precondition, and leaves it out of what it writes.
    made.addOverride("precondition", { condition: `\${${condition}}`, error_message: errorMessage });
  }

  /** `queue/dlq/Resource` becomes `queue_dlq`; the module's one construct has no name of its own. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const path = node.path.split("/").slice(1);
    const name = path.filter((id) => id !== "Resource" && id !== "this").join("_") || "this";
    const taken = this.addresses.get(address(element, name));
    if (taken && taken !== node.path)
      throw new Error(`${node.path} and ${taken} would both be ${address(element, name)}.`);
    this.addresses.set(address(element, name), node.path);
    return name;
  }
}

function address(element: TerraformElement | Node, name: string): string {
  const type = (element as { terraformResourceType?: string }).terraformResourceType ?? element.constructor.name;
  return `${type}.${name}`;
}
