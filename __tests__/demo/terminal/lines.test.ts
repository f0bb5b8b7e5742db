import type { Fact } from "../../../demo/picture/facts";
import { withFact } from "../../../demo/picture/picture";
import type { ScalrEvent } from "../../../demo/picture/scalr-event";
import { linesOf } from "../../../demo/terminal/lines";
import { sample } from "../../../samples/events";
import { instancesRun, pictureOf, tagged } from "../picture/events";

const step: Fact = { kind: "step", at: 1_000, name: "Start", progress: "started" };
const deploy: Fact = { ...step, name: "Deploy with Terraform" };
const chapter: Fact = { kind: "chapter", at: 1, number: 2, title: "Two", progress: "started", expected: "Expected." };
const event = tagged("vpc-1", "net");
const sent: Fact = { kind: "sent", at: 1_000, event };
const answer = (status: number, at = 1_500): Fact => ({ kind: "answered", at, postedAt: 1_400, event, status });
const relay = (mapping: string): Fact => ({ kind: "relay", at: 1_000, mapping });
const audit = sample<ScalrEvent>("scalr-audit-log.json");

test.each<[string, Fact[], Fact, string[]]>([
  ["no step before its end", [], step, []],
  ["a step", [step], { ...step, at: 2_500, progress: "done" }, ["✓ Start (1.5 s)"]],
  ["a failed step", [step], { ...step, progress: "failed", text: "no port" }, ["✗ Start: no port"]],
  [
    "a deployment",
    [deploy, { kind: "part", at: 1, address: "a.b", state: "created" }],
    { ...deploy, at: 2_500, progress: "done" },
    ["✓ Deploy with Terraform (1 resources, 1.5 s)"],
  ],
  ["a chapter", [], chapter, ["", "2  Two", "   Expected."]],
  ["not what a chapter waits for", [chapter], { ...chapter, text: "Waiting." }, []],
  ["the end of a chapter", [chapter], { ...chapter, progress: "done", text: "Happened." }, ["   Happened."]],
  ["a button", [], { kind: "act", at: 1, number: 1, name: "tag", progress: "started" }, ["→ Rename an instance"]],
  ["not its end", [], { kind: "act", at: 1, number: 1, name: "tag", progress: "done" }, []],
  ["an arrival", [sent], answer(200), ["   1.5 s   500 ms tagged             vpc-1           net"]],
  [
    "an arrival that was not seen to be sent",
    [],
    answer(200),
    ["   1.5 s          tagged             vpc-1           net"],
  ],
  [
    "a later try",
    [sent, answer(503)],
    answer(200),
    ["   1.5 s   500 ms tagged             vpc-1           net            try 2"],
  ],
  ["a refusal", [sent], answer(401), ["   1.5 s   500 ms tagged             vpc-1           net            HTTP 401"]],
  [
    "a missing answer",
    [sent],
    answer(0),
    ["   1.5 s   500 ms tagged             vpc-1           net            no answer"],
  ],
  ["no second missing answer", [sent, answer(0)], answer(0, 1_600), []],
  [
    "an arrival about several resources",
    [],
    { kind: "answered", at: 1_500, postedAt: 1, event: instancesRun("subnet-1", "i-1", "i-2"), status: 200 },
    ["   1.5 s          RunInstances       2 resources"],
  ],
  ["a paused relay", [relay("Enabled")], relay("Disabled"), ["   1.0 s the relay is paused until a person resumes it"]],
  ["no change to come", [relay("Enabled")], relay("Disabling"), []],
  ["nothing about a relay that is new", [], relay("Enabled"), []],
  ["nothing that Scalr sends", [], { kind: "scalr", at: 1_000, place: "sent", event: audit }, []],
  [
    "a log entry",
    [],
    { kind: "scalr", at: 1_000, place: "log", name: "/aws/events/audit", event: audit },
    ["   1.0 s          create-workspace   ws-1234567…     workspace-name → log"],
  ],
  [
    "what a destination gets",
    [],
    { kind: "scalr", at: 1_000, place: "destination", name: "automation", event: audit },
    ["   1.0 s          create-workspace   ws-1234567…     workspace-name → automation"],
  ],
  [
    "an alert",
    [],
    { kind: "scalr", at: 1_000, place: "alert", text: "Failed:\nrun-1" },
    [
      "   1.0 s          alert                                             → people",
      "         │ Failed:",
      "         │ run-1",
    ],
  ],
  ["no numbers of queues", [], { kind: "queues", at: 1, visible: 1, inFlight: 1, refused: 1, undeliverable: 1 }, []],
])("tells %s", (_, facts, fact, expected) => {
  const before = pictureOf(...facts);

  const lines = linesOf(fact, before, withFact(before, fact), { start: 0, columns: 80 });

  expect(lines.map(({ text }) => text)).toEqual(expected);
});

test("begins the first chapter with the headings of the table", () => {
  const first = { ...chapter, number: 1 };

  const lines = linesOf(first, pictureOf(), pictureOf(first), { start: 0, columns: 80 });

  expect(lines.at(-1)?.text).toBe("   since  latency event              resource        name");
});
