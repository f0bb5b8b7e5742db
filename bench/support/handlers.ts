import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
    const file = join(folder, "index.js");
    writeFileSync(file, await bundleFunction("forwarder"));
    return await task(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Loads the bundle as a function that posts to the URL. */
export function forwarderHandler(file: string, url: string): Handler {
  Object.assign(process.env, {
    TEAM_ID: "team-1",
    CLOUD_ACCOUNT_ID: "ac-1",
    ACCESS_TOKEN: "a.b.c",
    MECHCLOUD_ENDPOINT_URL: url,
    PAYLOAD: "full",
    ON_FAILURE: "pause",
  });
  const require = createRequire(__filename);
  delete require.cache[file];
  return (require(file) as { handler: Handler }).handler;
}
