import { FactLog } from "../../../demo/fact-log";
import type { ActionName } from "../../../demo/picture/actions";
import { type Chapter, Teller } from "../../../demo/story/teller";

let log: FactLog;
let teller: Teller;

beforeEach(() => {
  log = new FactLog();
  const press = (name: ActionName) => {
    const act = { kind: "act", number: log.picture.acts.length, name } as const;
    log.add({ ...act, progress: "started" });
    log.add({ ...act, progress: "done", text: `${name}.` });
    return Promise.resolve();
  };
  teller = new Teller({ press }, log);
});

const told = () =>
  log.facts.flatMap((fact) =>
    fact.kind === "chapter" ? [[fact.number, fact.progress, fact.text ?? fact.expected]] : [],
  );

test("tells chapters: what is expected, what is waited for, and what happened", async () => {
  const chapters: Chapter[] = [
    {
      title: "One",
      expected: "One is expected.",
      tell: async ({ press, waitFor }) => {
        await press("tag");
        await waitFor("an end", ({ ended }) => ended !== undefined);
        await waitFor("the same", ({ ended }) => ended !== undefined);
      },
    },
    { title: "Two", expected: "Two is expected.", tell: () => "Two happened." },
  ];
  const telling = teller.tell(chapters);
  setTimeout(() => log.add({ kind: "ended", text: "over" }), 1_000);
  await telling;

  expect(told()).toEqual([
    [1, "started", "One is expected."],
    [1, "started", "Waiting for an end."],
    [1, "done", "tag."],
    [2, "started", "Two is expected."],
    [2, "done", "Two happened."],
  ]);
});

test("ends with what did not happen", async () => {
  const chapter: Chapter = {
    title: "One",
    expected: "An end is expected.",
    tell: ({ waitFor }) => waitFor("an end", ({ ended }) => ended !== undefined, 10),
  };

  await expect(teller.tell([chapter])).rejects.toThrow("Not within 0 s: an end.");
  expect(told().at(-1)).toEqual([1, "failed", "Not within 0 s: an end."]);
});
