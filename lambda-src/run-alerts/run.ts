import { textsAt } from "../contract/texts-at";
import { isJsonObject } from "../shared/json";

/** A run as its event tells of it, without the person who started it. What the event lacks is undefined. */
export interface Run {
  readonly id?: string;
  /** Such as "applied" or "errored"; Scalr may add others. */
  readonly result?: string;
  readonly account?: string;
  readonly environment?: string;
  readonly workspace?: string;
  /** What started it, such as "vcs". */
  readonly source?: string;
  /** Nanoseconds: Scalr does not name the unit, and its sample value fits no other. */
  readonly duration?: number;
  readonly isDestroy: boolean;
  readonly isDry: boolean;
}

/** The event does not tell of a run. */
export class RunEventError extends Error {
  override readonly name = "RunEventError";
}

/** Line breaks and other control characters, which could pass for another line of the message; broken Unicode. */
const NOT_PLAIN = /[\s\p{Cc}\p{Cs}]+/gu;

/**
 * Reads a RunExecuted event.
 *
 * @throws RunEventError when it has no `detail.event`
 * @see https://docs.scalr.io/docs/aws-eventbridge
 */
export function readRun(event: unknown): Run {
  const run = (event as { detail?: { event?: unknown } } | null)?.detail?.event;
  if (!isJsonObject(run)) {
    const [detailType = "none"] = textsAt(event, "detail-type");
    throw new RunEventError(`Not a RunExecuted event: detail.event is missing (detail-type: ${detailType})`);
  }
  return {
    id: plainText(run["run-id"]),
    result: plainText(run.result),
    account: plainText(run.account),
    environment: plainText(run.environment),
    workspace: plainText(run.workspace),
    source: plainText(run.source),
    duration: typeof run.duration === "number" ? run.duration : undefined,
    isDestroy: run["is-destroy"] === true,
    isDry: run["is-dry"] === true,
  };
}

function plainText(value: unknown): string | undefined {
  return typeof value === "string" ? value.replace(NOT_PLAIN, " ").trim() || undefined : undefined;
}
