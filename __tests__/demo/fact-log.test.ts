import { FactLog } from "../../demo/fact-log";
import type { Fact } from "../../demo/picture/facts";

const token = { kind: "token", isStored: false } as const;

test("keeps facts with their times, and tells each to listeners until they leave", () => {
  const log = new FactLog();
  const seen: [Fact, number][] = [];
  const leave = log.onFact((fact, before) => seen.push([fact, before.size]));
  log.add(token, 5);
  log.add(token, 6);
  leave();
  log.add(token, 7);

  expect(seen).toEqual([
    [{ ...token, at: 5 }, 0],
    [{ ...token, at: 6 }, 1],
  ]);
  expect(log.facts.map(({ at }) => at)).toEqual([5, 6, 7]);
  expect(log.picture.size).toBe(3);
});

test("adds what is looked at again only if it is new", () => {
  const log = new FactLog();
  log.addIfNew(token);
  log.addIfNew(token);
  log.addIfNew({ ...token, isStored: true });
  log.addIfNew(token, "another key");

  expect(log.facts).toHaveLength(3);
});

test("waits for a picture, and no longer than the limit", async () => {
  const log = new FactLog();
  const waiting = log.until("a token", ({ token: is }) => is !== undefined, 5_000);
  log.add(token);

  await expect(waiting).resolves.toBeUndefined();
  await expect(log.until("an end", ({ ended }) => ended !== undefined, 10)).rejects.toThrow("Not within 0 s: an end.");
});

test("tells the steps of some work", async () => {
  const log = new FactLog();

  await expect(log.step("Start", "soon", () => Promise.resolve(1))).resolves.toBe(1);
  await expect(log.step("Stop", "", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect([...log.picture.steps.values()]).toEqual([
    expect.objectContaining({ name: "Start", progress: "done" }),
    expect.objectContaining({ name: "Stop", progress: "failed", text: "no" }),
  ]);
});
