import type { IResolvable } from "cdktf";
import type { EventPattern } from "../eventing/event-rule";
import type { Condition } from "../terraform/condition";
import type { RunAlertsOptions } from "./run-alerts";

export interface AlertsProps extends RunAlertsOptions {
  /**
   * Which runs, as `runExecuted` makes it.
   * @default - those with the result `errored`
   */
  readonly eventPattern?: EventPattern | IResolvable;
  /**
   * The package of the function that writes the messages.
   * @default - the one that comes with the module
   */
  readonly filename?: string;
  /**
   * How long the function's log is kept, in days, one of the periods that CloudWatch Logs knows.
   * @default 30
   */
  readonly logRetentionDays?: number;
  /**
   * The alerts are there only where this holds.
   * @default true
   */
  readonly when?: Condition;
}
