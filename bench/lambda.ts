// Compares the forwarder with the handler that MechCloud documents, as Lambda runs them: real TLS at a distance, a cold and warm
// invocations, and the processor share of several memory sizes. Writes the table of docs/performance.md. Run it as root on an
// idle Linux computer with cgroups of version 1, openssl, and Python with requests.

import { execFileSync, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { priceOf } from "../scripts/costs/prices";
import { markdownTable, updateParts } from "../scripts/lib/generated-parts";
import { ROOT } from "../scripts/lib/project";
import { batchAbout } from "./support/batches";
import { withBundle } from "./support/handlers";
import { median } from "./support/measure";
import { ProcessorShare } from "./support/processor-share";

const MEMORY_MB = [128, 256, 512, 1024];
const ROUND_TRIPS_MS = [20, 50];
const WARM_RUNS = 5;
const PROCESSES = 3;
const EVENTS = 10;

/** In milliseconds. Lambda does not limit the processor while a function is loaded. */
interface Times {
  readonly load: number;
  readonly cold: number;
  readonly warm: number;
}

interface Worker {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const batch = `${JSON.stringify(batchAbout(Array.from({ length: EVENTS }, (_value, index) => `i-${index}`)))}\n`;

async function run({ command, args, env }: Worker, memoryMb: number): Promise<Times> {
  const share = new ProcessorShare(memoryMb);
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["pipe", "ignore", "pipe"] });
  const lines = createInterface(child.stderr)[Symbol.asyncIterator]();
  // Node.js and the AWS SDK write warnings in between.
  const next = async () => {
    const others: string[] = [];
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      if (/^[[\d]/.test(line.value)) return JSON.parse(line.value) as unknown;
      others.push(line.value);
    }
    throw new Error([`${command} failed:`, ...others].join("\n"));
  };
  try {
    const load = (await next()) as number;
    share.limit(child.pid!);
    child.stdin.write(batch);
    const [cold = 0, ...warm] = (await next()) as number[];
    return { load, cold, warm: median(warm) };
  } finally {
    child.kill();
    await once(child, "close");
    share.end();
  }
}

async function typical(worker: Worker, memoryMb: number): Promise<Times> {
  const all: Times[] = [];
  for (let count = 0; count < PROCESSES; count++) all.push(await run(worker, memoryMb));
  const of = (name: keyof Times) => median(all.map((times) => times[name]));
  return { load: of("load"), cold: of("cold"), warm: of("warm") };
}

/** Lambda's price for a million events in batches of ten. */
function costPerMillion({ warm }: Times, memoryMb: number): number {
  const batches = 1_000_000 / EVENTS;
  return priceOf("invocation", batches) + priceOf("duration", (batches * Math.ceil(warm) * (memoryMb / 1024)) / 1000);
}

function workersOf(file: string, url: string, secretsManager: number, certificate: string): [Worker, Worker] {
  const documented = {
    command: "python3",
    args: [join(__dirname, "workers/documented.py"), String(WARM_RUNS)],
    env: { MECHCLOUD_ENDPOINT_URL: url, REQUESTS_CA_BUNDLE: certificate },
  };
  const forwarder = {
    command: process.execPath,
    args: [join(__dirname, "workers/forwarder.mjs"), file, String(WARM_RUNS)],
    env: {
      MECHCLOUD_ENDPOINT_URL: url,
      NODE_EXTRA_CA_CERTS: certificate,
      TEAM_ID: "team-1",
      CLOUD_ACCOUNT_ID: "ac-1",
      ACCESS_TOKEN_SECRET_ARN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:token",
      AWS_ENDPOINT_URL: `http://127.0.0.1:${secretsManager}`,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "key",
      AWS_SECRET_ACCESS_KEY: "secret",
      PAYLOAD: "full",
      ON_FAILURE: "dead-letter",
      QUEUE_URL: "http://127.0.0.1/queue.fifo",
      DEAD_LETTER_QUEUE_URL: "http://127.0.0.1/dead-letter-queue.fifo",
    },
  };
  return [documented, forwarder];
}

async function measureAll(file: string, folder: string): Promise<string[][]> {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-keyout", key, "-out", certificate],
      ...["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
    ],
    { stdio: "ignore" },
  );
  const endpoint = fork(join(__dirname, "tls-endpoint.ts"), [key, certificate, ...ROUND_TRIPS_MS.map(String)]);
  const [ports] = (await once(endpoint, "message")) as [{ secretsManager: number; mechCloud: Record<number, number> }];
  const rows: string[][] = [];
  for (const roundTrip of ROUND_TRIPS_MS) {
    const url = `https://127.0.0.1:${ports.mechCloud[roundTrip]}/events`;
    const [documented, forwarder] = workersOf(file, url, ports.secretsManager, certificate);
    for (const memoryMb of MEMORY_MB) {
      const [theirs, ours] = [await typical(documented, memoryMb), await typical(forwarder, memoryMb)];
      const cells = [theirs, ours].flatMap((times) => [
        ...[times.load, times.cold, times.warm].map((ms) => ms.toFixed(0)),
        costPerMillion(times, memoryMb).toFixed(2),
      ]);
      rows.push([`${roundTrip} ms`, `${memoryMb} MB`, ...cells]);
      console.log(rows.at(-1)!.join("  "));
    }
  }
  endpoint.disconnect();
  return rows;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const rows = await withBundle((file) => measureAll(file, folder));
    const columns = (name: string) => ["load [ms]", "cold [ms]", "warm [ms]", "USD"].map((head) => `${name}, ${head}`);
    const heads = ["Round trip", "Memory", ...columns("documented"), ...columns("forwarder")];
    const parts = {
      lambda: `${markdownTable(heads, rows)}\n\nMedian of ${PROCESSES} processes, Node.js ${process.version}.`,
    };
    updateParts(join(ROOT, "docs/performance.md"), parts, "node --import tsx bench/lambda.ts");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
