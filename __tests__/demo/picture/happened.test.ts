import type { Fact } from "../../../demo/picture/facts";
import { happened } from "../../../demo/picture/happened";
import { pictureOf, tagged } from "./events";

const event = tagged("vpc-1", "a");
const started: Fact = { kind: "act", at: 100, number: 1, name: "tag", progress: "started" };
const done: Fact = { kind: "act", at: 200, number: 1, name: "tag", progress: "done", text: "Renamed vpc-1." };
const sent = (at: number, about = event): Fact => ({ kind: "sent", at, event: about });
const answered: Fact = { kind: "answered", at: 1_350, postedAt: 1_340, event, status: 200 };
const refused: Fact = { ...answered, status: 400, answer: '{"message":"unknown VPC"}' };
const setAside = (attributes: Record<string, string>): Fact => ({
  kind: "dead-letters",
  at: 2_000,
  queue: "refused",
  messages: [{ id: event.id, attributes }],
});

test.each<[string, Fact[], string]>([
  ["it is under way", [started], "Under way …"],
  ["it failed", [started, { ...done, progress: "failed", text: "no such VPC" }], "It failed: no such VPC"],
  ["it caused nothing", [started, done, sent(50), sent(800, tagged("vpc-2", "b"))], "Renamed vpc-1."],
  ["its event waits", [started, sent(150), done], "Renamed vpc-1. 1 event: 1 in the queue."],
  ["its event arrived", [started, sent(150), done, answered], "Renamed vpc-1. 1 event: 1 delivered within 1.3 s."],
  [
    "its event was set aside by the function",
    [started, sent(650), done, refused, setAside({ status: "404", answer: "no such VPC" })],
    "Renamed vpc-1. 1 event: 1 set aside (HTTP status 404: no such VPC).",
  ],
  [
    "its event was set aside by the queue",
    [started, sent(650), done, refused, setAside({})],
    "Renamed vpc-1. 1 event: 1 set aside (HTTP status 400: unknown VPC).",
  ],
  [
    "one of two events arrived",
    [started, sent(150), sent(160, tagged("vpc-2", "b")), done, answered],
    "Renamed vpc-1. 2 events: 1 delivered within 1.3 s, 1 in the queue.",
  ],
])("says what came of a button: %s", (_, facts, expected) => {
  const picture = pictureOf(...facts);

  expect(happened(picture.acts[0]!, picture)).toBe(expected);
});
