import type { Logger } from "@aws-lambda-powertools/logger";
import type { Metrics } from "@aws-lambda-powertools/metrics";
import { MappingInUseError } from "../../../../../lambda-src/forwarder/errors";
import { createForwarder } from "../../../../../lambda-src/forwarder/forwarder";
import type { Answer } from "../../../../../lambda-src/forwarder/mechcloud-client";
import { tagChange } from "../../../../../samples/tag-change";
import { Relay } from "./relay";
import { VirtualClock } from "./virtual-clock";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How long MechCloud takes, and how long it takes to find that nothing answers. */
const ANSWER_MS = 50;
const TIMEOUT_MS = 10 * SECOND;

export interface Change {
  /** Milliseconds from the beginning. */
  readonly at: number;
  readonly groupId: string;
  readonly resource: string;
  /** What MechCloud answers to this event, always: a server error or a refusal. @default 200 */
  readonly fate?: "poison" | "refused";
}

export interface Outage {
  readonly from: number;
  readonly until: number;
  /** Whether connections are refused, or nothing ever answers. */
  readonly kind: "refused" | "silent" | "error";
}

export interface Expiry {
  /** When the token is no longer accepted. */
  readonly at: number;
  /** When the next one is stored. */
  readonly replacedAt: number;
}

/** What happens to a relay, in milliseconds from the beginning. */
export interface History {
  readonly changes: readonly Change[];
  readonly outages: readonly Outage[];
  readonly expiries: readonly Expiry[];
}

export interface Ending {
  /** Ids of events in the order of their delivery. */
  readonly delivered: readonly string[];
  readonly queued: readonly string[];
  /** Outcome by id of the event, of those that were set aside. */
  readonly setAside: ReadonlyMap<string, string>;
  /** Ids of events that were isolated. */
  readonly isolated: ReadonlySet<string>;
  readonly lost: readonly string[];
  /** From each end of an outage, and from each replaced token, until no good event waited any more, in milliseconds. */
  readonly recoveries: readonly number[];
  readonly invocations: number;
  readonly errors: number;
  /** How often each event was received, by its id. */
  readonly receives: ReadonlyMap<string, number>;
}

export const idOf = (index: number) => `event-${index}`;

/** Plays a history with nobody there, until the queue is empty. */
export async function play({ changes, outages, expiries }: History): Promise<Ending> {
  const clock = new VirtualClock();
  const begin = clock.now();
  const now = () => clock.now() - begin;
  const relay = new Relay({ clock, maxReceiveCount: 1_000, settle: (work) => clock.settle(work) });
  const { queue, deadLetterQueue, mapping, scheduler } = relay;
  const fates = new Map(changes.map(({ fate }, index) => [idOf(index), fate]));
  const [delivered, isolated] = [[] as string[], new Set<string>()];
  const receives = new Map<string, number>();
  let [token, goodToken] = ["token-0", "token-0"];

  const client = {
    async post(_cloudAccountId: string, body: string, used: string): Promise<Answer> {
      const outage = outages.find(({ from, until }) => from <= now() && now() < until);
      await clock.delay(outage?.kind === "silent" ? TIMEOUT_MS : ANSWER_MS);
      if (outage) return outage.kind === "error" ? { status: 503 } : { fault: "ECONNREFUSED" };
      if (used !== goodToken) return { status: 401 };
      const { id } = JSON.parse(body) as { id: string };
      const fate = fates.get(id);
      if (fate) return fate === "poison" ? { status: 500 } : { status: 400, text: "unknown resource" };
      delivered.push(id);
      return { status: 200 };
    },
  };
  relay.handler = createForwarder(
    { payload: "full", cloudAccountId: "ac-1", cloudAccounts: {} },
    {
      client,
      tokenStore: { origin: "secret", read: () => Promise.resolve(token) },
      queues: () =>
        Promise.resolve({
          changeVisibility(entries) {
            for (const { Id, VisibilityTimeout } of entries) queue.changeVisibility(Id!, VisibilityTimeout!);
            return Promise.resolve([]);
          },
          send(to, { body, groupId, deduplicationId, attributes }) {
            const { id } = JSON.parse(body) as { id: string };
            if (to === "queue") isolated.add(id);
            (to === "queue" ? queue : deadLetterQueue).send({ id, body, groupId, deduplicationId, attributes });
            return Promise.resolve();
          },
        }),
      pause: {
        mapping: () =>
          Promise.resolve({
            find: () => Promise.resolve({ uuid: mapping.uuid, isEnabled: !mapping.isPaused }),
            setEnabled: (_uuid, isEnabled) =>
              mapping.setEnabled(isEnabled) ? Promise.resolve() : Promise.reject(new MappingInUseError()),
          }),
        scheduler: () =>
          Promise.resolve({
            create({ name, at, input }) {
              scheduler.create({ name, at, input: JSON.stringify(input) });
              return Promise.resolve();
            },
          }),
      },
      clock,
      random: () => 0.5,
      logger,
      metrics,
    },
  );

  changes.forEach(({ at, groupId, resource }, index) =>
    relay.at(begin + at, () => {
      const event = { ...tagChange([resource]), id: idOf(index), time: new Date(begin + at).toISOString() };
      queue.send({ id: idOf(index), groupId, body: JSON.stringify(event) });
    }),
  );
  const recoveries: number[] = [];
  let since: number | undefined;
  const isWell = () => token === goodToken && !outages.some(({ from, until }) => from <= now() && now() < until);
  const goodWaits = () => queue.ids.some((id) => fates.get(id) === undefined);
  const causeGone = () => {
    if (isWell() && goodWaits()) since ??= now();
  };
  for (const { until } of outages) relay.at(begin + until, causeGone);
  expiries.forEach(({ at, replacedAt }, index) => {
    relay.at(begin + at, () => {
      goodToken = `token-${index + 1}`;
    });
    relay.at(begin + replacedAt, () => {
      token = `token-${index + 1}`;
      causeGone();
    });
  });
  await relay.runUntil(() => {
    for (const { id, receiveCount } of queue.messages) receives.set(id, receiveCount);
    if (!isWell()) since = undefined;
    if (since !== undefined && !goodWaits()) {
      recoveries.push(now() - since);
      since = undefined;
    }
    return relay.isAgendaEmpty && queue.ids.length === 0;
  });
  const setAside = deadLetterQueue.messages.map(({ id, attributes }) => [id, attributes?.outcome ?? ""] as const);
  return {
    delivered,
    queued: queue.ids,
    setAside: new Map(setAside),
    isolated,
    lost: queue.expired,
    recoveries,
    invocations: relay.invocations,
    errors: relay.errors,
    receives,
  };
}

const nothing = () => undefined;
const logger = { addContext: nothing, info: nothing, warn: nothing, error: nothing } as unknown as Logger;
const metrics = {
  addMetric: nothing,
  hasStoredMetrics: () => false,
  addDimensions: () => metrics,
} as unknown as Metrics;
