import { announcementOf } from "../../../demo/picture/announcement";
import type { Fact } from "../../../demo/picture/facts";
import { withFact } from "../../../demo/picture/picture";
import { pictureOf, tagged } from "./events";

const step: Fact = { kind: "step", at: 1, name: "Deploy", progress: "started" };
const chapter: Fact = { kind: "chapter", at: 1, number: 1, title: "One", progress: "started", expected: "Expected." };
const act: Fact = { kind: "act", at: 1, number: 1, name: "tag", progress: "started" };
const relay = (mapping: string, at = 1): Fact => ({ kind: "relay", at, mapping });

test.each<[string, Fact[], Fact, string | undefined]>([
  ["a step", [], step, "Deploy"],
  ["the end of a step", [step], { ...step, progress: "done" }, "Deploy: done"],
  ["a chapter", [], chapter, "One. Expected."],
  ["the end of a chapter", [chapter], { ...chapter, progress: "done", text: "Happened." }, "Happened."],
  ["what came of a button", [act], { ...act, progress: "done", text: "Renamed." }, "Rename an instance: Renamed."],
  ["a paused relay", [relay("Enabled")], relay("Disabled"), "the relay is paused until a person resumes it"],
  ["the state of MechCloud", [], { kind: "mechcloud", at: 1, isUp: false, latency: 0 }, "MechCloud is away"],
  ["the end", [], { kind: "ended", at: 1, text: "Over." }, "Over."],
  ["nothing of a button that was just pressed", [], act, undefined],
  ["nothing of a relay that has just been created", [], relay("Enabled"), undefined],
  ["nothing of a relay that still runs", [relay("Enabled")], relay("Enabled", 2), undefined],
  ["nothing of a single event", [], { kind: "sent", at: 1, event: tagged("vpc-1", "a") }, undefined],
])("announces %s", (_, facts, fact, expected) => {
  const before = pictureOf(...facts);

  expect(announcementOf(fact, before, withFact(before, fact))).toBe(expected);
});
