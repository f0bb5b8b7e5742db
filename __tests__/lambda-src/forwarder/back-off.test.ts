import { restSeconds } from "../../../lambda-src/forwarder/back-off";

const ALMOST_ONE = 1 - Number.EPSILON;

test.each([
  [1, 4, 5, 6],
  [2, 12, 15, 18],
  [3, 36, 45, 54],
  [4, 36, 45, 54],
  [1000, 36, 45, 54],
])("after receive %d it is %d to %d to %d seconds", (receiveCount, least, middle, most) => {
  expect([0, 0.5, ALMOST_ONE].map((random) => restSeconds(receiveCount, 0, random))).toEqual([least, middle, most]);
});

test.each([
  ["longer than its own", 60_000, 60],
  ["shorter than its own", 2_000, 5],
  ["part of a second", 5_001, 6],
  ["longer than sensible", 86_400_000, 900],
])("what the server asks for: %s", (_name, askedMs, expected) => {
  expect(restSeconds(1, askedMs, 0.5)).toBe(expected);
});
