import { pauseSeconds, resumeTime } from "../../../lambda-src/forwarder/pause-length";

test.each([
  [1, 1],
  [3, 1],
  [4, 2],
  [5, 4],
  [6, 8],
  [7, 15],
  [99, 15],
  [100, 60],
  [999, 60],
])("at receive %d a pause takes %d minutes", (receiveCount, minutes) => {
  expect(pauseSeconds(receiveCount)).toBe(minutes * 60);
});

test("14 days of pauses stay far below the last receive of a queue", () => {
  let [receives, seconds] = [3, 0];
  while (seconds < 14 * 86_400) seconds += pauseSeconds(receives++);

  expect(receives).toBeLessThan(420);
});

const at = (time: string) => Date.parse(`2024-02-14T${time}Z`);
/** Its second of the minute is 17. */
const UUID = "0011abcd-0000-0000-0000-000000000000";

test.each([
  ["10:00:00.000", 60, "10:01:17"],
  ["10:00:17.000", 60, "10:01:17"],
  ["10:00:32.000", 60, "10:01:17"],
  ["10:00:32.001", 60, "10:02:17"],
  ["10:00:40.000", 900, "10:15:17"],
])("a pause that begins at %s, for %d s, ends at %s", (begin, seconds, end) => {
  expect(resumeTime(at(begin), seconds, UUID)).toBe(at(end));
});

test("the minute in which a pause ends has yet to begin, and is the next one or the one after", () => {
  for (let second = 0; second < 60; second += 1) {
    const now = at("10:00:00") + second * 1_000;
    for (let own = 0; own < 60; own += 1) {
      const end = resumeTime(now, 60, own.toString(16).padStart(4, "0"));

      expect(Math.floor(end / 60_000) * 60_000).toBeGreaterThan(now);
      expect(end - now).toBeGreaterThanOrEqual(45_000);
      expect(end - now).toBeLessThan(120_000);
    }
  }
});

test("each relay has its own second", () => {
  const seconds = ["0000", "003b", "003c", "ffff"].map((uuid) => resumeTime(at("10:00:00"), 900, uuid) % 60_000);

  expect(seconds).toEqual([0, 59_000, 0, 15_000]);
});
