/** Values of an input at the edges of what it allows. */
export interface Values {
  readonly right: readonly unknown[];
  readonly wrong: readonly unknown[];
}

/** By the input's name as a property, such as `functionTimeout`. */
export type ValuesOfInputs = Readonly<Record<string, Values>>;
