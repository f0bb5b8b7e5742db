import type { Message } from "./fifo-queue";
import type { World, WorldOptions } from "./world";

/** What has become of the events. */
export interface Outcome {
  delivered?: string[];
  queued?: string[];
  deadLetters?: string[];
  paused?: boolean;
}

/** Something that goes wrong, and what becomes of the events then. */
export interface Fault extends WorldOptions {
  name: string;
  /** What else is wrong, before the events come. */
  before?: (inWorld: World) => void | Promise<void>;
  messages?: Message[];
  outcome: Outcome;
  /** Virtual seconds until nothing more happens; where the waits are the point. */
  seconds?: number;
  /** Sums of the metrics that an operator sees, beside Latency and QueueDelay. */
  metrics: Record<string, number>;
  /** What the one line of level ERROR says. */
  says?: string;
  /** Number of invocations that failed as a whole. */
  errors?: number;
  /** Puts it right. After the documented command, all that was queued is delivered, in order. */
  repair?: (inWorld: World) => void;
}
