import type { SQSRecord } from "aws-lambda";
import type { Report } from "./report";

/** A record that was not delivered, and why. */
export interface Undelivered {
  readonly record: SQSRecord;
  readonly report: Report;
}
