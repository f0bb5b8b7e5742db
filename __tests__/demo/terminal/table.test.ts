import { clipped, type Row, rowLine, wrapped } from "../../../demo/terminal/table";

const row: Row = {
  since: "123.4 s",
  latency: "12345 ms",
  what: "TerminateInstances",
  resource: "subnet-0123456789abcdef0",
  name: "network-12-a",
  rule: "mc-instance-state-change-events",
  note: "HTTP 503",
};

test.each<[columns: number, expected: string]>([
  [80, " 123.4 s 12345 ms TerminateInstances subnet-0123456… network-12-a   HTTP 503"],
  [60, " 123.4 s 12345 ms TerminateInstances subnet-0123456… networ…"],
  [
    120,
    " 123.4 s 12345 ms TerminateInstances subnet-0123456789abcdef0 network-12-a   mc-instance-state-change-events HTTP 503",
  ],
])("fits a terminal of %i columns", (columns, expected) => {
  const line = rowLine(row, columns);

  expect(line).toBe(expected);
  expect(line.length).toBeLessThanOrEqual(columns);
});

test.each([
  ["i-1", "i-1"],
  ["i-0123456", "i-0123456"],
  ["i-01234567", "i-01234567"],
  ["i-012345678", "i-0123456…"],
  ["3 resources", "3 resources"],
])("shows the resource %s as %s", (resource, expected) => {
  expect(rowLine({ ...row, resource, name: "" }, 80)).toContain(` ${expected} `);
});

test("clips a text, and wraps words", () => {
  expect([clipped("12345", 5), clipped("123456", 5)]).toEqual(["12345", "1234…"]);
  expect(wrapped("one two three", 7)).toEqual(["one two", "three"]);
  expect(wrapped("one", 2)).toEqual(["one"]);
});
