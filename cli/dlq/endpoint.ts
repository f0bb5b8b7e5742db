import type { ConnectionAuthResponseParameters, ConnectionHttpParameters } from "@aws-sdk/client-eventbridge";
import type { Aws } from "../aws/aws";
import { CliError } from "../errors";

type Headers = Readonly<Record<string, string>>;

/** An HTTPS endpoint behind an API destination. EventBridge shows all of its settings but the secret. */
export interface Endpoint {
  /** What a person is to be asked for, such as "the API key". */
  readonly secretName: string;
  /** The headers that authorize a request. */
  readonly authorize: (secret: string) => Promise<Headers>;
  /** @throws CliError if the endpoint does not take it */
  readonly send: (payload: string, authorization: Headers) => Promise<void>;
}

/** EventBridge itself waits for 5 seconds. */
const TIMEOUT_MS = 30_000;

/** How much of an answer an error shows. */
const MAX_ANSWER = 200;

export async function endpointOf({ events }: Aws, apiDestinationArn: string, post: typeof fetch): Promise<Endpoint> {
  const Name = apiDestinationArn.split("/")[1];
  const { InvocationEndpoint, HttpMethod, ConnectionArn } = await events.describeApiDestination({ Name });
  const connection = await events.describeConnection({ Name: ConnectionArn!.split("/")[1] });
  const { AuthorizationType, AuthParameters } = connection;
  const send = async (url: string, method: string | undefined, headers: Headers, body: string | URLSearchParams) => {
    const response = await post(url, { method, headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const answer = await response.text();
    if (!response.ok) throw new CliError(`${url} answers ${response.status} ${answer.slice(0, MAX_ANSWER)}`.trim());
    return answer;
  };
  return {
    ...AUTHORIZATIONS[AuthorizationType!]!(AuthParameters!, send),
    send: async (payload, authorization) => {
      const { HeaderParameters } = AuthParameters!.InvocationHttpParameters ?? {};
      const headers = { "Content-Type": "application/json", ...fieldsOf(HeaderParameters), ...authorization };
      await send(InvocationEndpoint!, HttpMethod, headers, payload);
    },
  };
}

type Request = (
  url: string,
  method: string | undefined,
  headers: Headers,
  body: string | URLSearchParams,
) => Promise<string>;

type Authorization = Pick<Endpoint, "secretName" | "authorize">;

const AUTHORIZATIONS: Readonly<
  Record<string, (parameters: ConnectionAuthResponseParameters, request: Request) => Authorization>
> = {
  API_KEY: ({ ApiKeyAuthParameters }) => {
    const name = ApiKeyAuthParameters!.ApiKeyName!;
    return { secretName: `the API key in ${name}`, authorize: (secret) => Promise.resolve({ [name]: secret }) };
  },
  BASIC: ({ BasicAuthParameters }) => {
    const name = BasicAuthParameters!.Username!;
    const encoded = (secret: string) => Buffer.from(`${name}:${secret}`).toString("base64");
    return {
      secretName: `the password of ${name}`,
      authorize: (secret) => Promise.resolve({ Authorization: `Basic ${encoded(secret)}` }),
    };
  },
  OAUTH_CLIENT_CREDENTIALS: ({ OAuthParameters }, request) => {
    const { AuthorizationEndpoint, HttpMethod, ClientParameters, OAuthHttpParameters } = OAuthParameters!;
    const client_id = ClientParameters!.ClientID!;
    return {
      secretName: `the secret of the client ${client_id}`,
      authorize: async (client_secret) => {
        const body = { ...fieldsOf(OAuthHttpParameters!.BodyParameters), client_id, client_secret };
        const answer = await request(AuthorizationEndpoint!, HttpMethod, {}, new URLSearchParams(body));
        return { Authorization: `Bearer ${(JSON.parse(answer) as { access_token: string }).access_token}` };
      },
    };
  },
};

/** Those that are secret have no value here. */
function fieldsOf(parameters: ConnectionHttpParameters["HeaderParameters"] = []): Record<string, string> {
  return Object.fromEntries(parameters.map(({ Key, Value = "" }) => [Key!, Value]));
}
