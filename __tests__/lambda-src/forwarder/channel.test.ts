import { describeRefusedToken, describeTrouble, lastingTrouble } from "../../../lambda-src/forwarder/channel";
import type { Outcome } from "../../../lambda-src/forwarder/outcome";
import { reportOf } from "../../../lambda-src/forwarder/report";
import { eventAbout } from "./support/records";

const report = (outcome: Outcome, receiveCount: number, course: { status?: number; fault?: string } = {}) =>
  reportOf(eventAbout(["vpc-1"], { receiveCount }), { outcome, tries: 1, latencyMs: 0, ...course });

const UNKNOWN = Number.POSITIVE_INFINITY;

test.each<[outcome: Outcome, maxReceiveCount: number, firstReceiveThatLasts: number]>([
  ["failed", UNKNOWN, 3],
  ["failed", 10, 3],
  ["failed", 4, 3],
  ["failed", 3, 2],
  ["failed", 2, 1],
  ["failed", 1, 1],
  ["unauthorized", 10, 3],
  ["unauthorized", 2, 1],
  ["held", 10, 9],
  ["held", 2, 1],
])("an event that is %s, of at most %d receives, is in lasting trouble from receive %d on", (outcome, max, first) => {
  const lasting = [1, 2, 3, 4, 8, 9, 10].filter((count) => lastingTrouble([report(outcome, count)], max) !== undefined);

  expect(lasting).toEqual([1, 2, 3, 4, 8, 9, 10].filter((count) => count >= first));
});

test.each<Outcome>(["delivered", "refused", "invalid"])("an event that is %s never is", (outcome) => {
  expect(lastingTrouble([report(outcome, 1000)], 5)).toBeUndefined();
});

test("an event that only waits may wait for ever in a queue without a limit", () => {
  expect(lastingTrouble([report("held", 1000)], UNKNOWN)).toBeUndefined();
});

test("the first event in lasting trouble is told", () => {
  const [young, old, older] = [report("failed", 2), report("failed", 3), report("failed", 4)];

  expect(lastingTrouble([young, old, older], 10)).toBe(old);
  expect(lastingTrouble([], 10)).toBeUndefined();
});

test.each([
  [report("failed", 3, { status: 503 }), "HTTP status 503"],
  [report("failed", 3, { fault: "ECONNREFUSED" }), "ECONNREFUSED"],
  [report("failed", 3, { status: 401, fault: "Throttled" }), "Throttled"],
  [report("held", 3), "it had to wait, and was not posted"],
])("tells the trouble", (lasting, cause) => {
  expect(describeTrouble(lasting)).toBe(
    `Event event-vpc-1 could not be delivered, not on its receive number 3 either: ${cause}.`,
  );
});

test("tells where a new token belongs", () => {
  expect(describeRefusedToken("secret arn:secret")).toBe(
    "MechCloud refuses the access token of secret arn:secret, also after it was read again. Put a new one there.",
  );
});
