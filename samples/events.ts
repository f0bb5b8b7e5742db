import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "events");

/** An event as EventBridge delivers it. */
export interface SampleEvent extends Record<string, unknown> {
  readonly source: string;
  readonly "detail-type": string;
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: Record<string, unknown>;
}

/** The file names of all sample events. */
export const sampleNames: readonly string[] = readdirSync(FOLDER).sort();

const samples = sampleNames.map((name): [name: string, text: string] => [name, text(name)]);

/** All sample events that MechCloud's flow can meet, as [file name, text]. */
export const managementSamples = samples.filter(([name]) => !name.startsWith("scalr-"));

/** All sample events of Scalr, as [file name, text]. */
export const scalrSamples = samples.filter(([name]) => name.startsWith("scalr-"));

/** All sample events of runs in Scalr, as [file name, text]. */
export const runSamples = samples.filter(([name]) => name.startsWith("scalr-run-"));

/** The event in the file of that name, as the service sends it. */
export function sample<T = SampleEvent>(name: string): T {
  return JSON.parse(text(name)) as T;
}

function text(name: string): string {
  return readFileSync(join(FOLDER, name), "utf8");
}
