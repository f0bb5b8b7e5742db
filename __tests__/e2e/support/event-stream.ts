import { setTimeout as delay } from "node:timers/promises";
import type { EndedDelivery } from "../../../local-aws/decisions";
import type { LocalAws } from "../../../local-aws/local-aws";

const INTERVAL_MS = 200;

/** What became of the events that a rule should have taken, in one phase. */
export interface Fate {
  readonly delivered: number;
  readonly deadLettered: number;
  /** Refused by the target and by the dead-letter queue. */
  readonly lost: number;
  /** Sent after the rule's first delivery and before its last one, with none of their own. */
  readonly missed: number;
}

type Fates = Readonly<Record<string, Fate>>;

interface Sent {
  readonly phase: string;
  /** The event's id, by its kind. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Sends an event of each kind each 200 ms while a deployment changes, and says what became of them. */
export class EventStream {
  private readonly sent: Sent[] = [];
  private phase = "";
  private running: Promise<void> | undefined;

  /** @param send puts one event of each kind on the bus, and gives their ids by kind */
  constructor(
    private readonly aws: LocalAws,
    private readonly send: (count: number) => Promise<Record<string, string>>,
  ) {}

  /** Sends while `change` runs. */
  async during(phase: string, change: () => Promise<void>): Promise<void> {
    this.phase = phase;
    this.running = this.run();
    try {
      await change();
    } finally {
      this.phase = "";
      await this.running;
    }
  }

  /**
   * What became of the events of each phase.
   * @param rules the kind of event that each rule takes, by the rule's name
   */
  async fates(rules: Readonly<Record<string, string>>): Promise<Record<string, Fates>> {
    const deliveries = await this.aws.deliveries();
    const phases: Record<string, Record<string, Fate>> = {};
    for (const [rule, kind] of Object.entries(rules)) {
      const outcomes = outcomesOf(deliveries, rule);
      const handled = this.sent.map(({ ids }) => outcomes.get(ids[kind] ?? ""));
      const first = handled.findIndex(Boolean);
      const last = handled.findLastIndex(Boolean);
      for (const [index, { phase }] of this.sent.entries()) {
        const fates = (phases[phase] ??= {});
        const fate = fates[rule] ?? { delivered: 0, deadLettered: 0, lost: 0, missed: 0 };
        const outcome = handled[index] ?? (first < index && index < last ? "missed" : undefined);
        fates[rule] = outcome ? { ...fate, [outcome]: fate[outcome] + 1 } : fate;
      }
    }
    return phases;
  }

  private async run(): Promise<void> {
    const { phase } = this;
    while (this.phase === phase) {
      const next = Date.now() + INTERVAL_MS;
      this.sent.push({ phase, ids: await this.send(this.sent.length) });
      await delay(Math.max(0, next - Date.now()));
    }
  }
}

/** By event id: the worst of the ends at the rule's targets. */
function outcomesOf(deliveries: readonly EndedDelivery[], rule: string): Map<string, EndedDelivery["outcome"]> {
  const worse = ["delivered", "deadLettered", "lost"] as const;
  const outcomes = new Map<string, EndedDelivery["outcome"]>();
  for (const { eventId, ruleArn, outcome } of deliveries) {
    if (!ruleArn.endsWith(`/${rule}`)) continue;
    const known = outcomes.get(eventId);
    if (!known || worse.indexOf(outcome) > worse.indexOf(known)) outcomes.set(eventId, outcome);
  }
  return outcomes;
}
