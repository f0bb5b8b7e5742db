import { CloudwatchEventApiDestination } from "@cdktf/provider-aws/lib/cloudwatch-event-api-destination";
import { CloudwatchEventConnection } from "@cdktf/provider-aws/lib/cloudwatch-event-connection";
import { Fn, type IResolvable, Op, Tokenization } from "cdktf";
import { type Condition, choose, onlyIf, type When } from "../../terraform/condition";
import { check } from "../../terraform/constraint";
import { HTTP_METHOD, HTTPS_URL, RATE_LIMIT } from "../constraints";
import type { EventRule, RuleTarget } from "../event-rule";

/** How EventBridge proves to an endpoint who it is. The values become part of a secret, and of Terraform's state. */
export type HttpsAuthorization =
  | { readonly type: "API_KEY" /** The header's name. */; readonly name: string; readonly value: string }
  | { readonly type: "BASIC"; readonly username: string; readonly password: string }
  | {
      readonly type: "OAUTH_CLIENT_CREDENTIALS";
      /** Where the access token comes from, an https URL. */
      readonly authorizationEndpoint: string;
      readonly clientId: string;
      readonly clientSecret: string;
      /** What the request for a token carries besides, e.g. `scope`; default `grant_type` alone: `client_credentials`. */
      readonly body?: TextByName;
    };

/** One of several authorizations, which only Terraform will know; exactly one of their conditions must hold. */
export type HttpsAlternative = HttpsAuthorization & { readonly when: Condition };

/** Text by name; an expression is a map. */
type TextByName = Readonly<Record<string, string>> | IResolvable;

export interface HttpsTargetProps {
  /** The endpoint, an https URL. */
  readonly url: string;
  readonly authorization: HttpsAuthorization | readonly HttpsAlternative[];
  /**
   * The request's method.
   * @default POST
   */
  readonly method?: string;
  /** More headers of each request; not for secrets. */
  readonly headers?: TextByName;
  /**
   * How many requests a second at most, 1 to 300; what is over waits.
   * @default 300
   */
  readonly rateLimitPerSecond?: number;
}

/**
 * An HTTPS endpoint as a rule's target, by an API destination and its connection.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
export class HttpsTarget implements RuleTarget {
  constructor(private readonly props: HttpsTargetProps) {
    check("url", props.url, HTTPS_URL);
    check("method", props.method, HTTP_METHOD);
    check("rateLimitPerSecond", props.rateLimitPerSecond, RATE_LIMIT);
  }

  bind(rule: EventRule, when?: When) {
    const { url, method = "POST", authorization, headers, rateLimitPerSecond = 300 } = this.props;
    const connection = onlyIf(
      when,
      new CloudwatchEventConnection(rule, "connection", {
        name: rule.name,
        authorizationType: authorizationType(authorization),
        authParameters: {},
      }),
    );
    // Written out, because the provider's classes have no dynamic blocks.
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

/** The block of the authorization, or a dynamic one for each alternative. */
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

function authBlock(authorization: HttpsAuthorization): Record<string, object> {
  switch (authorization.type) {
    case "API_KEY":
      return { api_key: { key: authorization.name, value: authorization.value } };
    case "BASIC":
      return { basic: { username: authorization.username, password: authorization.password } };
    case "OAUTH_CLIENT_CREDENTIALS": {
      const { body = { grant_type: "client_credentials" } } = authorization;
      return {
        oauth: {
          authorization_endpoint: authorization.authorizationEndpoint,
          http_method: "POST",
          client_parameters: { client_id: authorization.clientId, client_secret: authorization.clientSecret },
          oauth_http_parameters: { dynamic: { body: { for_each: body, content: parameter("body") } } },
        },
      };
    }
  }
}

/** A block for each header, or none of all: the provider refuses an empty `invocation_http_parameters`. */
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
  return Tokenization.isResolvable(values) ? Op.gte(Fn.lengthOf(values), 1) : Object.keys(values).length > 0;
}

function isAlternatives(
  authorization: HttpsTargetProps["authorization"],
): authorization is readonly HttpsAlternative[] {
  return Array.isArray(authorization);
}
