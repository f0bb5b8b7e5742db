import type { InputConstraint, ModuleInput } from "./module-input";
import { inputsOf, type Settings } from "./setting";

export interface ObjectInputOptions {
  /** What the variable is for; the descriptions of its attributes follow. */
  readonly description: string;
  /**
   * A value, as HCL.
   * @default - none
   */
  readonly example?: string;
  /**
   * What happens if the variable is null, as a phrase: `no alerts`.
   * @default - null means an object with the default of each attribute
   */
  readonly absent?: string;
  /**
   * Constraints between attributes.
   * @default - none
   */
  readonly constraints?: readonly InputConstraint[];
}

/** A variable that is an object with an attribute for each of `settings`, named in snake case. */
export function objectInput(settings: Settings, options: ObjectInputOptions): ModuleInput {
  const attributes = Object.entries(inputsOf(settings));
  const constraints = attributes.flatMap(([name, { constraint }]) =>
    constraint ? [attributeConstraint(name, constraint as InputConstraint)] : [],
  );
  const all = [...constraints, ...(options.constraints ?? [])];
  const { absent } = options;
  return {
    type: `object({ ${attributes.map(attributeType).join(", ")} })`,
    description: [
      options.description,
      ...attributes.map(([name, { description }]) => `\`${name}\`: ${description}`),
      ...(absent === undefined ? [] : [`Null: ${absent}.`]),
    ].join(" "),
    example: options.example,
    default: absent === undefined ? {} : null,
    constraint: absent === undefined ? all : all.map(unlessNull),
  };
}

/** An attribute of an object type, as Terraform writes it. */
export function attributeType([name, { type, default: value }]: [string, ModuleInput]): string {
  if (value === undefined) return `${name} = ${type}`;
  return `${name} = optional(${value === null ? type : `${type}, ${JSON.stringify(value)}`})`;
}

function attributeConstraint(name: string, { allowed, condition }: InputConstraint): InputConstraint {
  return {
    attribute: name,
    allowed,
    condition: (reference) => condition(`${reference}.${name}`),
  };
}

function unlessNull({ culprit, ...constraint }: InputConstraint): InputConstraint {
  const { attribute, condition } = constraint;
  const wrong = culprit ?? ((reference: string) => (attribute ? `${reference}.${attribute}` : reference));
  return {
    ...constraint,
    condition: (reference) => `${reference} == null ? true : ${condition(reference)}`,
    // Terraform evaluates the message of a condition that holds, too, and warns if it cannot.
    culprit: (reference) => `try(${wrong(reference)}, null)`,
  };
}
