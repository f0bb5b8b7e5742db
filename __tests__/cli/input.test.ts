import { PassThrough } from "node:stream";
import { inputOf } from "../../cli/input";

function terminal(interruption = new AbortController()) {
  const stream = Object.assign(new PassThrough(), { isTTY: true });
  const shown = Object.assign(new PassThrough(), { isTTY: true });
  return { stream, shown, input: inputOf(stream as never, shown as never, interruption) };
}

test("a line of a terminal is shown while it is typed", async () => {
  const { stream, shown, input } = terminal();
  const line = input.read();
  stream.write("yes\r");
  expect(await line).toBe("yes");
  expect(String(shown.read())).toContain("yes");
});

test("a secret is not shown", async () => {
  const { stream, shown, input } = terminal();
  const line = input.readSecret();
  stream.write("e30.e30.e30\r");
  expect(await line).toBe("e30.e30.e30");
  expect(shown.read()).toBeNull();
});

test("Ctrl-C in a terminal interrupts the command", async () => {
  const interruption = new AbortController();
  const { stream, input } = terminal(interruption);
  const line = input.readSecret();
  stream.write("secr\u0003");
  expect(await line).toBe("");
  expect(interruption.signal.aborted).toBe(true);
});

test("the end of the input is an empty line", async () => {
  const { stream, input } = terminal();
  const line = input.readSecret();
  stream.end();
  expect(await line).toBe("");
});

test.each(["read", "readSecret"] as const)("all of a pipe is %s", async (name) => {
  const stream = new PassThrough();
  stream.end("one\ntwo\n");
  const input = inputOf(stream as never, new PassThrough() as never, new AbortController());
  expect(input.isTTY).toBe(false);
  expect(await input[name]()).toBe("one\ntwo\n");
});
