/**
 * Measures the forwarder as it is deployed: its real bundle against a local HTTP server that takes its time to answer.
 * Prints Markdown; exits with 1 when a promise is broken.
 */
import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { bundleFunction } from "../scripts/lib/bundle";

const LATENCIES_MS = [20, 50, 200];
const PROMISED_LATENCY_MS = 50;
const MIN_SPEED_UP = 8;
const RUNS = 9;
const WARM_UP_RUNS = 2;
const IMPORTS = 21;

const context = { getRemainingTimeInMillis: () => 30_000 } as Context;

type Handler = (batch: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

interface Endpoint {
  readonly urlWith: (latencyMs: number) => string;
  /** Resource ids in the order in which they were posted. */
  readonly posted: string[];
  stop(): void;
}

async function startEndpoint(): Promise<Endpoint> {
  const child: ChildProcess = fork(join(__dirname, "endpoint.ts"));
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  const posted: string[] = [];
  child.on("message", (message) => posted.push((message as { posted: string }).posted));
  return { urlWith: (latencyMs) => `http://127.0.0.1:${port}/${latencyMs}`, posted, stop: () => child.disconnect() };
}

/** What MechCloud's documentation shows: one POST after another. */
function plainHandler(url: string): Handler {
  return async ({ Records: records }) => {
    for (const { body } of records) {
      const headers = { Authorization: "Bearer a.b.c", "Content-Type": "application/json" };
      const response = await fetch(url, { method: "POST", headers, body });
      await response.text();
    }
    return { batchItemFailures: [] };
  };
}

/** Loads the bundle as a function that posts to the URL. */
function forwarderHandler(file: string, url: string): Handler {
  process.env.MECHCLOUD_ENDPOINT_URL = url;
  const require = createRequire(__filename);
  delete require.cache[file];
  return (require(file) as { handler: Handler }).handler;
}

function tagChange(id: string, index: number): SQSRecord {
  const body = {
    id,
    "detail-type": "Tag Change on Resource",
    time: "2024-02-14T10:15:30Z",
    resources: [`arn:aws:ec2:ap-south-1:123456789012:${id.split("-")[0]}/${id}`],
  };
  const attributes = { MessageGroupId: "mc-tag-change-events", ApproximateReceiveCount: "1" };
  return { messageId: String(index), body: JSON.stringify(body), attributes } as SQSRecord;
}

const batchAbout = (ids: readonly string[]): SQSEvent => ({ Records: ids.map(tagChange) });
const instances = Array.from({ length: 10 }, (_value, index) => `i-${index}`);
const chain = ["vpc-1", "subnet-1", "i-1"];

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** The median of the runs in milliseconds; the first ones open the connections and do not count. */
async function measure(handler: Handler, batch: SQSEvent): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < WARM_UP_RUNS + RUNS; run++) {
    const startedAt = performance.now();
    const { batchItemFailures } = await handler(batch, context);
    if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} events were not delivered`);
    times.push(performance.now() - startedAt);
  }
  return median(times.slice(WARM_UP_RUNS));
}

/** Loads the bundle in fresh processes. */
function measureImport(file: string): number {
  const script = `const t = performance.now(); require(${JSON.stringify(file)}); console.log(performance.now() - t)`;
  return median(Array.from({ length: IMPORTS }, () => Number(execFileSync(process.execPath, ["-e", script]))));
}

/** Runs `task` without the log lines that the handler writes to standard output. */
async function quietly<T>(task: () => Promise<T>): Promise<T> {
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = () => true;
  try {
    return await task();
  } finally {
    stdout.write = write;
  }
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

async function measureAt(latencyMs: number, file: string, { urlWith, posted }: Endpoint): Promise<Row> {
  const url = urlWith(latencyMs);
  const plain = await measure(plainHandler(url), batchAbout(instances));
  return quietly(async () => {
    const handler = forwarderHandler(file, url);
    const forwarder = await measure(handler, batchAbout(instances));
    posted.length = 0;
    const ordered = await measure(handler, batchAbout(chain));
    const isOrderKept = posted.length > 0 && posted.every((id, index) => id === chain[index % chain.length]);
    return { latencyMs, plain, forwarder, ordered, isOrderKept };
  });
}

/** Prints the results; true when every promise is kept. */
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
  const promised = rows.find(({ latencyMs }) => latencyMs === PROMISED_LATENCY_MS)!;
  const promises: [text: string, isKept: boolean][] = [
    [
      `at least ${MIN_SPEED_UP} times faster at ${PROMISED_LATENCY_MS} ms`,
      promised.plain / promised.forwarder >= MIN_SPEED_UP,
    ],
    [
      `a VPC, its subnet, its instance: in this order, ${promised.ordered.toFixed(1)} ms at ${PROMISED_LATENCY_MS} ms`,
      rows.every(({ isOrderKept }) => isOrderKept),
    ],
  ];
  console.log("");
  for (const [text, isKept] of promises) console.log(`- ${isKept ? "kept" : "**broken**"}: ${text}`);
  console.log(`- import of the bundle: ${importTime.toFixed(1)} ms`);
  return promises.every(([, isKept]) => isKept);
}

async function main(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "forwarder-"));
  const endpoint = await startEndpoint();
  try {
    const file = join(folder, "index.js");
    writeFileSync(file, await bundleFunction("forwarder"));
    Object.assign(process.env, { TEAM_ID: "team-1", CLOUD_ACCOUNT_ID: "ac-1", ACCESS_TOKEN: "a.b.c" });
    const rows: Row[] = [];
    for (const latencyMs of LATENCIES_MS) rows.push(await measureAt(latencyMs, file, endpoint));
    return report(rows, measureImport(file));
  } finally {
    endpoint.stop();
    rmSync(folder, { recursive: true });
  }
}

void main().then((isKept) => {
  process.exitCode = isKept ? 0 : 1;
});
