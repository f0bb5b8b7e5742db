import type { Context, SQSEvent } from "aws-lambda";
import type { Handler } from "./handlers";

export const RUNS = 9;
const WARM_UP_RUNS = 2;

const context = { getRemainingTimeInMillis: () => 30_000 } as Context;

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** The median of the runs in milliseconds, without the first runs, which open the connections. */
export async function measure(handler: Handler, batch: SQSEvent): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < WARM_UP_RUNS + RUNS; run++) {
    const startedAt = performance.now();
    const { batchItemFailures } = await handler(batch, context);
    if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} events were not delivered`);
    times.push(performance.now() - startedAt);
  }
  return median(times.slice(WARM_UP_RUNS));
}

/** Runs `task` without the log lines that the handler writes to standard output. */
export async function quietly<T>(task: () => Promise<T>): Promise<T> {
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = () => true;
  try {
    return await task();
  } finally {
    stdout.write = write;
  }
}
