import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface Endpoint {
  /** The URL that answers after this many milliseconds. */
  urlWith(latencyMs: number): string;
  /** Resource ids in the order in which they were posted. */
  readonly posted: string[];
  stop(): void;
}

/** Starts an endpoint in its own process, so that it does not affect the measurement. */
export async function startEndpoint(): Promise<Endpoint> {
  const child = fork(join(__dirname, "..", "endpoint.ts"));
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  const posted: string[] = [];
  child.on("message", (message) => posted.push((message as { posted: string }).posted));
  return { urlWith: (latencyMs) => `http://127.0.0.1:${port}/${latencyMs}`, posted, stop: () => child.disconnect() };
}
