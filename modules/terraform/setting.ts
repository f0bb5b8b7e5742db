import { type IResolvable, Token } from "cdktf";
import type { Condition } from "./condition";
import { type Constraint, check, nullOr } from "./constraint";
import type { ModuleInput } from "./module-input";

/** The types of a setting, by Terraform's name, as constructs take them. */
interface Types {
  readonly string: string;
  readonly number: number;
  readonly bool: Condition;
  readonly "list(string)": readonly string[];
  readonly "map(string)": Record<string, string>;
}

/**
 * An input of a construct that is also a variable of a published module. A setting with neither `default` nor `absent`
 * is required.
 */
export interface Setting {
  readonly type: keyof Types;
  /** Whole sentences. Backticks enclose values, and the names of other settings as properties (`functionTimeout`). */
  readonly description: string;
  /** The value of a setting that is undefined or null. */
  readonly default?: unknown;
  /** What happens if the setting is undefined or null, as a phrase: `no archive`. */
  readonly absent?: string;
  /** What a value must be; the description need not say it again. */
  readonly constraint?: Constraint<never>;
}

/** Settings by the name of the property, such as `functionTimeout`. */
export type Settings = Readonly<Record<string, Setting>>;

type Value<S extends Setting> = S extends { readonly constraint: Constraint<infer T> } ? T : Types[S["type"]];

/** The values of settings, with defaults. */
export type Settled<S extends Settings> = {
  readonly [Name in keyof S]: Value<S[Name]> | (S[Name] extends { readonly absent: string } ? undefined : never);
};

/**
 * Declares settings. From one record a setting come:
 *
 * - the variable of the published module (`settings` of `defineModule`), named in snake case: description, type, default
 *   and validation;
 * - its value as a property, in the module's `build(scope, { settings })`;
 * - check and default in the constructor: `const settled = settle(EXAMPLE_SETTINGS, props)`;
 * - the property with its docstring: `npm run build` writes the interface `ExampleSettings` of each exported
 *   `EXAMPLE_SETTINGS` in `modules/<flow>/settings.ts` into `settings.generated.ts`, for the construct's props to extend.
 */
export function settings<const S extends Settings>(records: S): S {
  return records;
}

/**
 * The values of `settings` in a construct's properties, with defaults.
 * @throws Error that names the property, the value and what is allowed
 */
export function settle<S extends Settings>(settings: S, props: Partial<Settled<S>>): Settled<S> {
  const values = Object.entries<Setting>(settings).map(([name, { default: fallback, absent, constraint, type }]) => {
    const value = (props as Record<string, unknown>)[name] ?? fallback;
    if (value === undefined && absent === undefined)
      throw new Error(`${name} must be ${constraint?.allowed ?? `a ${type}`}, not undefined.`);
    if (constraint) check(name, value as undefined, constraint);
    return [name, value];
  });
  return Object.fromEntries(values) as Settled<S>;
}

/** The variables of `settings`, by name. */
export function inputsOf(settings: Settings): Record<string, ModuleInput> {
  const inputs = Object.entries(settings).map(([name, setting]): [string, ModuleInput] => {
    const { type, absent, constraint } = setting;
    const description = [describe(setting), absent && `Null: ${absent}.`].filter(Boolean).join(" ");
    return [
      snakeCase(name),
      {
        type,
        description: description.replace(/`[a-z]+[A-Z]\w*`/g, snakeCase),
        default: absent === undefined ? setting.default : null,
        constraint: constraint && (absent === undefined ? constraint : nullOr(constraint)),
      },
    ];
  });
  return Object.fromEntries(inputs);
}

/**
 * The values of `settings` that only Terraform knows.
 * @param expression the expression of a setting's value, by the setting's name in snake case
 */
export function valuesOf<S extends Settings>(settings: S, expression: (name: string) => IResolvable): Settled<S> {
  const values = Object.entries(settings).map(([name, { type }]) => [
    name,
    VALUE_OF[type](expression(snakeCase(name))),
  ]);
  return Object.fromEntries(values) as Settled<S>;
}

const VALUE_OF: { readonly [T in keyof Types]: (expression: IResolvable) => Types[T] } = {
  string: (value) => Token.asString(value),
  number: (value) => Token.asNumber(value),
  bool: (value) => value,
  "list(string)": (value) => Token.asList(value),
  "map(string)": (value) => Token.asStringMap(value),
};

/** What a setting is, and what its value must be, as Markdown. */
export function describe({ description, constraint }: Setting): string {
  if (!constraint) return description;
  // Else Markdown would take a placeholder for a tag.
  return `${description} Must be ${constraint.allowed.replace(/\S*<\S*>[\w-]*/g, "`$&`")}.`;
}

/** `functionTimeout` as Terraform names it, `function_timeout`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
