import type { Fault } from "./fault";
import { chain } from "./messages";

/** Numbers of events. */
export interface Tally {
  /** The messages that were sent, those that MechCloud's answers brought too. */
  readonly sent: number;
  readonly delivered: number;
  /** How many of them were delivered twice, though sent once. */
  readonly repeated: number;
  readonly queued: number;
  readonly deadLetters: number;
}

/** Where the events of a fault are in the end. */
export function tally({ messages = chain, outcome }: Fault): Tally {
  const { delivered = [], queued = [], deadLetters = [] } = outcome;
  const sent = Math.max(messages.length, new Set([...delivered, ...queued, ...deadLetters]).size);
  const repeated = Math.max(0, delivered.length - sent);
  return {
    sent,
    delivered: delivered.length - repeated,
    repeated,
    queued: queued.length,
    deadLetters: deadLetters.length,
  };
}
