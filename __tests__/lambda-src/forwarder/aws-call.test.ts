import { onDemand, within } from "../../../lambda-src/forwarder/aws-call";

test("a task in time gives what it gives", async () => {
  expect(await within(1_000, () => Promise.resolve(7))).toBe(7);
  await expect(within(1_000, () => Promise.reject(new Error("denied")))).rejects.toThrow("denied");
});

test.each([0, 20])("a task that does not end is given up after %d ms, and told to", async (limitMs) => {
  let told: AbortSignal | undefined;
  const endless = (signal: AbortSignal) => {
    told = signal;
    return new Promise<never>(() => undefined);
  };

  await expect(within(limitMs, endless)).rejects.toMatchObject({ name: "TimeoutError" });
  expect(told?.aborted).toBe(true);
});

test("a client on demand is made once, at its first call", async () => {
  const made: string[] = [];
  class Client {
    readonly #name = "client";
    send(command: string): Promise<string> {
      return Promise.resolve(`${this.#name} sends ${command}`);
    }
  }
  const client = onDemand(() => {
    made.push("client");
    return new Client();
  });

  expect(made).toEqual([]);
  expect([await client.send("one"), await client.send("two")]).toEqual(["client sends one", "client sends two"]);
  expect(made).toEqual(["client"]);
});
