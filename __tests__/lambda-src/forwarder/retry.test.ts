import { maxRetries, retryAfterMs, waitBeforeRetry } from "../../../lambda-src/forwarder/retry";

test("an event in lasting trouble has fewer retries", () => {
  expect([1, 2, 3].map((receiveCount) => maxRetries({ receiveCount }))).toEqual([2, 2, 1]);
});

const ALMOST_ONE = 1 - Number.EPSILON;

test.each([
  ["the first, least jitter", 1, 0, 0, 250],
  ["the first, most jitter", 1, 0, ALMOST_ONE, 500],
  ["the second, least jitter", 2, 0, 0, 500],
  ["the second, most jitter", 2, 0, ALMOST_ONE, 1000],
  ["Retry-After is the minimum", 1, 3000, 0.5, 3000],
  ["a short Retry-After shortens nothing", 2, 100, 0.5, 750],
])("the wait before a retry: %s", (_name, retry, asked, random, expected) => {
  expect(waitBeforeRetry(retry, asked, random)).toBe(expected);
});

const now = Date.parse("2024-02-14T10:15:30Z");

test.each([
  ["seconds", "120", 120_000],
  ["zero seconds", "0", 0],
  ["a date to come", "Wed, 14 Feb 2024 10:15:37 GMT", 7_000],
  ["a date gone by", "Wed, 14 Feb 2024 10:15:00 GMT", 0],
  ["neither", "soon", 0],
  ["an empty header", "", 0],
  ["null", null, 0],
  ["no header", undefined, 0],
])("Retry-After as %s", (_name, header, expected) => {
  expect(retryAfterMs(header, now)).toBe(expected);
});
