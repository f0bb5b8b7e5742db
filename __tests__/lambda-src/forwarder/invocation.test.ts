import { Invocation } from "../../../lambda-src/forwarder/invocation";

test.each([
  [10_000, 7_500, true],
  [10_000, 7_501, false],
  [2_500, 0, true],
  [2_499, 0, false],
])("with %d ms left, something of %d ms may be begun: %s", (remaining, ms, expected) => {
  expect(new Invocation(() => remaining).allows(ms)).toBe(expected);
});

test.each([
  [10_000, 2_000],
  [2_500, 2_000],
  [2_499, 1_999],
  [500, 0],
  [0, 0],
])("with %d ms left, the care for undelivered events may take %d ms", (remaining, expected) => {
  expect(new Invocation(() => remaining).recoveryMs).toBe(expected);
});

test("nothing may be begun on a closed channel", () => {
  const invocation = new Invocation(() => 30_000);
  expect(invocation.channelDown).toBe(false);

  invocation.closeChannel();

  expect(invocation.channelDown).toBe(true);
  expect(invocation.allows(0)).toBe(false);
});
