import type { Fact } from "../../../demo/picture/facts";
import type { RelayState } from "../../../demo/picture/relay-state";
import { clock, mechCloudText, relayText, statusOf, tokenText } from "../../../demo/picture/status";
import { pictureOf } from "./events";

const NOW = 100_000;
const chapter: Fact = { kind: "chapter", at: 1, number: 1, title: "One", progress: "started", expected: "Well." };

test.each<[string, Fact[], string]>([
  ["nothing", [], "Press the buttons, or use the AWS CLI beside."],
  [
    "a step",
    [{ kind: "step", at: 95_000, name: "Start", progress: "started", text: "be patient" }],
    "Start … · 5.0 s · be patient",
  ],
  [
    "a deployment",
    [
      { kind: "step", at: 95_000, name: "Deploy with Terraform", progress: "started", text: "it takes time" },
      { kind: "part", at: 1, address: "aws_sqs_queue.a", state: "creating" },
    ],
    "Deploy with Terraform … · 5.0 s · 0 of 1 resources · working at 1 × aws_sqs_queue · it takes time",
  ],
  ["a chapter", [chapter], "One · Well. · the relay is not there yet"],
  ["a wait", [{ ...chapter, text: "Waiting." }], "One · Waiting. · the relay is not there yet"],
  ["the end", [chapter, { kind: "ended", at: 2, text: "Over." }], "Over."],
])("the status during %s", (_, facts, expected) => {
  expect(statusOf(pictureOf(...facts), NOW)).toBe(expected);
});

test.each<[RelayState, string]>([
  [{ is: "absent" }, "the relay is not there yet"],
  [{ is: "running" }, "the relay runs"],
  [{ is: "changing" }, "the relay is changing between running and paused"],
  [{ is: "waiting", until: NOW + 1_500 }, `the relay waits until ${clock(NOW + 1_500)}, 2 s more`],
  [{ is: "resuming" }, "the relay resumes"],
  [{ is: "paused" }, "the relay is paused until a person resumes it"],
])("the relay %j", (state, expected) => {
  expect(relayText(state, NOW)).toBe(expected);
});

test.each<[Parameters<typeof tokenText>[0], string]>([
  [undefined, "there is no access token"],
  [{ kind: "token", at: 1, isStored: false }, "there is no access token"],
  [{ kind: "token", at: 1, isStored: true }, "the token does not tell when it expires"],
  [{ kind: "token", at: 1, isStored: true, expiresAt: NOW + 9_900 }, "the token has 9 s left"],
  [{ kind: "token", at: 1, isStored: true, expiresAt: NOW }, "the token has expired"],
])("the token %j", (token, expected) => {
  expect(tokenText(token, NOW)).toBe(expected);
});

test.each<[Parameters<typeof mechCloudText>[0], string]>([
  [undefined, "away"],
  [{ kind: "mechcloud", at: 1, isUp: false, latency: 0 }, "away"],
  [{ kind: "mechcloud", at: 1, isUp: true, latency: 0 }, "up"],
  [{ kind: "mechcloud", at: 1, isUp: true, latency: 3_000 }, "up, but slow: 3.0 s an answer"],
])("MechCloud %j", (mechCloud, expected) => {
  expect(mechCloudText(mechCloud)).toBe(expected);
});
