import { name, version } from "../../package.json";
import { answerText } from "./answer-text";
import type { Settings } from "./settings";

/** MechCloud's answer, or the fault that prevented it. */
export interface Answer {
  readonly status?: number;
  readonly retryAfter?: string | null;
  /** The beginning of the body, fit to be logged; empty for status 200. */
  readonly text?: string;
  readonly fault?: string;
}

type Endpoint = Pick<Settings, "endpointUrl" | "teamId">;

/**
 * Posts one event to MechCloud's sync endpoint.
 *
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
 */
export class MechCloudClient {
  readonly #fetch: typeof fetch;
  readonly #endpointUrl: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ endpointUrl, teamId }: Endpoint, fetchFunction: typeof fetch) {
    this.#fetch = fetchFunction;
    this.#endpointUrl = endpointUrl;
    this.#headers = {
      "Content-Type": "application/json",
      "Mc-Team-Id": teamId,
      Referer: "https://portal.mechcloud.io/",
      "User-Agent": `${name}/${version}`,
    };
  }

  /** Never rejects: no answer within `timeoutMs` is a fault. */
  async post(cloudAccountId: string, body: string, accessToken: string, timeoutMs: number): Promise<Answer> {
    try {
      const url = new URL(this.#endpointUrl);
      url.searchParams.set("cloudAccountId", cloudAccountId);
      const response = await this.#fetch(url, {
        method: "POST",
        headers: { ...this.#headers, Authorization: `Bearer ${accessToken}` },
        body,
        // A followed redirect could end in a log-in page that answers 200.
        redirect: "manual",
        signal: AbortSignal.timeout(Math.floor(timeoutMs)),
      });
      const { status } = response;
      const answer = await readToEnd(response);
      return {
        status,
        retryAfter: response.headers.get("retry-after"),
        text: status === 200 ? "" : answerText(answer, accessToken),
      };
    } catch (error) {
      return { fault: faultOf(error) };
    }
  }
}

/** Frees the connection for the next event. The status decides alone, so a body that breaks off does not matter. */
function readToEnd(response: Response): Promise<string> {
  return response.text().catch(() => "");
}

/** A code such as `ECONNREFUSED` or `TimeoutError`. Messages are left out: they may quote headers. */
function faultOf(error: unknown): string {
  const { name, cause } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? name;
}
