import type { Clock } from "../../../../../lambda-src/forwarder/clock";
import type { Handler } from "../../../../../lambda-src/forwarder/handler";
import { lambdaContext } from "../../../support/context";
import { batchOf } from "../records";
import { EventSourceMapping } from "./event-source-mapping";
import { FifoQueue } from "./fifo-queue";
import { Scheduler } from "./scheduler";

const FUNCTION_TIMEOUT_MS = 30_000;
/** When Lambda invokes a function again that failed and was not invoked by a queue. */
const ASYNCHRONOUS_RETRY_MS = 60_000;

/** A clock that moves when it is told to. */
export interface MovableClock extends Clock {
  advance(ms: number): void;
}

interface RelayOptions {
  readonly clock: MovableClock;
  readonly maxReceiveCount: number;
  /** Awaits a call of the function, while the clock moves. @default as it comes */
  readonly settle?: <T>(work: Promise<T>) => Promise<T>;
}

/** The AWS around the forwarder: queues, event source mapping and scheduler, on a clock that need not wait. */
export class Relay {
  readonly clock: MovableClock;
  readonly queue: FifoQueue;
  readonly deadLetterQueue: FifoQueue;
  readonly mapping: EventSourceMapping;
  readonly scheduler = new Scheduler();
  handler!: Handler;
  /** Lambda has no room for the function. */
  isThrottled = false;
  /** Number of invocations that failed as a whole. */
  errors = 0;
  invocations = 0;
  readonly #settle: <T>(work: Promise<T>) => Promise<T>;
  #agenda: { readonly at: number; readonly run: () => unknown }[] = [];

  constructor({ clock, maxReceiveCount, settle = (work) => work }: RelayOptions) {
    this.clock = clock;
    this.#settle = settle;
    const now = () => clock.now();
    this.queue = new FifoQueue(now, maxReceiveCount);
    this.deadLetterQueue = new FifoQueue(now);
    this.queue.onExhausted = (message) => this.deadLetterQueue.send(message);
    this.mapping = new EventSourceMapping(now);
  }

  /** Does something at its time. */
  at(time: number, run: () => unknown): void {
    const index = this.#agenda.findIndex((entry) => entry.at > time);
    this.#agenda.splice(index === -1 ? this.#agenda.length : index, 0, { at: time, run });
  }

  get isAgendaEmpty(): boolean {
    return this.#agenda.length === 0;
  }

  /** Lets time pass until this holds, or nothing more happens. */
  async runUntil(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      if (await this.#act()) continue;
      const next = Math.min(this.#agenda[0]?.at ?? Number.POSITIVE_INFINITY, this.#nextOfAws);
      if (next === Number.POSITIVE_INFINITY) return;
      this.clock.advance(Math.max(0, next - this.clock.now()));
    }
  }

  /** Lets this time pass. */
  async runFor(ms: number): Promise<void> {
    let isOver = false;
    this.at(this.clock.now() + ms, () => {
      isOver = true;
    });
    await this.runUntil(() => isOver);
  }

  get #nextOfAws(): number {
    const { queue, mapping, scheduler } = this;
    return Math.min(
      mapping.receives ? queue.nextVisibleAt : Number.POSITIVE_INFINITY,
      mapping.settlesAt,
      scheduler.nextAt,
    );
  }

  /** Does what is due now. @returns whether there was something */
  async #act(): Promise<boolean> {
    const now = this.clock.now();
    if ((this.#agenda[0]?.at ?? Number.POSITIVE_INFINITY) <= now) {
      await this.#agenda.shift()!.run();
      return true;
    }
    const [schedule, ...later] = this.scheduler.take(now);
    for (const { input } of later) this.at(now, () => this.#invokeAsynchronously(input));
    if (schedule) {
      await this.#invokeAsynchronously(schedule.input);
      return true;
    }
    if (!this.mapping.receives || !this.queue.isReady) return false;
    await this.#invokeWithBatch();
    return true;
  }

  async #invokeWithBatch(): Promise<void> {
    const records = this.queue.receive();
    // A throttled batch is visible again after the queue's visibility time-out.
    if (records.length === 0 || this.isThrottled) return;
    try {
      const answer = await this.#invoke(batchOf(...records));
      const failed = answer!.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
      this.queue.delete(records.map(({ messageId }) => messageId).filter((id) => !failed.includes(id)));
    } catch {
      this.errors += 1;
    }
  }

  async #invokeAsynchronously(input: string, retriesLeft = 2): Promise<void> {
    const again = (left: number) =>
      this.at(this.clock.now() + ASYNCHRONOUS_RETRY_MS, () => this.#invokeAsynchronously(input, left));
    if (this.isThrottled) return again(retriesLeft);
    try {
      await this.#invoke(JSON.parse(input) as { resume: string });
    } catch {
      this.errors += 1;
      if (retriesLeft > 0) again(retriesLeft - 1);
    }
  }

  #invoke(event: Parameters<Handler>[0]) {
    const begin = this.clock.now();
    this.invocations += 1;
    const context = lambdaContext(() => FUNCTION_TIMEOUT_MS - (this.clock.now() - begin));
    return this.#settle(this.handler(event, context));
  }
}
