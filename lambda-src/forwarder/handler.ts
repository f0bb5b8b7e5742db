import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { ResumeRequest } from "../contract/resume-request";
import type { Batch } from "./batch";
import { Invocation } from "./invocation";
import type { Pause } from "./pause";
import type { Telemetry } from "./telemetry";

/** A test event of the Lambda console, for example, must not end a pause. */
const UNKNOWN_EVENT =
  'The event must be a batch of the queue, {"Records":[…]}, or end a pause, {"resume":"<any text>"}.';

/** @returns undefined for a ResumeRequest */
export type Handler = (event: SQSEvent | ResumeRequest, context: Context) => Promise<SQSBatchResponse | undefined>;

export interface HandlerParts {
  readonly batch: Pick<Batch, "process">;
  /** Undefined if the relay does not pause itself. */
  readonly pause: Pick<Pause, "end"> | undefined;
  readonly telemetry: Pick<Telemetry, "open" | "resumed" | "close">;
}

/**
 * The Lambda function: it processes a batch from the queue, or ends a pause.
 *
 * It rejects an event that is neither; and if a pause can be neither ended nor postponed, so that Lambda invokes it again.
 */
export function createHandler({ batch, pause, telemetry }: HandlerParts): Handler {
  return async (event, context) => {
    telemetry.open(context);
    const invocation = new Invocation(context);
    try {
      if ("Records" in event) return await batch.process(event.Records, invocation);
      if (!("resume" in event)) throw new TypeError(UNKNOWN_EVENT);
      const result = await pause?.end(invocation.functionArn, invocation.resumeMs);
      telemetry.resumed(event.resume, result);
      return undefined;
    } finally {
      telemetry.close();
    }
  };
}
