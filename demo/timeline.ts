/** What is observed when an event arrives. */
export interface Observation {
  /** The rule that delivered the event; each rule keeps its events in order. */
  readonly rule: string;
  readonly detailType: string;
  /** The id of the changed resource. */
  readonly resource: string;
  /** "CreateVpc", "running", "tagged", … */
  readonly what: string;
}

/** An event that a change is expected to cause. */
export type Expectation = Omit<Observation, "detailType"> & { readonly calledAt: number };

const key = ({ rule, resource, what }: Omit<Observation, "detailType">) => `${rule} ${resource} ${what}`;

/** Compares the expected events with those that arrived. */
export class Timeline {
  private readonly expected: Expectation[] = [];
  private readonly seen: Observation[] = [];
  private lastCallAt: number | undefined;

  /** To be called before each API call: its events may arrive before its response. */
  callStarted(at: number): void {
    this.lastCallAt = at;
  }

  expect(...expectations: Expectation[]): void {
    this.expected.push(...expectations);
  }

  /** @returns the time of the call that caused the event; undefined before the first call */
  observe(observation: Observation): number | undefined {
    this.seen.push(observation);
    const times = this.seen.filter((other) => key(other) === key(observation)).length;
    const expectation = this.expected.filter((other) => key(other) === key(observation))[times - 1];
    return expectation?.calledAt ?? this.lastCallAt;
  }

  get arrived(): number {
    return this.seen.length;
  }

  /** The expected events that have not arrived, as text. */
  get lost(): string[] {
    const left = this.seen.map(key);
    return this.expected.map(key).filter((wanted) => {
      const index = left.indexOf(wanted);
      if (index >= 0) left.splice(index, 1);
      return index < 0;
    });
  }

  /** The rules whose events arrived in another order than expected; a lost or an unexpected event counts, too. */
  get outOfOrder(): string[] {
    const rules = new Set([...this.expected, ...this.seen].map(({ rule }) => rule));
    const of = (rule: string, all: readonly Omit<Observation, "detailType">[]) =>
      all
        .filter((one) => one.rule === rule)
        .map(key)
        .join("\n");
    return [...rules].filter((rule) => of(rule, this.expected) !== of(rule, this.seen));
  }
}
