import { allPages } from "../../../cli/aws/pages";

test("all pages are read, and a page may be empty", async () => {
  const pages = [
    { items: [1, 2], next: "a" },
    { items: undefined, next: "b" },
    { items: [3], next: undefined },
  ];
  const asked: (string | undefined)[] = [];
  const page = (next: string | undefined) => {
    asked.push(next);
    return Promise.resolve(pages[asked.length - 1]!);
  };
  expect(await allPages<number>(page)).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, "a", "b"]);
});
