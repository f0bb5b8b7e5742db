// Measures how many events a second the forwarder posts for several message groups, and writes the table of docs/performance.md.
// Lambda invokes a function for each group at the same time, so each group has a loop of its own here. Run it on an idle computer.

import { cpus } from "node:os";
import { join } from "node:path";
import type { Context } from "aws-lambda";
import { markdownTable, updateParts } from "../scripts/lib/generated-parts";
import { ROOT } from "../scripts/lib/project";
import { batchAbout } from "./support/batches";
import { startEndpoint } from "./support/endpoint";
import { forwarderHandler, type Handler, withBundle } from "./support/handlers";
import { median, quietly } from "./support/measure";

const LATENCY_MS = 50;
const BATCHES = 20;
const RUNS = 5;

/** With the mechanism `tags`: two rules of the relay, two of the hub for the rest, and two for each account. */
const TOPOLOGIES: readonly (readonly [name: string, groups: number])[] = [
  ["one message group", 1],
  ["a relay with both mechanisms", 3],
  ["a hub, and spokes in 3 regions of 2 accounts", 6],
  ["a hub, and spokes in 6 accounts", 16],
];

const context = {
  getRemainingTimeInMillis: () => 30_000,
  invokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:forwarder",
} as Context;

/** @returns events a second */
async function rateOf(handler: Handler, groups: number): Promise<number> {
  const batch = batchAbout(Array.from({ length: 10 }, (_value, index) => `i-${index}`));
  const rates: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const startedAt = performance.now();
    const group = async () => {
      for (let count = 0; count < BATCHES; count++) await handler(batch, context);
    };
    await Promise.all(Array.from({ length: groups }, group));
    rates.push((groups * BATCHES * batch.Records.length * 1_000) / (performance.now() - startedAt));
  }
  return median(rates);
}

async function main(): Promise<void> {
  const endpoint = await startEndpoint();
  try {
    const rows = await withBundle(async (file) => {
      const handler = await forwarderHandler(file, endpoint.urlWith(LATENCY_MS));
      const measured: string[][] = [];
      for (const [name, groups] of TOPOLOGIES) {
        const rate = await quietly(() => rateOf(handler, groups));
        measured.push([name, String(groups), rate.toFixed(0), String((groups * 10_000) / LATENCY_MS)]);
      }
      return measured;
    });
    const heads = ["Topology", "message groups", "forwarder [events/s]", "limit [events/s]"];
    const conditions = `Median of ${RUNS} runs, Node.js ${process.version}, ${cpus().length} processors, in one process.`;
    const parts = { groups: `${markdownTable(heads, rows)}\n\n${conditions}` };
    updateParts(join(ROOT, "docs/performance.md"), parts, "node --import tsx bench/groups.ts");
  } finally {
    endpoint.stop();
  }
}

void main();
