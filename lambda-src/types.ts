import type { JsonObject } from "./json";

/** What MechCloud draws; `unknown` is everything whose resources cannot be told for sure. */
export type ResourceType = "vpc" | "subnet" | "instance" | "unknown";

/** One change in the account, as EventBridge put it into the queue. */
export interface ManagementEvent {
  /** The SQS message that carries the event. */
  readonly messageId: string;
  /** Message group: order matters within one group only. Empty on a standard queue. */
  readonly groupId: string;
  /** The message body, byte for byte. */
  readonly body: string;
  /** The parsed body. */
  readonly document: JsonObject;
  /** The event's own id; empty when it has none. */
  readonly id: string;
  /** EventBridge's `detail-type`; empty when it has none. */
  readonly detailType: string;
  /** When it happened, in milliseconds since 1970. */
  readonly happenedAt: number;
  readonly resourceType: ResourceType;
  /** Ids such as `vpc-0a1b…`, never ARNs, so that one resource always has one name. */
  readonly resourceIds: ReadonlySet<string>;
}

/**
 * How far a record got.
 * - `delivered`: MechCloud answered 200.
 * - `refused`: MechCloud does not accept this event.
 * - `failed`: passing trouble that lasted longer than the tries.
 * - `unauthorized`: the access token no longer works.
 * - `held`: not posted, because it had to wait for another event, for time, or for a working channel.
 * - `invalid`: the record is not a JSON object.
 *
 * Everything but `delivered` goes back to the queue.
 */
export type Outcome = "delivered" | "refused" | "failed" | "unauthorized" | "held" | "invalid";

/** What is told about one record: no body, no token. */
export interface Report {
  readonly messageId: string;
  readonly outcome: Outcome;
  readonly eventId?: string;
  readonly detailType?: string;
  readonly resourceType?: ResourceType;
  /** HTTP status of the last answer; absent when none came. */
  readonly status?: number;
  /** Why no answer came, such as `ECONNREFUSED`, or why the access token could not be read again. */
  readonly fault?: string;
  /** Number of POSTs. */
  readonly tries: number;
  /** From the first POST to the last answer, waits included, in milliseconds. */
  readonly latencyMs: number;
}

/** Time, injected so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  delay(ms: number): Promise<unknown>;
}
