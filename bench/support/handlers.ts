import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { bundleFunction } from "../../scripts/lib/bundle";

export type Handler = (batch: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** The handler that MechCloud's documentation shows: one POST after another. */
export function plainHandler(url: string): Handler {
  return async ({ Records: records }) => {
    for (const { body } of records) {
      const headers = { Authorization: "Bearer a.b.c", "Content-Type": "application/json" };
      const response = await fetch(url, { method: "POST", headers, body });
      await response.text();
    }
    return { batchItemFailures: [] };
  };
}

/** Runs a task with the path of the forwarder's bundle, as it is deployed. */
export async function withBundle<T>(task: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "forwarder-"));
  try {
    for (const [path, contents] of Object.entries(await bundleFunction("forwarder"))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), contents);
    }
    return await task(join(folder, "index.mjs"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Loads the bundle as a function that posts to the URL. */
export async function forwarderHandler(file: string, url: string): Promise<Handler> {
  Object.assign(process.env, {
    TEAM_ID: "team-1",
    CLOUD_ACCOUNT_ID: "ac-1",
    ACCESS_TOKEN: "a.b.c",
    MECHCLOUD_ENDPOINT_URL: url,
    PAYLOAD: "full",
    ON_FAILURE: "dead-letter",
    QUEUE_URL: "http://127.0.0.1/queue.fifo",
    DEAD_LETTER_QUEUE_URL: "http://127.0.0.1/dead-letter-queue.fifo",
  });
  // A module is loaded once for each URL, and reads its environment when it is loaded.
  const module = `${pathToFileURL(file).href}?${encodeURIComponent(url)}`;
  return ((await import(module)) as { handler: Handler }).handler;
}
