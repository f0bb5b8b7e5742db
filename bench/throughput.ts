// Compares the forwarder's throughput and Lambda costs with a plain handler, in the same run, and writes the table and
// the plot of docs/performance.md. Run it on an idle computer.

import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { priceOf } from "../scripts/costs/prices";
import { markdownTable, updateParts } from "../scripts/lib/generated-parts";
import { ROOT } from "../scripts/lib/project";
import { batchAbout } from "./support/batches";
import { type Endpoint, startEndpoint } from "./support/endpoint";
import { forwarderHandler, plainHandler, withBundle } from "./support/handlers";
import { measure, quietly, RUNS } from "./support/measure";
import { plot } from "./support/plot";

const LATENCIES_MS = [20, 50, 200];
const MEMORY_GB = 0.25;

interface Scenario {
  readonly name: string;
  readonly ids: readonly string[];
  /** Round trips that the order requires. */
  readonly waves: number;
}

const some = (type: string, count: number) => Array.from({ length: count }, (_value, index) => `${type}-${index}`);

const scenarios: readonly Scenario[] = [
  { name: "10 instances", ids: some("i", 10), waves: 1 },
  { name: "VPC, 3 subnets, 6 instances", ids: [...some("vpc", 1), ...some("subnet", 3), ...some("i", 6)], waves: 3 },
  { name: "1 instance, 10 changes", ids: Array.from({ length: 10 }, () => "i-0"), waves: 10 },
];

/** The times for one batch, in milliseconds. */
interface Result {
  readonly latencyMs: number;
  readonly scenario: Scenario;
  readonly plain: number;
  readonly forwarder: number;
  readonly limit: number;
}

async function measureAll(file: string, endpoint: Endpoint): Promise<Result[]> {
  const results: Result[] = [];
  for (const latencyMs of LATENCIES_MS) {
    const url = endpoint.urlWith(latencyMs);
    const [plainOne, forwarderOne] = [plainHandler(url), await forwarderHandler(file, url)];
    for (const scenario of scenarios) {
      const batch = batchAbout(scenario.ids);
      const plain = await measure(plainOne, batch);
      const forwarder = await quietly(() => measure(forwarderOne, batch));
      const limit = scenario.waves * latencyMs;
      results.push({ latencyMs, scenario, plain, forwarder, limit });
      console.log(`${latencyMs} ms, ${scenario.name}: ${plain.toFixed(1)} ms, ${forwarder.toFixed(1)} ms`);
    }
  }
  return results;
}

function perSecond(batchMs: number, { ids }: Scenario): number {
  return (ids.length / batchMs) * 1000;
}

/** Lambda's price for a million events: invocations, and the duration, which is billed in milliseconds. */
function costPerMillion(batchMs: number, { ids }: Scenario): number {
  const batches = 1_000_000 / ids.length;
  return priceOf("invocation", batches) + priceOf("duration", (batches * Math.ceil(batchMs) * MEMORY_GB) / 1000);
}

function table(results: readonly Result[]): string {
  const rows = results.map(({ latencyMs, scenario, plain, forwarder, limit }) => [
    `${latencyMs} ms`,
    scenario.name,
    ...[plain, forwarder, limit].map((ms) => perSecond(ms, scenario).toFixed(0)),
    (plain / forwarder).toFixed(1),
    `${((limit / forwarder) * 100).toFixed(0)} %`,
    ...[plain, forwarder].map((ms) => costPerMillion(ms, scenario).toFixed(2)),
  ]);
  const heads = [
    "Latency",
    "Batch",
    "plain [events/s]",
    "forwarder [events/s]",
    "limit [events/s]",
    "faster [times]",
    "of the limit [%]",
    "plain [USD]",
    "forwarder [USD]",
  ];
  return markdownTable(heads, rows);
}

function picture(results: readonly Result[]): string {
  const panels = LATENCIES_MS.map((latencyMs) => ({
    title: `endpoint answers after ${latencyMs} ms`,
    groups: results
      .filter((result) => result.latencyMs === latencyMs)
      .map(({ scenario, plain, forwarder, limit }) => ({
        label: scenario.name.split(", "),
        plain: perSecond(plain, scenario),
        forwarder: perSecond(forwarder, scenario),
        limit: perSecond(limit, scenario),
      })),
  }));
  return plot("Events a second, one message group", panels);
}

async function main(): Promise<void> {
  const endpoint = await startEndpoint();
  try {
    const results = await withBundle((file) => measureAll(file, endpoint));
    const conditions = `Median of ${RUNS} runs, Node.js ${process.version}, ${cpus().length} processors.`;
    writeFileSync(join(ROOT, "docs/performance.svg"), picture(results));
    const parts = { throughput: `${table(results)}\n\n${conditions}` };
    updateParts(join(ROOT, "docs/performance.md"), parts, "node --import tsx bench/throughput.ts");
  } finally {
    endpoint.stop();
  }
}

void main();
