import { eventTime } from "../../../lambda-src/contract/event-time";

const at = (second: number) => Date.UTC(2026, 0, 1, 0, 0, second);

test.each([
  ["CloudTrail's time", { time: "2026-01-01T00:00:09Z", detail: { eventTime: "2026-01-01T00:00:02Z" } }, at(2)],
  ["EventBridge's time", { time: "2026-01-01T00:00:03Z", detail: {} }, at(3)],
  ["EventBridge's time without a detail", { time: "2026-01-01T00:00:03Z", detail: null }, at(3)],
  [
    "EventBridge's time if CloudTrail's is invalid",
    { time: "2026-01-01T00:00:03Z", detail: { eventTime: "?" } },
    at(3),
  ],
  ["none, if it is a number", { time: 5 }, undefined],
  ["none in another JSON value", "text", undefined],
  ["none in null", null, undefined],
  ["none without an event", undefined, undefined],
])("an event has %s", (_, event, expected) => {
  expect(eventTime(event)).toBe(expected);
});
