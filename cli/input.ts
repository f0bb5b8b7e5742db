import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import type { Input } from "./process";

/** Standard input: a terminal, which shows what is typed on standard error, or a pipe. */
export function inputOf(stdin: NodeJS.ReadStream, stderr: NodeJS.WritableStream, interruption: AbortController): Input {
  const readLine = (output: NodeJS.WritableStream) =>
    new Promise<string>((resolve) => {
      const lines = createInterface({ input: stdin, output, terminal: true });
      const end = (line: string) => {
        resolve(line);
        lines.close();
      };
      lines.once("line", end);
      // In a terminal, Ctrl-C reaches the interface instead of the process.
      lines.once("SIGINT", () => interruption.abort());
      lines.once("close", () => resolve(""));
      interruption.signal.addEventListener("abort", () => end(""));
    });
  const silent = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  const isTTY = Boolean(stdin.isTTY);
  return {
    isTTY,
    read: () => (isTTY ? readLine(stderr) : text(stdin)),
    readSecret: () => (isTTY ? readLine(silent()) : text(stdin)),
  };
}
