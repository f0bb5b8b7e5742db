import type { Payload } from "../contract/forwarder-environment";
import type { AccessToken } from "./access-token";
import { TOKEN_READ_LIMIT_MS } from "./aws/token-store";
import { hasLasted } from "./channel";
import type { Clock } from "./clock";
import type { CloudAccounts } from "./cloud-accounts";
import type { ManagementEvent } from "./event";
import type { Invocation } from "./invocation";
import type { Answer, MechCloudClient } from "./mechcloud-client";
import { type Outcome, outcomeOf } from "./outcome";
import { payloadOf } from "./payload";
import { type Report, reportOf, unmappedReportOf } from "./report";
import { maxRetries, retryAfterMs, waitBeforeRetry } from "./retry";

const REQUEST_TIMEOUT_MS = 10_000;

/** A POST that has less time than this is not begun. */
const MIN_REQUEST_MS = 1_000;

export interface EventPosterParts {
  readonly client: Pick<MechCloudClient, "post">;
  readonly accessToken: Pick<AccessToken, "value" | "renewed">;
  readonly cloudAccounts: Pick<CloudAccounts, "idFor">;
  readonly payload: Payload;
  readonly clock: Clock;
  /** A number in [0, 1), for the jitter. */
  readonly random: () => number;
}

/** How far the posting of one event has come. */
interface Progress {
  outcome: Outcome;
  answer: Answer;
  token: string;
  tokenRenewed: boolean;
  tries: number;
  retries: number;
  readonly maxRetries: number;
}

/** Posts one event: the first try and those that its answers call for, within the time left. */
export class EventPoster {
  readonly #parts: EventPosterParts;

  constructor(parts: EventPosterParts) {
    this.#parts = parts;
  }

  async post(event: ManagementEvent, invocation: Invocation): Promise<Report> {
    const { client, accessToken, cloudAccounts, clock, payload } = this.#parts;
    const cloudAccountId = cloudAccounts.idFor(event.account, invocation.functionArn);
    if (cloudAccountId === undefined) return unmappedReportOf(event);
    const body = payloadOf(event, payload);
    const progress: Progress = {
      outcome: "held",
      answer: {},
      token: accessToken.value,
      tokenRenewed: false,
      tries: 0,
      retries: 0,
      maxRetries: maxRetries(event),
    };
    const startedAt = clock.now();
    while ((await this.#isReadyForTry(progress, invocation)) && invocation.allows(MIN_REQUEST_MS)) {
      progress.tries += 1;
      progress.answer = await client.post(cloudAccountId, body, progress.token, timeoutMs(event, invocation));
      progress.outcome = outcomeOf(progress.answer.status);
    }
    const { outcome, answer, tries } = progress;
    if (outcome === "delivered") invocation.countDelivery();
    const endedAt = clock.now();
    return reportOf(event, {
      outcome,
      cloudAccountId: tries > 0 ? cloudAccountId : undefined,
      status: answer.status,
      answer: outcome === "refused" || outcome === "failed" ? answer.text || undefined : undefined,
      fault: answer.fault,
      retryAfterMs: retryAfterMs(answer.retryAfter, endedAt) || undefined,
      tries,
      latencyMs: endedAt - startedAt,
      queueDelayMs: outcome === "delivered" ? Math.max(0, endedAt - event.happenedAt) : undefined,
    });
  }

  /** Does what has to come before the next try; false if there is to be none. */
  async #isReadyForTry(progress: Progress, invocation: Invocation): Promise<boolean> {
    switch (progress.outcome) {
      case "held":
        return true;
      case "failed":
        return this.#waitForRetry(progress, invocation);
      case "unauthorized":
        return this.#renewToken(progress, invocation);
      case "delivered":
      case "refused":
      case "poison":
      case "invalid":
      case "unmapped":
        return false;
    }
  }

  async #waitForRetry(progress: Progress, invocation: Invocation): Promise<boolean> {
    const { clock, random } = this.#parts;
    if (progress.retries === progress.maxRetries) return false;
    progress.retries += 1;
    const asked = retryAfterMs(progress.answer.retryAfter, clock.now());
    const wait = waitBeforeRetry(progress.retries, asked, random());
    if (!invocation.allows(wait + MIN_REQUEST_MS)) return false;
    await clock.delay(wait);
    return true;
  }

  /** A token that was replaced gets one try. One that is refused as it stands closes the channel, and so ends the tries. */
  async #renewToken(progress: Progress, invocation: Invocation): Promise<boolean> {
    const { accessToken } = this.#parts;
    if (!invocation.allows(TOKEN_READ_LIMIT_MS + MIN_REQUEST_MS)) return false;
    try {
      const renewed = progress.tokenRenewed ? progress.token : await accessToken.renewed(progress.token);
      if (renewed === progress.token) invocation.closeChannel();
      progress.token = renewed;
      progress.tokenRenewed = true;
      return true;
    } catch (error) {
      // Whether the token was replaced is not known, so this is passing trouble and not the end of the channel.
      progress.outcome = "failed";
      progress.answer = { ...progress.answer, fault: (error as Error).message };
      return false;
    }
  }
}

/** An event in lasting trouble leaves time for another one, which shows whether the channel works. */
function timeoutMs(event: ManagementEvent, { timeLeftMs }: Invocation): number {
  return Math.min(REQUEST_TIMEOUT_MS, hasLasted(event) ? timeLeftMs / 2 : timeLeftMs);
}
