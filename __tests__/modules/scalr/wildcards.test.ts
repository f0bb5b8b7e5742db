import { withoutWildcards } from "./wildcards";

test.each([
  ["*", ["", "a", "x.y", "x.y.z"]],
  ["x*", ["x.y", "x.y.z"]],
  ["*y", ["x.y"]],
  ["x.*.z", ["x.y.z"]],
  ["*.*", ["x.y", "x.y.z"]],
  ["x?y", []],
])("%s stands for the texts of the event that it matches", (wildcard, texts) => {
  const event = { a: ["", "a", { b: "x.y", c: null, d: 1 }], e: "x.y.z" };

  expect(withoutWildcards({ f: { g: ["exact", { wildcard }, { prefix: "p" }] } }, event)).toEqual({
    f: { g: ["exact", ...texts, { prefix: "p" }] },
  });
});
