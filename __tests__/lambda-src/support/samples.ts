import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "../../../samples/events");

const text = (file: string) => readFileSync(join(FOLDER, file), "utf8");

const samples = readdirSync(FOLDER).map((file): [file: string, body: string] => [file, text(file)]);

/** All sample events that MechCloud's flow can meet, as [file name, text]. */
export const managementSamples = samples.filter(([file]) => !file.startsWith("scalr-"));

/** All sample events of runs in Scalr, as [file name, text]. */
export const runSamples = samples.filter(([file]) => file.startsWith("scalr-run-"));

export function sample(file: string): Record<string, unknown> {
  return JSON.parse(text(file)) as Record<string, unknown>;
}
