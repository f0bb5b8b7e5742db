import { groupBy } from "../../../lambda-src/shared/group-by";

test("items of one key come together, in the order in which they came", () => {
  expect(groupBy(["b1", "a1", "b2", "", "a2"], (item) => item.charAt(0))).toEqual([["b1", "b2"], ["a1", "a2"], [""]]);
});
