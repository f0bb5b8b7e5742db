import type { Message } from "./messages";
import type { Respond, World } from "./world";

/** What has become of the events in the end: their ids, in order. */
export interface Outcome {
  delivered?: string[];
  queued?: string[];
  deadLetters?: string[];
}

/** How a relay is set up for a fault. */
export interface RelayOptions {
  /** What MechCloud does with a request. @default answer 200, or 401 for a wrong token */
  respond?: Respond;
  /** @default pause */
  onFailure?: "pause" | "dead-letter";
  /** @default 1000 */
  maxReceiveCount?: number;
  /** Whether no access token has been stored yet. @default false */
  hasNoToken?: boolean;
}

/** Something that goes wrong, and what becomes of the events. */
export interface Fault extends RelayOptions {
  name: string;
  /** What else is wrong, before the events come. */
  before?: (world: World) => void | Promise<void>;
  /** @default a VPC, its subnet and its instance, in one group */
  messages?: Message[];
  /** The cause goes away, or a person removes it. The relay resumes by itself. */
  ends?: (world: World) => void | Promise<void>;
  /** After how many seconds it ends. @default when the relay has paused itself */
  lasts?: number;
  /** What a person does to end it. @default nothing */
  person?: string;
  outcome: Outcome;
  /** Whether the relay is paused before it ends. @default false */
  paused?: boolean;
  /** Seconds until nothing more happens, if no time is spent on anything but waits. @default not looked at */
  seconds?: number;
  /** Seconds from the end of the cause until the queue is empty, at most. @default 180 */
  caughtUpWithin?: number;
  /** Sums of the metrics that an operator sees, beside those that measure a time. */
  metrics: Record<string, number>;
  /** Part of what the first line of level ERROR says; `<secret>` stands for the ARN of the token's secret. */
  says?: string;
  /** Number of invocations that failed as a whole. @default 0 */
  errors?: number;
  /** Whether events wait for 20 minutes or more because MechCloud accepts nothing. @default false */
  downForLong?: boolean;
  /** Whether an invocation takes nearly as long as it may. @default false */
  nearTimeout?: boolean;
  /**
   * "both": deployed to the local AWS, too, as one of its kind; "deployed": only there, since it needs a process that can be
   * killed, or time that passes.
   * @default on a virtual clock
   */
  played?: "both" | "deployed";
}
