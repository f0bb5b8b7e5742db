import type { ResumeRequest } from "../contract/resume-request";
import { within } from "./aws/call";
import type { EventSourceMapping } from "./aws/event-source-mapping";
import type { Scheduler } from "./aws/scheduler";
import type { Clock } from "./clock";
import { MappingInUseError } from "./errors";
import { resumeTime } from "./pause-length";

/** How long to wait before a mapping that is in use is tried again. */
const IN_USE_MS = 2_000;

/** How long a pause that could not be ended goes on, in seconds. */
const POSTPONED_SECONDS = 60;

/** The mapping may not be found. */
const NO_UUID = "0000";

const SCHEDULE_LIMIT_MS = 2_000;

/** What has become of an attempt to pause. `unanswered`: AWS did not answer in time, and may have done it. */
export type PauseResult =
  | { readonly kind: "paused"; readonly until: number }
  | { readonly kind: "already-paused" }
  | { readonly kind: "in-use" | "unanswered" | "failed"; readonly fault: string };

/** What has become of an attempt to end a pause. */
export type ResumeResult =
  | { readonly kind: "resumed" | "not-paused" }
  | { readonly kind: "postponed"; readonly until: number; readonly error: Error };

export interface PauseParts {
  readonly mapping: () => Promise<Pick<EventSourceMapping, "find" | "setEnabled">>;
  readonly scheduler: () => Promise<Pick<Scheduler, "create">>;
  readonly clock: Clock;
}

/**
 * Pauses the relay for a time: a disabled event source mapping leaves the events in the queue, in order.
 *
 * The schedule that ends the pause exists before the pause begins, so that no pause of the relay's own lasts for ever. A
 * schedule that comes while the mapping is enabled does nothing. A mapping that a person has disabled has no schedule, and
 * stays disabled: the function creates none for a mapping that is disabled already.
 *
 * A person who pauses a relay that has paused itself deletes its schedule, too; see docs/operations.md.
 */
export class Pause {
  readonly #parts: PauseParts;

  constructor(parts: PauseParts) {
    this.#parts = parts;
  }

  /** Never rejects. */
  async begin(seconds: number, functionArn: string, limitMs: number): Promise<PauseResult> {
    const deadline = this.#parts.clock.now() + limitMs;
    try {
      return await within(limitMs, async (signal) => {
        const { uuid, isEnabled } = await (await this.#parts.mapping()).find(signal);
        if (!isEnabled) return { kind: "already-paused" };
        const until = resumeTime(this.#parts.clock.now(), seconds, uuid);
        await this.#schedule(until, functionArn, signal);
        await this.#setEnabled(uuid, false, deadline, signal);
        return { kind: "paused", until };
      });
    } catch (error) {
      return { kind: kindOf(error as Error), fault: textOf(error as Error) };
    }
  }

  /**
   * Ends the pause, or postpones its end if the mapping cannot be enabled.
   *
   * @throws what AWS answers if it can do neither
   */
  async end(functionArn: string, limitMs: number): Promise<ResumeResult> {
    const enableLimitMs = Math.max(0, limitMs - SCHEDULE_LIMIT_MS);
    const deadline = this.#parts.clock.now() + enableLimitMs;
    try {
      return await within(enableLimitMs, async (signal) => {
        const { uuid, isEnabled } = await (await this.#parts.mapping()).find(signal);
        if (isEnabled) return { kind: "not-paused" };
        await this.#setEnabled(uuid, true, deadline, signal);
        return { kind: "resumed" };
      });
    } catch (error) {
      const until = resumeTime(this.#parts.clock.now(), POSTPONED_SECONDS, NO_UUID);
      await within(SCHEDULE_LIMIT_MS, (signal) => this.#schedule(until, functionArn, signal));
      return { kind: "postponed", until, error: error as Error };
    }
  }

  /** False if it is not, or not known. */
  async isOver(limitMs: number): Promise<boolean> {
    try {
      const { isEnabled } = await within(limitMs, async (signal) => (await this.#parts.mapping()).find(signal));
      return isEnabled;
    } catch {
      return false;
    }
  }

  async #schedule(at: number, functionArn: string, signal: AbortSignal): Promise<void> {
    const name = `resume-${new Date(at).toISOString().replace(/\W/g, "-")}`;
    const scheduler = await this.#parts.scheduler();
    await scheduler.create({ name, at, functionArn, input: { resume: name } satisfies ResumeRequest }, signal);
  }

  async #setEnabled(uuid: string, isEnabled: boolean, deadline: number, signal: AbortSignal): Promise<void> {
    const { mapping, clock } = this.#parts;
    try {
      await (await mapping()).setEnabled(uuid, isEnabled, signal);
    } catch (error) {
      if (!(error instanceof MappingInUseError) || clock.now() + IN_USE_MS > deadline) throw error;
      await clock.delay(IN_USE_MS);
      await this.#setEnabled(uuid, isEnabled, deadline, signal);
    }
  }
}

function kindOf(error: Error): "in-use" | "unanswered" | "failed" {
  if (error instanceof MappingInUseError) return "in-use";
  return error.name === "TimeoutError" ? "unanswered" : "failed";
}

function textOf({ name, message }: Error): string {
  return `${name}: ${message}`;
}
