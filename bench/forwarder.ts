/**
 * Measures the forwarder as it is deployed: its real bundle with a local HTTP server that answers after a delay. Prints
 * Markdown; exits with 1 if a requirement is not met.
 */
import { execFileSync } from "node:child_process";
import { batchAbout } from "./support/batches";
import { type Endpoint, startEndpoint } from "./support/endpoint";
import { forwarderHandler, plainHandler, withBundle } from "./support/handlers";
import { measure, median, quietly, RUNS } from "./support/measure";

const LATENCIES_MS = [20, 50, 200];
const REQUIRED_LATENCY_MS = 50;
const MIN_SPEED_UP = 8;
const IMPORTS = 21;

const instances = Array.from({ length: 10 }, (_value, index) => `i-${index}`);
const chain = ["vpc-1", "subnet-1", "i-1"];

/** Loads the bundle in new processes. */
function measureImport(file: string): number {
  const load = `import(${JSON.stringify(file)})`;
  const script = `const t = performance.now(); ${load}.then(() => console.log(performance.now() - t))`;
  return median(Array.from({ length: IMPORTS }, () => Number(execFileSync(process.execPath, ["-e", script]))));
}

interface Row {
  readonly latencyMs: number;
  /** Milliseconds for ten events about ten instances. */
  readonly plain: number;
  readonly forwarder: number;
  /** Milliseconds for a VPC, its subnet and its instance. */
  readonly ordered: number;
  readonly isOrderKept: boolean;
}

async function measureAt(latencyMs: number, file: string, endpoint: Endpoint): Promise<Row> {
  const { posted } = endpoint;
  const url = endpoint.urlWith(latencyMs);
  const plain = await measure(plainHandler(url), batchAbout(instances));
  return quietly(async () => {
    const handler = await forwarderHandler(file, url);
    const forwarder = await measure(handler, batchAbout(instances));
    posted.length = 0;
    const ordered = await measure(handler, batchAbout(chain));
    const isOrderKept = posted.length > 0 && posted.every((id, index) => id === chain[index % chain.length]);
    return { latencyMs, plain, forwarder, ordered, isOrderKept };
  });
}

/** Prints the results; true if every requirement is met. */
function report(rows: readonly Row[], importTime: number): boolean {
  console.log(`# Forwarder: median of ${RUNS} runs, Node.js ${process.version}\n`);
  console.log("10 events about 10 instances; the limit is one round trip.\n");
  console.log(
    "| endpoint latency | one POST after another | forwarder | times faster | events a second | above the limit |",
  );
  console.log("|---:|---:|---:|---:|---:|---:|");
  for (const { latencyMs, plain, forwarder } of rows) {
    const cells = [
      `${latencyMs} ms`,
      `${plain.toFixed(1)} ms`,
      `${forwarder.toFixed(1)} ms`,
      (plain / forwarder).toFixed(1),
      ((instances.length / forwarder) * 1000).toFixed(0),
      `${(forwarder - latencyMs).toFixed(1)} ms`,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
  const required = rows.find(({ latencyMs }) => latencyMs === REQUIRED_LATENCY_MS)!;
  const requirements: [text: string, isMet: boolean][] = [
    [
      `at least ${MIN_SPEED_UP} times faster at ${REQUIRED_LATENCY_MS} ms`,
      required.plain / required.forwarder >= MIN_SPEED_UP,
    ],
    [
      `a VPC, its subnet, its instance: in this order, ${required.ordered.toFixed(1)} ms at ${REQUIRED_LATENCY_MS} ms`,
      rows.every(({ isOrderKept }) => isOrderKept),
    ],
  ];
  console.log("");
  for (const [text, isMet] of requirements) console.log(`- ${isMet ? "met" : "**not met**"}: ${text}`);
  console.log(`- import of the bundle: ${importTime.toFixed(1)} ms`);
  return requirements.every(([, isMet]) => isMet);
}

async function main(): Promise<boolean> {
  const endpoint = await startEndpoint();
  try {
    return await withBundle(async (file) => {
      const rows: Row[] = [];
      for (const latencyMs of LATENCIES_MS) rows.push(await measureAt(latencyMs, file, endpoint));
      return report(rows, measureImport(file));
    });
  } finally {
    endpoint.stop();
  }
}

void main().then((isMet) => {
  process.exitCode = isMet ? 0 : 1;
});
