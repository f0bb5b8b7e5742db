import { type AwsEvent, summaryOf } from "./aws-event";
import { type Cloud, EMPTY_CLOUD, type Resource, withEvent } from "./cloud";
import type { DeadLetter, Fact } from "./facts";
import { type Journey, type Place, type Try, withTry } from "./journey";
import type { ScalrEvent } from "./scalr-event";

type Of<K extends Fact["kind"]> = Extract<Fact, { kind: K }>;

/** A button that was pressed. */
export interface Pressed {
  readonly number: number;
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly hasFailed: boolean;
  readonly text?: string;
}

/** All that can be drawn, from nothing but the facts. */
export interface Picture {
  /** Number of facts in it. */
  readonly size: number;
  readonly steps: ReadonlyMap<string, Of<"step"> & { readonly startedAt: number }>;
  /** States of Terraform's resources by address, with the time since when. */
  readonly parts: ReadonlyMap<string, Of<"part">>;
  readonly journeys: ReadonlyMap<string, Journey>;
  readonly cloud: Cloud;
  readonly ec2: readonly Resource[] | undefined;
  readonly queues: Of<"queues"> | undefined;
  readonly relay: { readonly mapping?: string; readonly resumesAt?: number; readonly hasSchedule: boolean };
  readonly token: Of<"token"> | undefined;
  readonly mechCloud: Of<"mechcloud"> | undefined;
  readonly scalr: readonly (Of<"scalr"> & { readonly event?: ScalrEvent })[];
  readonly acts: readonly Pressed[];
  readonly chapters: readonly Of<"chapter">[];
  /** What the demo said at its end. */
  readonly ended: string | undefined;
}

export const EMPTY_PICTURE: Picture = {
  size: 0,
  steps: new Map(),
  parts: new Map(),
  journeys: new Map(),
  cloud: EMPTY_CLOUD,
  ec2: undefined,
  queues: undefined,
  relay: { hasSchedule: false },
  token: undefined,
  mechCloud: undefined,
  scalr: [],
  acts: [],
  chapters: [],
  ended: undefined,
};

/** The picture after one more fact. */
export function withFact(picture: Picture, fact: Fact): Picture {
  return { ...picture, ...changes(picture, fact), size: picture.size + 1 };
}

function changes(picture: Picture, fact: Fact): Partial<Picture> {
  switch (fact.kind) {
    case "step": {
      const startedAt = picture.steps.get(fact.name)?.startedAt ?? fact.at;
      return { steps: new Map(picture.steps).set(fact.name, { ...fact, startedAt }) };
    }
    case "part":
      return { parts: new Map(picture.parts).set(fact.address, fact) };
    case "sent":
      return withJourney(picture, fact.event, (journey) => ({ ...journey, sentAt: fact.at }));
    case "posted":
      return withJourney(picture, fact.event, (journey) => withTry(journey, { at: fact.at }));
    case "answered": {
      const { at: answeredAt, postedAt: at, status, answer, event, cloudAccountId } = fact;
      return withAnswer(picture, event, { at, answeredAt, status, answer, cloudAccountId });
    }
    case "dead-letters":
      return { journeys: withDeadLetters(picture.journeys, fact.queue, fact.messages) };
    case "relay": {
      const { mapping, resumesAt } = fact;
      const last = resumesAt ?? (mapping === "Enabled" ? undefined : picture.relay.resumesAt);
      return { relay: { mapping, resumesAt: last, hasSchedule: resumesAt !== undefined } };
    }
    case "queues":
      return { queues: fact };
    case "token":
      return { token: fact };
    case "mechcloud":
      return { mechCloud: fact };
    case "ec2":
      return { ec2: fact.resources };
    case "scalr":
      return { scalr: [...picture.scalr, fact] };
    case "act":
      return { acts: withAct(picture.acts, fact) };
    case "chapter":
      return { chapters: [...picture.chapters.filter(({ number }) => number !== fact.number), fact] };
    case "ended":
      return { ended: fact.text };
  }
}

function withJourney({ journeys }: Picture, event: AwsEvent, change: (journey: Journey) => Journey): Partial<Picture> {
  const summary = summaryOf(event);
  if (!summary) return {};
  const journey = journeys.get(event.id) ?? { ...summary, event, tries: [], place: "queue" };
  return { journeys: new Map(journeys).set(event.id, change(journey)) };
}

/** The same event again changes nothing in the cloud. */
function withAnswer(picture: Picture, event: AwsEvent, made: Try): Partial<Picture> {
  const isFirst = made.status === 200 && picture.journeys.get(event.id)?.deliveredAt === undefined;
  return {
    ...withJourney(picture, event, (journey) => withTry(journey, made)),
    ...(isFirst ? { cloud: withEvent(picture.cloud, event) } : {}),
  };
}

/** What left the dead-letter queue, because a person moved it back, is in the queue again. */
function withDeadLetters(
  journeys: ReadonlyMap<string, Journey>,
  place: Place,
  messages: readonly DeadLetter[],
): ReadonlyMap<string, Journey> {
  const reasons = new Map(messages.map(({ id, attributes }) => [id, attributes]));
  const changed = [...journeys].map(([id, journey]): [string, Journey] => {
    const reason = reasons.get(id);
    if (reason) return [id, { ...journey, place, reason }];
    return [id, journey.place === place ? { ...journey, place: "queue" } : journey];
  });
  return new Map(changed);
}

function withAct(acts: readonly Pressed[], { number, name, progress, text, at }: Of<"act">): Pressed[] {
  if (progress === "started") return [...acts, { number, name, startedAt: at, hasFailed: false }];
  return acts.map((act) =>
    act.number === number ? { ...act, endedAt: at, hasFailed: progress === "failed", text } : act,
  );
}
