import { type AwsEvent, type Summary, typeOf } from "./aws-event";

/** One request to MechCloud about an event. */
export interface Try {
  /** In milliseconds since 1970. */
  readonly at: number;
  /** The answer's status; 0 if there was none; undefined while there is none yet. */
  readonly status?: number;
  readonly answeredAt?: number;
  readonly cloudAccountId?: string;
  readonly answer?: string;
}

/** Where an event is. */
export type Place = "queue" | "forwarder" | "mechcloud" | "refused" | "undeliverable";

/** The way of one event for MechCloud. */
export interface Journey extends Summary {
  readonly event: AwsEvent;
  /** When EventBridge matched it, in milliseconds since 1970; undefined if it was delivered before that was seen. */
  readonly sentAt?: number;
  readonly tries: readonly Try[];
  readonly place: Place;
  /** When MechCloud first answered 200. */
  readonly deliveredAt?: number;
  /** Why it was set aside: the attributes of its message in the dead-letter queue. */
  readonly reason?: Readonly<Record<string, string>>;
}

/** The way with one more try, or with the answer to it. */
export function withTry(journey: Journey, made: Try): Journey {
  const tries = [...journey.tries.filter(({ at, status }) => at !== made.at || status !== undefined), made];
  if (made.status === 200)
    return { ...journey, tries, place: "mechcloud", deliveredAt: journey.deliveredAt ?? made.answeredAt };
  if (journey.place === "mechcloud") return { ...journey, tries };
  return { ...journey, tries, place: tries.some(({ status }) => status === undefined) ? "forwarder" : "queue" };
}

/** How many events are where. */
export interface Counts {
  readonly sent: number;
  readonly delivered: number;
  readonly queued: number;
  readonly setAside: number;
}

export function countsOf(journeys: Iterable<Journey>): Counts {
  const counts = { sent: 0, delivered: 0, queued: 0, setAside: 0 };
  for (const { place } of journeys) {
    counts.sent += 1;
    if (place === "mechcloud") counts.delivered += 1;
    else if (place === "refused" || place === "undeliverable") counts.setAside += 1;
    else counts.queued += 1;
  }
  return counts;
}

/**
 * The events that were delivered before an earlier one of the same rule that they had to wait for: one about the same
 * resource, or about a resource of another type. An event that MechCloud does not accept steps aside, and holds nothing back.
 */
export function outOfOrder(journeys: Iterable<Journey>): Journey[] {
  const delivered = [...journeys]
    .filter(({ sentAt, deliveredAt, tries }) => sentAt && deliveredAt && !tries.some(isRefused))
    .sort((a, b) => a.sentAt! - b.sentAt!);
  return delivered.filter((journey, index) =>
    delivered
      .slice(0, index)
      .some((earlier) => mustWait(journey, earlier) && earlier.deliveredAt! > journey.deliveredAt!),
  );
}

/** Answers that are about the event, and not about the token or a passing trouble. MechCloud's stand-in means 500 so, too. */
function isRefused({ status = 0 }: Try): boolean {
  return status >= 400 && ![401, 403, 408, 429].includes(status);
}

function mustWait(journey: Journey, earlier: Journey): boolean {
  const [type, typeBefore] = [journey, earlier].map(({ resources }) => typeOf(resources[0] ?? ""));
  const isAboutTheSame = journey.resources.some((id) => earlier.resources.includes(id));
  return earlier.rule === journey.rule && (isAboutTheSame || type !== typeBefore);
}
