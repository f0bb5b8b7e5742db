/** An option of a command. Its flag is its key in kebab case: `ruleEvents` is `--rule-events`. */
export interface CliOption {
  readonly description: string;
  /** The placeholder of the option's value in the help. Without it, the option is a flag, and false by default. */
  readonly value?: string;
  /** An argument, given without a flag. Arguments are always required; `"many"` is one or more of them, and comes last. */
  readonly positional?: true | "many";
  readonly required?: true;
  /**
   * @param given the value on the command line
   * @param name the option as the user knows it, such as `--from`
   * @throws UsageError that names the option, the value and what is allowed
   */
  readonly parse?: (given: string, name: string) => unknown;
}

export type CliOptions = Readonly<Record<string, CliOption>>;

type Given<Option> = Option extends { readonly parse: (...given: never[]) => infer Value } ? Value : string;

type ValueOf<Option> = Option extends { readonly positional: "many" }
  ? readonly Given<Option>[]
  : Option extends { readonly value: string }
    ? Option extends { readonly required: true } | { readonly positional: true }
      ? Given<Option>
      : Given<Option> | undefined
    : boolean;

/** The values of options, by their keys. */
export type Values<Options extends CliOptions> = { readonly [Key in keyof Options]: ValueOf<Options[Key]> };

/** The option as the user knows it: `--rule-events`, or `<message-id>` or `<message-id...>` for an argument. */
export function nameOf(key: string, { positional, value }: CliOption): string {
  if (positional === "many") return `<${value}...>`;
  return positional ? `<${value}>` : `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
