/** What an arrived event tells of a change. */
export interface Sighting {
  /** What brings it: each rule keeps its events in order. */
  readonly rule: string;
  readonly detailType: string;
  /** Id of the changed resource. */
  readonly resource: string;
  /** "CreateVpc", "running", "tagged", … */
  readonly what: string;
}

/** An event that a change should bring. */
export type Expectation = Omit<Sighting, "detailType"> & { readonly calledAt: number };

const key = ({ rule, resource, what }: Omit<Sighting, "detailType">) => `${rule} ${resource} ${what}`;

/** Compares what was to come with what came. */
export class Journal {
  private readonly expected: Expectation[] = [];
  private readonly seen: Sighting[] = [];
  private lastCallAt: number | undefined;

  /** A call is about to be made; its events may arrive before it returns what they are about. */
  calling(at: number): void {
    this.lastCallAt = at;
  }

  expect(...expectations: Expectation[]): void {
    this.expected.push(...expectations);
  }

  /** @returns when the call was made that brought the event; undefined before any call */
  see(sighting: Sighting): number | undefined {
    this.seen.push(sighting);
    const times = this.seen.filter((other) => key(other) === key(sighting)).length;
    const expectation = this.expected.filter((other) => key(other) === key(sighting))[times - 1];
    return expectation?.calledAt ?? this.lastCallAt;
  }

  get arrived(): number {
    return this.seen.length;
  }

  /** What has not come, as text. */
  get lost(): string[] {
    const left = this.seen.map(key);
    return this.expected.map(key).filter((wanted) => {
      const index = left.indexOf(wanted);
      if (index >= 0) left.splice(index, 1);
      return index < 0;
    });
  }

  /** Rules whose events came in another order than their changes were made; an event that is lost or strange counts. */
  get outOfOrder(): string[] {
    const rules = new Set([...this.expected, ...this.seen].map(({ rule }) => rule));
    const of = (rule: string, all: readonly Omit<Sighting, "detailType">[]) =>
      all
        .filter((one) => one.rule === rule)
        .map(key)
        .join("\n");
    return [...rules].filter((rule) => of(rule, this.expected) !== of(rule, this.seen));
  }
}
