import { countsOf, outOfOrder } from "../picture/journey";
import type { Picture } from "../picture/picture";
import { clock, relayState } from "../picture/status";
import type { Chapter } from "./teller";

/** What the demo tells: all goes well, MechCloud goes away, the token expires, an event is refused; and the count. */
export const STORY: readonly Chapter[] = [
  {
    title: "A network appears",
    expected: "A VPC, its subnets and their instances are created in EC2; MechCloud receives each event in order.",
    tell: async (teller) => {
      await teller.press("network");
      await teller.waitFor("MechCloud to receive all events", isSettled);
    },
  },
  {
    title: "MechCloud goes away",
    expected:
      "The events of a second network wait in the queue. After three receives, the relay pauses for a minute or so.",
    tell: async (teller) => {
      await teller.press("away");
      await teller.press("network");
      await teller.waitFor("the relay to pause", isPaused);
      const state = relayState(teller.picture, Date.now());
      const queued = countsOf(teller.picture.journeys.values()).queued;
      const until = state.is === "waiting" ? clock(state.until) : "?";
      await teller.press("back");
      return `The relay has paused itself until ${until}; ${queued} events wait in the queue. MechCloud is back already.`;
    },
  },
  {
    title: "Meanwhile, Scalr",
    expected:
      "A failed run is logged and becomes an alert; an audit entry is logged. Each goes to its destination, too.",
    tell: async (teller) => {
      const before = teller.picture.scalr.length;
      await teller.press("run");
      await teller.press("audit");
      const arrived = ({ scalr }: Picture) => scalr.slice(before).filter(({ place }) => place !== "sent").length;
      await teller.waitFor("two log entries, one alert, and two destinations", (picture) => arrived(picture) >= 5);
      return "Two log entries, one alert, one call of the chat's webhook, and one message in the automation's queue.";
    },
  },
  {
    title: "The relay comes back by itself",
    expected: "Its own schedule resumes it; nobody does anything. The events that waited arrive in order.",
    tell: async (teller) => {
      await teller.waitFor("the relay to resume by itself", isRunning);
      await teller.waitFor("MechCloud to receive what waited", isSettled);
      return "The relay resumed, and MechCloud received all events that had waited.";
    },
  },
  {
    title: "The access token expires",
    expected:
      "MechCloud answers 401, so the relay pauses and the events wait. A person stores a new token, and resumes it.",
    tell: async (teller) => {
      await teller.press("expire");
      await teller.waitFor("the token to expire", ({ token }) => (token?.expiresAt ?? 0) < Date.now() - 1_000);
      await teller.press("tag");
      await teller.waitFor("the relay to pause", isPaused);
      await teller.press("renew");
      await teller.waitFor("MechCloud to receive what waited", isSettled);
    },
  },
  {
    title: "MechCloud refuses one event",
    expected: "That event gets a message group of its own. There it is tried ten times, and holds up no other one.",
    tell: async (teller) => {
      await teller.press("refuse");
      await teller.waitFor("MechCloud to refuse the event", isSettledButForRefused);
    },
  },
  {
    title: "Meanwhile, a network vanishes",
    expected: "The instances of the first VPC are terminated; its subnets and the VPC are deleted.",
    tell: async (teller) => {
      await teller.press("terminate");
      await teller.waitFor("MechCloud to receive all other events", isSettledButForRefused);
    },
  },
  {
    title: "The count",
    expected: "The refused event is set aside with the reason. Sent = delivered + queued + set aside, in order.",
    tell: async (teller) => {
      await teller.waitFor("the refused event to be set aside", isSettled);
      return count(teller.picture);
    },
  },
];

const isPaused = (picture: Picture): boolean => relayState(picture, Date.now()).is === "waiting";
const isRunning = (picture: Picture): boolean => relayState(picture, Date.now()).is === "running";

/** Each event is delivered, set aside or refused so far. */
const isSettledButForRefused = ({ journeys }: Picture): boolean =>
  [...journeys.values()].every(
    ({ place, tries }) => !["queue", "forwarder"].includes(place) || tries.some(({ status }) => status === 400),
  );

/** Each event is delivered or set aside, and SQS says the same. */
function isSettled({ journeys, queues }: Picture): boolean {
  const { queued, setAside } = countsOf(journeys.values());
  return (
    queued === 0 && queues?.visible === 0 && queues.inFlight === 0 && setAside === queues.refused + queues.undeliverable
  );
}

/** @throws Error if an event is lost, or out of order */
function count({ journeys, queues }: Picture): string {
  const { sent, delivered, setAside } = countsOf([...journeys.values()].filter(({ sentAt }) => sentAt !== undefined));
  const queued = (queues?.visible ?? 0) + (queues?.inFlight ?? 0);
  const late = outOfOrder(journeys.values());
  const sum = `${sent} sent = ${delivered} delivered + ${queued} queued + ${setAside} set aside`;
  if (sent !== delivered + queued + setAside) throw new Error(`Events are lost: ${sum.replace("=", "≠")}.`);
  if (late.length > 0) {
    const events = late.map(({ what, resources }) => `${what} ${resources.join(", ")}`);
    throw new Error(`Events arrived before one that they had to wait for: ${events.join("; ")}.`);
  }
  return `${sum}, in order.`;
}
