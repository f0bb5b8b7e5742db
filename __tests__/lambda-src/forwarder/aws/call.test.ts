import { eagerly, lazily, within } from "../../../../lambda-src/forwarder/aws/call";

test("a task in time gives what it gives", async () => {
  expect(await within(1_000, () => Promise.resolve(7))).toBe(7);
  await expect(within(1_000, () => Promise.reject(new Error("denied")))).rejects.toThrow("denied");
});

test.each([0, 20])("a task that does not end is given up after %d ms, and its signal says so", async (limitMs) => {
  let received: AbortSignal | undefined;
  const endless = (signal: AbortSignal) => {
    received = signal;
    return new Promise<never>(() => undefined);
  };

  await expect(within(limitMs, endless)).rejects.toMatchObject({ name: "TimeoutError" });
  expect(received?.aborted).toBe(true);
});

test("what is loaded lazily is loaded once, at its first use", async () => {
  let loads = 0;
  const load = lazily(() => Promise.resolve(++loads));
  expect(loads).toBe(0);

  expect([await load(), await load()]).toEqual([1, 1]);
});

test("what is loaded eagerly is loaded once, at once; that it fails, each use is told", async () => {
  let loads = 0;
  const load = eagerly(() => Promise.resolve(++loads));
  expect(loads).toBe(1);
  expect([await load(), await load()]).toEqual([1, 1]);

  const failing = eagerly(() => Promise.reject(new Error("broken")));
  await expect(failing()).rejects.toThrow("broken");
});
