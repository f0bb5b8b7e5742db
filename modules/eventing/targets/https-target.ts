import { CloudwatchEventApiDestination } from "@cdktf/provider-aws/lib/cloudwatch-event-api-destination";
import { CloudwatchEventConnection } from "@cdktf/provider-aws/lib/cloudwatch-event-connection";
import { Fn, Op, Token } from "cdktf";
import { type Condition, choose, onlyIf, type When } from "../../terraform/condition";
import { type Constraint, check, matching, oneOf, WITHOUT_NULL, wholeNumber } from "../../terraform/constraint";
import { HTTPS_URL } from "../constraints";
import type { EventRule, RuleTarget } from "../event-rule";
import { REMOVED_AFTER_TARGET } from "../target-role";

export const DEFAULT_METHOD = "POST";
export const METHOD = oneOf<string>([DEFAULT_METHOD, "PUT", "PATCH", "GET", "DELETE", "HEAD", "OPTIONS"]);
/** The default is the most that EventBridge allows. */
export const DEFAULT_RATE_LIMIT = 300;
export const RATE_LIMIT = wholeNumber(1, DEFAULT_RATE_LIMIT, "requests per second");
/** The body of a request for an access token. */
export const DEFAULT_OAUTH_BODY = { grant_type: "client_credentials" };

/** Text by name. */
type TextByName = Readonly<Record<string, string>>;

/** What each type of authorization consists of. */
export interface AuthorizationTypes {
  API_KEY: { /** The header's name. */ readonly name: string; readonly value: string };
  BASIC: { readonly username: string; readonly password: string };
  OAUTH_CLIENT_CREDENTIALS: {
    /** The https URL that returns access tokens. */
    readonly authorizationEndpoint: string;
    readonly clientId: string;
    readonly clientSecret: string;
    /**
     * The body of the request for an access token, e.g. with a `scope`.
     * @default { grant_type: "client_credentials" }
     */
    readonly body?: TextByName;
  };
}

type AuthorizationType = keyof AuthorizationTypes;

const NOT_EMPTY = matching("[\\s\\S]+", "a text that is not empty");

/** What the parts of an authorization must be. A secret that is refused is empty, so that no error shows one. */
export const AUTHORIZATION_PARTS = {
  API_KEY: { name: NOT_EMPTY, value: NOT_EMPTY },
  BASIC: { username: NOT_EMPTY, password: NOT_EMPTY },
  OAUTH_CLIENT_CREDENTIALS: { clientId: NOT_EMPTY, authorizationEndpoint: HTTPS_URL, clientSecret: NOT_EMPTY },
} satisfies Record<AuthorizationType, Readonly<Record<string, Constraint<string>>>>;

type Authorization<Type extends AuthorizationType> = AuthorizationTypes[Type] & { readonly type: Type };

/** How EventBridge authenticates to an endpoint. The values become part of a secret and of Terraform's state. */
export type HttpsAuthorization = { [Type in AuthorizationType]: Authorization<Type> }[AuthorizationType];

/** One of several authorizations that only Terraform will know. Exactly one of their conditions must hold. */
export type HttpsAlternative = HttpsAuthorization & { readonly when: Condition };

export interface HttpsTargetProps {
  /**
   * The https URL of the endpoint. It has 5 seconds to answer: after that, EventBridge sends the event again, so that the
   * endpoint may receive an event more than once.
   */
  readonly url: string;
  readonly authorization: HttpsAuthorization | readonly HttpsAlternative[];
  /**
   * The request's HTTP method.
   * @default POST
   */
  readonly method?: string;
  /**
   * Additional headers of each request. Not for secrets.
   * @default - none
   */
  readonly headers?: TextByName;
  /**
   * The number of requests per second, 1 to 300, above which events wait.
   * @default 300
   */
  readonly rateLimitPerSecond?: number;
}

/**
 * An HTTPS endpoint as a rule's target: an API destination with its connection.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
export class HttpsTarget implements RuleTarget {
  constructor(private readonly props: HttpsTargetProps) {
    check("url", props.url, HTTPS_URL);
    check("method", props.method, METHOD);
    check("rateLimitPerSecond", props.rateLimitPerSecond, RATE_LIMIT);
    check("headers", props.headers, WITHOUT_NULL);
    const { authorization } = props;
    for (const one of isAlternatives(authorization) ? authorization : [authorization]) {
      check("authorization.type", one.type, AUTHORIZATION_TYPE);
      if (one.type === "OAUTH_CLIENT_CREDENTIALS") check("authorization.body", one.body, WITHOUT_NULL);
      for (const [name, constraint] of Object.entries<Constraint<string>>(AUTHORIZATION_PARTS[one.type]))
        check(`authorization.${name}`, one[name as keyof typeof one], constraint);
    }
  }

  bind(rule: EventRule, when?: When) {
    const {
      url,
      method = DEFAULT_METHOD,
      authorization,
      headers,
      rateLimitPerSecond = DEFAULT_RATE_LIMIT,
    } = this.props;
    const connection = onlyIf(
      when,
      new CloudwatchEventConnection(rule, "connection", {
        name: rule.name,
        authorizationType: authorizationType(authorization),
        authParameters: {},
        lifecycle: REMOVED_AFTER_TARGET,
      }),
    );
    // By overrides, because the provider's classes have no dynamic blocks.
    connection.addOverride("auth_parameters", authParameters(authorization));
    if (headers) connection.addOverride("auth_parameters.dynamic.invocation_http_parameters", headerBlocks(headers));
    const { arn } = onlyIf(
      when,
      new CloudwatchEventApiDestination(rule, "api_destination", {
        name: rule.name,
        invocationEndpoint: url,
        httpMethod: method,
        invocationRateLimitPerSecond: rateLimitPerSecond,
        connectionArn: connection.arn,
        lifecycle: REMOVED_AFTER_TARGET,
      }),
    );
    return { arn, actions: ["events:InvokeApiDestination"] };
  }
}

function authorizationType(authorization: HttpsTargetProps["authorization"]): string {
  if (!isAlternatives(authorization)) return authorization.type;
  const [last, ...others] = authorization.toReversed();
  return others.reduce((otherwise, { when, type }) => choose(when, type, otherwise), last?.type ?? "");
}

/** The block of the authorization, or a dynamic block for each alternative. */
function authParameters(authorization: HttpsTargetProps["authorization"]): object {
  if (!isAlternatives(authorization)) return authBlock(authorization);
  const dynamic = authorization.flatMap(({ when, ...alternative }) =>
    Object.entries(authBlock(alternative)).map(([block, content]) => [
      block,
      { for_each: choose<unknown>(when, [true], []), content },
    ]),
  );
  return { dynamic: Object.fromEntries(dynamic) as object };
}

/** The connection's block for each type of authorization. */
const AUTH_BLOCKS: {
  [Type in AuthorizationType]: (authorization: AuthorizationTypes[Type]) => Record<string, object>;
} = {
  API_KEY: ({ name, value }) => ({ api_key: { key: name, value } }),
  BASIC: ({ username, password }) => ({ basic: { username, password } }),
  OAUTH_CLIENT_CREDENTIALS: ({ authorizationEndpoint, clientId, clientSecret, body = DEFAULT_OAUTH_BODY }) => ({
    oauth: {
      authorization_endpoint: authorizationEndpoint,
      http_method: "POST",
      client_parameters: { client_id: clientId, client_secret: clientSecret },
      oauth_http_parameters: { dynamic: { body: { for_each: body, content: parameter("body") } } },
    },
  }),
};

export const AUTHORIZATION_TYPE = oneOf(Object.keys(AUTH_BLOCKS));

function authBlock<Type extends AuthorizationType>(authorization: Authorization<Type>): Record<string, object> {
  return AUTH_BLOCKS[authorization.type](authorization);
}

/** A dynamic block, because the provider refuses an empty `invocation_http_parameters`. */
function headerBlocks(headers: TextByName): object {
  return {
    for_each: choose<unknown>(isPresent(headers), [headers], []),
    content: { dynamic: { header: { for_each: "${invocation_http_parameters.value}", content: parameter("header") } } },
  };
}

function parameter(block: string): object {
  return { key: `\${${block}.key}`, value: `\${${block}.value}`, is_value_secret: false };
}

function isPresent(values: TextByName): Condition {
  return Token.isUnresolved(values) ? Op.gte(Fn.lengthOf(values), 1) : Object.keys(values).length > 0;
}

function isAlternatives(
  authorization: HttpsTargetProps["authorization"],
): authorization is readonly HttpsAlternative[] {
  return Array.isArray(authorization);
}
