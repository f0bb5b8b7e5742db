import { duration, listed } from "../../../cli/output/words";

test.each([
  [-5, "0 seconds"],
  [1_999, "1 second"],
  [59_999, "59 seconds"],
  [60_000, "1 minute"],
  [7_200_000, "2 hours"],
  [172_800_000, "2 days"],
])("%d ms is %s", (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});

test("a list leaves out what there is not", () => {
  expect(listed("outage", undefined, 500, "")).toBe("outage, 500");
});
