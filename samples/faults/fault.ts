import type { Message } from "./messages";
import type { Respond, World } from "./world";

/** What has become of the events: their ids, in order. */
export interface Outcome {
  delivered?: string[];
  queued?: string[];
  deadLetters?: string[];
  paused?: boolean;
}

/** How a relay is set up for a fault. */
export interface RelayOptions {
  /** What MechCloud does with a request. @default answer 200, or 401 for a wrong token */
  respond?: Respond;
  /** @default pause */
  onFailure?: "pause" | "dead-letter";
  /** @default 10 */
  maxReceiveCount?: number;
}

/** Something that goes wrong, and what becomes of the events then. */
export interface Fault extends RelayOptions {
  name: string;
  /** What else is wrong, before the events come. */
  before?: (world: World) => void | Promise<void>;
  /** @default a VPC, its subnet and its instance, in one group */
  messages?: Message[];
  outcome: Outcome;
  /** Seconds until nothing more happens, where no time is spent on anything but waits. @default not looked at */
  seconds?: number;
  /** Sums of the metrics that an operator sees, beside Latency and QueueDelay. */
  metrics: Record<string, number>;
  /** Part of what the first line of level ERROR says; `<secret>` stands for the ARN of the token's secret. */
  says?: string;
  /** Number of invocations that failed as a whole. @default 0 */
  errors?: number;
  /** Whether an invocation takes nearly as long as it may. @default false */
  nearTimeout?: boolean;
  /** How long MechCloud may take to answer where time is not real, in milliseconds. @default 5000 */
  patienceMs?: number;
  /**
   * "both": deployed to the local AWS, too, as one of its kind; "deployed": only there, since it needs a process that can be
   * killed, or time that passes.
   * @default on a virtual clock
   */
  played?: "both" | "deployed";
  /** Puts it right. After the documented command, all that was queued is delivered, in order. */
  repair?: (world: World) => void | Promise<void>;
}
