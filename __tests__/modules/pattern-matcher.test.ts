import { matches } from "./pattern-matcher";

test.each<[pattern: object, matching: object[], other: object[]]>([
  [{ a: ["x", "y"] }, [{ a: "y" }, { a: ["z", "x"] }, { a: "x", b: 1 }], [{ a: "z" }, { a: [] }, {}, { b: "x" }]],
  [{ a: [{ prefix: "vpc-" }] }, [{ a: "vpc-1" }, { a: ["i-1", "vpc-1"] }], [{ a: "a-vpc-1" }, { a: 1 }, {}]],
  [{ a: [{ exists: false }] }, [{}, { b: 1 }], [{ a: "x" }, { a: null }]],
  [{ a: [{ exists: true }] }, [{ a: "x" }, { a: null }], [{}]],
  [{ a: { b: ["x"] } }, [{ a: { b: "x" } }, { a: [{ b: "y" }, { b: "x" }] }], [{ a: "x" }, { b: "x" }, {}]],
  [
    { a: ["x"], $or: [{ b: [1] }, { c: [2] }] },
    [
      { a: "x", b: 1 },
      { a: "x", c: 2 },
    ],
    [{ a: "x" }, { b: 1 }],
  ],
])("%j is read as EventBridge reads it", (pattern, matching, other) => {
  expect([...matching, ...other].filter((event) => matches(pattern as never, event as never))).toEqual(matching);
});

test("says that it does not know an operator, rather than not to match", () => {
  expect(() => matches({ a: [{ suffix: "x" }] }, { a: "x" })).toThrow(
    new Error("The operator suffix is not among those that the matcher knows."),
  );
});
