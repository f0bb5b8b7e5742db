import type { Fact } from "../../../demo/picture/facts";
import { countsOf } from "../../../demo/picture/journey";
import { pictureOf, state, tagged, vpcCreated } from "./events";

const vpc = vpcCreated("vpc-1");
const sent = (event = vpc): Fact => ({ kind: "sent", at: 1, event });
const answered = (at: number, status: number): Fact => ({
  kind: "answered",
  at,
  postedAt: at - 1,
  event: vpc,
  status,
  cloudAccountId: "acc-1",
});

test("follows an event from EC2 to MechCloud", () => {
  const facts: Fact[] = [sent(), { kind: "posted", at: 2, event: vpc }, answered(3, 503), answered(5, 200)];

  const { journeys, cloud, size } = pictureOf(...facts);

  expect(journeys.get(vpc.id)).toMatchObject({ sentAt: 1, deliveredAt: 5, place: "mechcloud", what: "CreateVpc" });
  expect(journeys.get(vpc.id)?.tries.map(({ status, cloudAccountId }) => [status, cloudAccountId])).toEqual([
    [503, "acc-1"],
    [200, "acc-1"],
  ]);
  expect([...cloud.resources.keys()]).toEqual(["vpc-1"]);
  expect(size).toBe(4);
});

test("knows an event that arrives before it was seen to be sent", () => {
  const { journeys } = pictureOf(answered(3, 200), sent());

  expect(journeys.get(vpc.id)).toMatchObject({ sentAt: 1, place: "mechcloud" });
  expect(countsOf(journeys.values()).sent).toBe(1);
});

test("draws nothing that MechCloud did not accept, and nothing twice", () => {
  const renamed = tagged("vpc-1", "new");
  const old = tagged("vpc-1", "old");
  const at = { at: 2, postedAt: 1 };
  const facts: Fact[] = [old, renamed, old].map((event) => ({ kind: "answered", ...at, event, status: 200 }));

  expect(pictureOf(answered(3, 400)).cloud.resources.size).toBe(0);
  expect(pictureOf(...facts).cloud.resources.get("vpc-1")?.name).toBe("new");
});

test("leaves out what MechCloud does not want", () => {
  expect(pictureOf(sent({ ...vpc, "detail-type": "other", detail: {} })).journeys.size).toBe(0);
});

test("sets aside what a dead-letter queue holds, with the reason, and takes it back from there", () => {
  const attributes = { answer: "no such VPC" };
  const deadLetters = (messages: { id: string; attributes: Record<string, string> }[]): Fact => ({
    kind: "dead-letters",
    at: 4,
    queue: "refused",
    messages,
  });
  const facts: Fact[] = [
    sent(),
    sent(state("i-1", "running")),
    answered(3, 400),
    deadLetters([{ id: vpc.id, attributes }]),
  ];

  expect(pictureOf(...facts).journeys.get(vpc.id)).toMatchObject({ place: "refused", reason: attributes });
  expect(countsOf(pictureOf(...facts).journeys.values())).toMatchObject({ queued: 1, setAside: 1 });
  expect(pictureOf(...facts, deadLetters([])).journeys.get(vpc.id)).toMatchObject({ place: "queue" });
});

test.each<[string, Fact[], object]>([
  ["no schedule", [relay("Disabled")], { mapping: "Disabled", resumesAt: undefined, hasSchedule: false }],
  ["a schedule", [relay("Disabled", 9)], { mapping: "Disabled", resumesAt: 9, hasSchedule: true }],
  ["a schedule that has fired", [relay("Disabled", 9), relay("Disabled")], { resumesAt: 9, hasSchedule: false }],
  ["an older schedule", [relay("Disabled", 9), relay("Enabled"), relay("Disabled")], { resumesAt: undefined }],
])("remembers when the relay resumes: %s", (_, facts, expected) => {
  expect(pictureOf(...facts).relay).toMatchObject(expected);
});

function relay(mapping: string, resumesAt?: number): Fact {
  return { kind: "relay", at: 1, mapping, resumesAt };
}

test("keeps the latest of what changes, and all of what happened", () => {
  const picture = pictureOf(
    { kind: "step", at: 1, name: "Deploy", progress: "started", text: "queues" },
    { kind: "part", at: 2, address: "aws_sqs_queue.a", state: "creating" },
    { kind: "part", at: 3, address: "aws_sqs_queue.a", state: "created" },
    { kind: "step", at: 4, name: "Deploy", progress: "done" },
    { kind: "queues", at: 5, visible: 1, inFlight: 2, refused: 3, undeliverable: 4 },
    { kind: "token", at: 5, isStored: false },
    { kind: "mechcloud", at: 5, isUp: true, latency: 0 },
    { kind: "ec2", at: 5, resources: [{ id: "vpc-1" }] },
    { kind: "scalr", at: 6, place: "alert", text: "failed" },
    { kind: "chapter", at: 7, number: 1, title: "One", progress: "started", expected: "expected" },
    { kind: "chapter", at: 8, number: 1, title: "One", progress: "done", expected: "expected", text: "happened" },
    { kind: "act", at: 9, number: 1, name: "tag", progress: "started" },
    { kind: "act", at: 10, number: 2, name: "away", progress: "started" },
    { kind: "act", at: 11, number: 2, name: "away", progress: "failed", text: "no" },
    { kind: "ended", at: 12, text: "over" },
  );

  expect(picture.steps.get("Deploy")).toMatchObject({ startedAt: 1, at: 4, progress: "done" });
  expect([...picture.parts.values()].map(({ state: is }) => is)).toEqual(["created"]);
  expect(picture).toMatchObject({
    queues: { visible: 1 },
    token: { isStored: false },
    mechCloud: { isUp: true },
    ec2: [{ id: "vpc-1" }],
    scalr: [{ text: "failed" }],
    chapters: [{ progress: "done", text: "happened" }],
    acts: [
      { number: 1, startedAt: 9, hasFailed: false },
      { number: 2, startedAt: 10, endedAt: 11, hasFailed: true, text: "no" },
    ],
    ended: "over",
  });
});
