import { LOCAL_ACCOUNT, LOCAL_REGION } from "./account";

export interface AwsCall {
  /** @default POST */
  readonly method?: string;
  /** @default / */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Who calls: the root of this account. @default the local AWS's account */
  readonly account?: string;
}

/**
 * Calls a service for which no SDK client is among the dependencies.
 * @param service as in a signature's scope: "logs", "monitoring", "s3"
 * @returns the answer's text
 * @throws with the answer's text unless it is one of success
 */
export async function awsCall(endpoint: string, service: string, call: AwsCall): Promise<string> {
  const { method = "POST", path = "/", headers = {}, body, account = LOCAL_ACCOUNT } = call;
  const credential = `${account}/20240101/${LOCAL_REGION}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`;
  const response = await fetch(`${endpoint}${path}`, { method, body, headers: { ...headers, authorization } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} answered ${response.status}: ${text}`);
  return text;
}

/**
 * Calls a service that speaks AWS's JSON protocol.
 * @param target the header X-Amz-Target: "Logs_20140328.DescribeLogGroups"
 * @param account whose root calls; default: the local AWS's account
 */
export async function jsonCall<T>(
  endpoint: string,
  service: string,
  target: string,
  body: object = {},
  account?: string,
): Promise<T> {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
  const text = await awsCall(endpoint, service, { headers, body: JSON.stringify(body), account });
  return (text === "" ? {} : JSON.parse(text)) as T;
}
