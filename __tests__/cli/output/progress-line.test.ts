import { ProgressLine } from "../../../cli/output/progress-line";

function shown(isTTY: boolean, counts: number[], total: number): string {
  const texts: string[] = [];
  const line = new ProgressLine({ isTTY, write: (text) => texts.push(text) }, total);
  for (const count of counts) line.show("Moved", count);
  line.end();
  return texts.join("");
}

test.each([
  ["a terminal: one line that changes", true, [1, 2, 3], 3, "\rMoved 1 of 3\rMoved 2 of 3\rMoved 3 of 3\n"],
  ["a terminal, when nothing happens", true, [], 3, ""],
  ["a terminal, when there is more than was counted", true, [3], 2, "\rMoved 3 of 3\n"],
  ["a file: a line for each hundred", false, [99, 100, 101, 200], 250, "Moved 100 of 250\nMoved 200 of 250\n"],
])("%s", (_, isTTY, counts, total, text) => {
  expect(shown(isTTY, counts, total)).toBe(text);
});
