import { hasLasted, lastingTrouble, refusedToken, unreadableToken } from "../../../lambda-src/forwarder/channel";
import { AccessTokenError } from "../../../lambda-src/forwarder/errors";
import type { Outcome } from "../../../lambda-src/forwarder/outcome";
import { type Report, reportOf } from "../../../lambda-src/forwarder/report";
import { eventAbout } from "./support/records";

const report = (outcome: Outcome, receiveCount: number, course: Partial<Report> = {}): Report => ({
  ...reportOf(eventAbout(["vpc-1"], { receiveCount }), { outcome, tries: 1, latencyMs: 0 }),
  ...course,
});

test("trouble has lasted at the third receive", () => {
  expect([1, 2, 3, 1_000].map((receiveCount) => hasLasted({ receiveCount }))).toEqual([false, false, true, true]);
});

test.each<Outcome>(["failed", "unauthorized"])("an event that is %s is lasting trouble then", (outcome) => {
  expect(lastingTrouble([report(outcome, 2)])).toBeUndefined();
  expect(lastingTrouble([report(outcome, 3)])).toMatchObject({ kind: "endpoint" });
});

test.each<Outcome>(["delivered", "refused", "poison", "held", "invalid", "unmapped"])(
  "an event that is %s never is",
  (outcome) => {
    expect(lastingTrouble([report(outcome, 1_000)])).toBeUndefined();
  },
);

test("an isolated event never is", () => {
  expect(lastingTrouble([report("failed", 1_000, { isIsolated: true })])).toBeUndefined();
});

test.each([
  [{ status: 503 }, "HTTP status 503"],
  [{ fault: "ECONNREFUSED" }, "ECONNREFUSED"],
  [{ status: 401, fault: "Throttled" }, "Throttled"],
])("lasting trouble is described by its first event: %j", (course, cause) => {
  const reports = [report("failed", 2), report("failed", 3, course), report("failed", 9)];

  expect(lastingTrouble(reports)?.reason).toBe(`Event event-vpc-1 was not delivered at receive 3: ${cause}.`);
});

test("a refused token says where a new one belongs", () => {
  expect(refusedToken("secret arn:secret")).toEqual({
    kind: "token",
    reason:
      "MechCloud refuses the access token of secret arn:secret, also after it was read again. Store a new one there.",
  });
});

test("a token that has not been stored yet is trouble at once", () => {
  const missing = new AccessTokenError("secret arn:secret holds no access token yet", { isMissing: true });

  expect(unreadableToken(missing, [report("held", 1)])).toEqual({
    kind: "no-token",
    reason: "secret arn:secret holds no access token yet.",
  });
});

test("a token that cannot be read is trouble once that lasts", () => {
  const denied = new AccessTokenError("The access token cannot be read");

  expect(unreadableToken(denied, [report("held", 2)])).toBeUndefined();
  expect(unreadableToken(denied, [report("held", 3)])).toEqual({
    kind: "token",
    reason: "The access token cannot be read.",
  });
});
