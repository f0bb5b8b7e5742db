import type { DeadLetterQueue } from "../eventing/dead-letter-queue";
import type { FifoQueue } from "../eventing/fifo-queue";
import type { Forwarder } from "./forwarder";
import type { Hub } from "./hub";
import type { SyncEventRules } from "./sync-rules";

/** The parts of a sync, as its alarms and its dashboard watch them. */
export interface SyncParts {
  /** The rules by their key in `SYNC_RULES`. */
  readonly rules: SyncEventRules;
  /** The queue from which events are posted in order. */
  readonly queue: FifoQueue;
  /** Events that EventBridge could not deliver to the queue. */
  readonly ruleDeadLetterQueue: DeadLetterQueue;
  readonly forwarder: Forwarder;
  /** The bus for events of other regions and accounts, if there is one. */
  readonly hub?: Hub;
}
