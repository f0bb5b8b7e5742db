import { Invocation } from "../../../lambda-src/forwarder/invocation";
import { FUNCTION_ARN, lambdaContext } from "../support/context";

const invocationWith = (remaining: number) => new Invocation(lambdaContext(() => remaining));

test.each([
  [10_000, 7_500, true],
  [10_000, 7_501, false],
  [2_500, 0, true],
  [2_499, 0, false],
])("with %d ms left, something of %d ms may be begun: %s", (remaining, ms, expected) => {
  expect(invocationWith(remaining).allows(ms)).toBe(expected);
});

test.each([
  [30_000, 10_000],
  [10_500, 10_000],
  [10_499, 9_999],
  [500, 0],
  [0, 0],
])("with %d ms left, recovery may take %d ms", (remaining, expected) => {
  expect(invocationWith(remaining).recoveryMs).toBe(expected);
});

test("the end of a pause may take all the time but that for the answer", () => {
  expect(invocationWith(30_000).resumeMs).toBe(29_500);
});

test("nothing may be begun on a closed channel", () => {
  const invocation = invocationWith(30_000);
  expect(invocation.channelDown).toBe(false);

  invocation.closeChannel();

  expect(invocation.channelDown).toBe(true);
  expect(invocation.allows(0)).toBe(false);
});

test("it knows its request, its function, and how many events were delivered", () => {
  const invocation = invocationWith(30_000);
  invocation.countDelivery();

  const { requestId, functionArn, deliveries } = invocation;
  expect({ requestId, functionArn, deliveries }).toEqual({
    requestId: "request-1",
    functionArn: FUNCTION_ARN,
    deliveries: 1,
  });
});
