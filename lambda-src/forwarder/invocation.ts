import type { Context } from "aws-lambda";

/** Kept back for the answer to the queue, logs and metrics. */
const ANSWER_RESERVE_MS = 500;

/** Kept back for what follows undelivered events: moving them, pausing, and changing when they are visible again. */
const RECOVERY_RESERVE_MS = 2_000;

/** Recovery gets no more than this, so that no group is locked for long. */
const MAX_RECOVERY_MS = 10_000;

/** What all events of one batch share: the time that is left, and what is known about the channel to MechCloud. */
export class Invocation {
  readonly requestId: string;
  readonly functionArn: string;
  readonly #remainingMs: () => number;
  #channelDown = false;
  #deliveries = 0;

  constructor(context: Pick<Context, "awsRequestId" | "invokedFunctionArn" | "getRemainingTimeInMillis">) {
    this.requestId = context.awsRequestId;
    this.functionArn = context.invokedFunctionArn;
    this.#remainingMs = () => context.getRemainingTimeInMillis();
  }

  /** Milliseconds for deliveries; may be negative. */
  get timeLeftMs(): number {
    return this.#remainingMs() - RECOVERY_RESERVE_MS - ANSWER_RESERVE_MS;
  }

  /** Milliseconds for recovery, from 0. */
  get recoveryMs(): number {
    return Math.max(0, Math.min(MAX_RECOVERY_MS, this.#remainingMs() - ANSWER_RESERVE_MS));
  }

  /** Milliseconds to end a pause. */
  get resumeMs(): number {
    return this.#remainingMs() - ANSWER_RESERVE_MS;
  }

  /** True once MechCloud has refused the access token as it stands in its store: whatever is posted now is refused. */
  get channelDown(): boolean {
    return this.#channelDown;
  }

  closeChannel(): void {
    this.#channelDown = true;
  }

  /** How many events have been delivered so far. */
  get deliveries(): number {
    return this.#deliveries;
  }

  countDelivery(): void {
    this.#deliveries += 1;
  }

  /** Whether something that takes up to `ms` may still be begun. */
  allows(ms: number): boolean {
    return !this.#channelDown && this.timeLeftMs >= ms;
  }
}
