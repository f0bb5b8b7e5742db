import { CliError } from "../errors";

/** Scalr's connection to EventBridge, as its API describes it. */
export interface Connection {
  /** `active`, `disabled`, `failed` or `pending`. */
  readonly status: string;
  readonly "event-source": string;
  readonly "err-message"?: string | null;
}

export interface ScalrApi {
  /** The host name of the Scalr account, such as `example.scalr.io`; or a URL. */
  readonly hostname: string;
  readonly token: string;
  readonly fetch: typeof fetch;
}

const TIMEOUT_MS = 10_000;

/**
 * The account's connections to EventBridge.
 * @throws CliError if Scalr does not tell
 * @see https://docs.scalr.io/reference/list_aws_event_bridge_integrations
 */
export async function connectionsOf({ hostname, token, fetch }: ScalrApi): Promise<Connection[]> {
  const host = hostname.includes("://") ? hostname : `https://${hostname}`;
  const url = `${host}/api/iacp/v3/integrations/aws-event-bridge?page[size]=100`;
  const headers = { authorization: `Bearer ${token}`, accept: "application/vnd.api+json" };
  try {
    const response = await fetch(url, { headers, redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
    const { data } = (await response.json()) as { data: { attributes: Connection }[] };
    return data.map(({ attributes }) => attributes);
  } catch (error) {
    throw new CliError(
      `Scalr's API at ${host} does not tell its connections: ${(error as Error).message}. Check SCALR_HOSTNAME and SCALR_TOKEN.`,
    );
  }
}
