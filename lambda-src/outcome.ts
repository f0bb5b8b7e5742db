import type { Outcome } from "./types";

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
