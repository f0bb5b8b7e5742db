import { Invocation } from "../../../lambda-src/forwarder/invocation";

test.each([
  [10_000, 9_000, true],
  [10_000, 9_001, false],
  [1_000, 0, true],
  [999, 0, false],
])("with %d ms left, something of %d ms may be begun: %s", (remaining, ms, expected) => {
  expect(new Invocation(() => remaining).allows(ms)).toBe(expected);
});

test("nothing may be begun on a closed channel", () => {
  const invocation = new Invocation(() => 30_000);
  expect(invocation.channelDown).toBe(false);

  invocation.closeChannel();

  expect(invocation.channelDown).toBe(true);
  expect(invocation.allows(0)).toBe(false);
});
