/**
 * How far a record got.
 * - `delivered`: MechCloud answered 200.
 * - `refused`: MechCloud does not accept this event.
 * - `failed`: all tries met a time-out, no answer, 408, 429 or 5xx.
 * - `poison`: the same, on several receives, while another event was delivered.
 * - `unauthorized`: the access token no longer works.
 * - `held`: not posted, because it had to wait for another event, for time, or for a working channel.
 * - `invalid`: the record is not a JSON object.
 * - `unmapped`: not posted, because the event's AWS account has no cloud account.
 */
export type Outcome = "delivered" | "refused" | "failed" | "poison" | "unauthorized" | "held" | "invalid" | "unmapped";

const PASSING_TROUBLE = [408, 429];
const TOKEN_REFUSED = [401, 403];

/**
 * What an answer means. Only 200 is success, and a redirect is how an expired session may answer.
 *
 * @param status HTTP status; `undefined` when no answer came
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
 */
export function outcomeOf(status: number | undefined): Outcome {
  if (status === 200) return "delivered";
  if (status === undefined || status >= 500 || PASSING_TROUBLE.includes(status)) return "failed";
  if (isRedirect(status) || TOKEN_REFUSED.includes(status)) return "unauthorized";
  return "refused";
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}
