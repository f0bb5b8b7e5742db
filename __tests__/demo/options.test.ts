import { HELP, parseOptions } from "../../demo/options";

test.each<[string[], boolean, object]>([
  [[], true, { help: false, once: false, destroy: false }],
  [[], false, { help: false, once: true, destroy: false }],
  [["--once"], true, { help: false, once: true, destroy: false }],
  [["--once", "--destroy"], true, { help: false, once: true, destroy: true }],
  [["--destroy"], false, { help: false, once: true, destroy: true }],
  [["--help"], true, { help: true, once: false, destroy: false }],
])("%j in a terminal (%j)", (args, isTerminal, expected) => {
  expect(parseOptions(args, isTerminal)).toEqual(expected);
});

test.each([
  [["--destroy"], "--destroy needs --once: without it, the demo does not end by itself."],
  [["--onse"], "Unknown option '--onse'"],
  [["once"], "Unexpected argument 'once'"],
])("refuses %j", (args, expected) => {
  expect(() => parseOptions(args, true)).toThrow(expected);
});

test("the help names each option, in lines of a usual terminal", () => {
  for (const option of ["--once", "--destroy", "--help"]) expect(HELP).toContain(`  ${option} `);
  expect(Math.max(...HELP.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
});
