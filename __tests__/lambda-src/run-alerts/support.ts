import type { JsonObject } from "../../../lambda-src/shared/json";
import { sample } from "../../../samples/events";

/** The sample of a run that errored, with these parts of `detail.event` replaced; `undefined` removes one. */
export function runEvent(parts: JsonObject = {}): unknown {
  const { detail, ...envelope } = sample<{ detail: { event: object } }>("scalr-run-errored.json");
  return JSON.parse(JSON.stringify({ ...envelope, detail: { ...detail, event: { ...detail.event, ...parts } } }));
}
