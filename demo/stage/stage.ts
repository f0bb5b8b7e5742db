import type { FactLog } from "../fact-log";
import type { AwsClients } from "./aws-clients";
import type { MechCloud } from "./mechcloud";
import type { Outputs } from "./outputs";

/** The partner event source that stands for Scalr. */
export const EVENT_SOURCE = "aws.partner/scalr.com/account-name/integration-name";

/** All that a button needs. */
export interface Stage {
  readonly aws: AwsClients;
  readonly mechCloud: MechCloud;
  readonly outputs: Outputs;
  readonly log: FactLog;
}
