import { ACTIONS, type ActionName } from "./actions";
import type { Fact } from "./facts";
import { happened } from "./happened";
import type { Picture } from "./picture";
import { mechCloudText, relayState, relayText } from "./status";

type Of<K extends Fact["kind"]> = Extract<Fact, { kind: K }>;
type Announcer<F extends Fact> = (fact: F, before: Picture, after: Picture) => string | undefined;

/** What a screen reader should say of a fact; undefined if it would only disturb. */
export const announcementOf: Announcer<Fact> = (fact, before, after) =>
  (announcers[fact.kind] as Announcer<Fact> | undefined)?.(fact, before, after);

const announcers: { readonly [K in Fact["kind"]]?: Announcer<Of<K>> } = {
  step: ({ name, progress }) => (progress === "started" ? name : `${name}: ${progress}`),
  chapter: ({ title, expected, text }) => text ?? `${title}. ${expected}`,
  act: ({ number, name, progress }, _before, after) => {
    const act = after.acts.find((candidate) => candidate.number === number);
    return act && progress !== "started" ? `${ACTIONS[name as ActionName].label}: ${happened(act, after)}` : undefined;
  },
  relay: ({ at }, before, after) => {
    const [old, now] = [relayState(before, at), relayState(after, at)];
    return old.is === now.is || old.is === "absent" ? undefined : relayText(now, at);
  },
  mechcloud: (fact) => `MechCloud is ${mechCloudText(fact)}`,
  ended: ({ text }) => text,
};
