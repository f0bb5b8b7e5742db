/**
 * Measures the forwarder as it is deployed: its real bundle against a local HTTP server that answers after 50 ms.
 * Prints Markdown; exits with 1 when a promise is broken.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { bundleFunction } from "../scripts/lib/bundle";

const LATENCY_MS = 50;
const RUNS = 21;
const WARM_UP_RUNS = 3;
const MIN_SPEED_UP = 8;

const context = { getRemainingTimeInMillis: () => 30_000 } as Context;

type Handler = (batch: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

interface Endpoint {
  readonly url: string;
  /** Resource ids in the order in which they were posted. */
  readonly posted: string[];
  stop(): void;
}

async function startEndpoint(): Promise<Endpoint> {
  const posted: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      posted.push((JSON.parse(body) as { id: string }).id);
      setTimeout(() => response.end(), LATENCY_MS);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sync/events`, posted, stop };
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

function tagChange(id: string, index: number): SQSRecord {
  const body = {
    id,
    "detail-type": "Tag Change on Resource",
    time: "2024-02-14T10:15:30Z",
    resources: [`arn:aws:ec2:ap-south-1:123456789012:${id.split("-")[0]}/${id}`],
  };
  const attributes = { MessageGroupId: "mc-tag-change-events" } as SQSRecord["attributes"];
  return { messageId: String(index), body: JSON.stringify(body), attributes } as SQSRecord;
}

const batchAbout = (ids: string[]): SQSEvent => ({ Records: ids.map(tagChange) });

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Milliseconds of each run; the first ones open the connections and do not count. */
async function measure(handler: Handler, batch: SQSEvent): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < WARM_UP_RUNS + RUNS; run++) {
    const startedAt = performance.now();
    const { batchItemFailures } = await handler(batch, context);
    if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} events were not delivered`);
    times.push(performance.now() - startedAt);
  }
  return times.slice(WARM_UP_RUNS);
}

/** Loads the bundle in fresh processes. */
function measureImport(file: string): number[] {
  const script = `const t = performance.now(); require(${JSON.stringify(file)}); console.log(performance.now() - t)`;
  return Array.from({ length: RUNS }, () => Number(execFileSync(process.execPath, ["-e", script])));
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

async function main(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "forwarder-"));
  const endpoint = await startEndpoint();
  try {
    const file = join(folder, "index.js");
    writeFileSync(file, await bundleFunction("forwarder"));
    Object.assign(process.env, {
      TEAM_ID: "team-1",
      CLOUD_ACCOUNT_ID: "ac-1",
      ACCESS_TOKEN: "a.b.c",
      MECHCLOUD_ENDPOINT_URL: endpoint.url,
    });
    const { handler } = createRequire(__filename)(file) as { handler: Handler };

    const instances = batchAbout(Array.from({ length: 10 }, (_value, index) => `i-${index}`));
    const plain = median(await measure(plainHandler(endpoint.url), instances));
    const forwarder = median(await quietly(() => measure(handler, instances)));

    endpoint.posted.length = 0;
    const chain = ["vpc-1", "subnet-1", "i-1"];
    const ordered = median(await quietly(() => measure(handler, batchAbout(chain))));
    const isOrderKept = endpoint.posted.every((id, index) => id === chain[index % chain.length]);

    const importTime = median(measureImport(file));
    return report({ plain, forwarder, ordered, isOrderKept, importTime });
  } finally {
    endpoint.stop();
    rmSync(folder, { recursive: true });
  }
}

interface Results {
  readonly plain: number;
  readonly forwarder: number;
  readonly ordered: number;
  readonly isOrderKept: boolean;
  readonly importTime: number;
}

/** Prints the table; true when every promise is kept. */
function report({ plain, forwarder, ordered, isOrderKept, importTime }: Results): boolean {
  const speedUp = plain / forwarder;
  const rows: [what: string, measured: string, promise: string, isKept: boolean][] = [
    ["10 events about 10 instances, one POST after another", `${plain.toFixed(1)} ms`, "", true],
    ["the same by the forwarder", `${forwarder.toFixed(1)} ms`, "", true],
    ["times faster", speedUp.toFixed(1), `at least ${MIN_SPEED_UP}`, speedUp >= MIN_SPEED_UP],
    ["a VPC, its subnet, its instance", `${ordered.toFixed(1)} ms`, "in this order", isOrderKept],
    ["import of the bundle", `${importTime.toFixed(1)} ms`, "", true],
  ];
  console.log(`# Forwarder, endpoint latency ${LATENCY_MS} ms, median of ${RUNS} runs, Node.js ${process.version}\n`);
  console.log("| what | measured | promise |\n|---|---:|---|");
  for (const [what, measured, promise, isKept] of rows) {
    console.log(`| ${what} | ${measured} | ${promise}${isKept ? "" : " **broken**"} |`);
  }
  return rows.every(([, , , isKept]) => isKept);
}

void main().then((isKept) => {
  process.exitCode = isKept ? 0 : 1;
});
