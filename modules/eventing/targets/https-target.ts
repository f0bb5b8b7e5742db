import { CloudwatchEventApiDestination } from "@cdktf/provider-aws/lib/cloudwatch-event-api-destination";
import {
  CloudwatchEventConnection,
  type CloudwatchEventConnectionAuthParameters,
} from "@cdktf/provider-aws/lib/cloudwatch-event-connection";
import { Fn, type IResolvable, Op, TerraformIterator, Token, Tokenization } from "cdktf";
import { type Condition, choose, onlyIf } from "../../terraform/condition";
import { check } from "../../terraform/rule";
import type { EventRule, RuleTarget } from "../event-rule";
import { HTTP_METHOD, HTTPS_URL, RATE_LIMIT } from "../limits";
import { targetRole } from "./target-role";

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

/** Text by name; an expression is a map. */
type TextByName = Readonly<Record<string, string>> | IResolvable;

export interface HttpsTargetProps {
  /** The endpoint, an https URL. */
  readonly url: string;
  readonly authorization: HttpsAuthorization;
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

  bind(rule: EventRule) {
    const { url, method = "POST", authorization, headers, rateLimitPerSecond = 300 } = this.props;
    const connection = onlyIf(
      rule.when,
      new CloudwatchEventConnection(rule, "connection", {
        name: rule.name,
        authorizationType: authorization.type,
        authParameters: authParameters(authorization),
      }),
    );
    if (headers) addHeaders(connection, headers);
    const destination = onlyIf(
      rule.when,
      new CloudwatchEventApiDestination(rule, "api_destination", {
        name: rule.name,
        invocationEndpoint: url,
        httpMethod: method,
        invocationRateLimitPerSecond: rateLimitPerSecond,
        connectionArn: connection.arn,
      }),
    );
    const { arn } = destination;
    return { arn, roleArn: targetRole(rule, ["events:InvokeApiDestination"], [arn]) };
  }
}

function authParameters(authorization: HttpsAuthorization): CloudwatchEventConnectionAuthParameters {
  switch (authorization.type) {
    case "API_KEY":
      return { apiKey: { key: authorization.name, value: authorization.value } };
    case "BASIC":
      return { basic: { username: authorization.username, password: authorization.password } };
    case "OAUTH_CLIENT_CREDENTIALS": {
      const {
        authorizationEndpoint,
        clientId,
        clientSecret,
        body = { grant_type: "client_credentials" },
      } = authorization;
      return {
        oauth: {
          authorizationEndpoint,
          httpMethod: "POST",
          clientParameters: { clientId, clientSecret },
          oauthHttpParameters: { body: parameters(body) },
        },
      };
    }
  }
}

/** A block for each header, or none of all: the provider refuses an empty `invocation_http_parameters`. */
function addHeaders(connection: CloudwatchEventConnection, headers: TextByName): void {
  const header = { key: "${header.key}", value: "${header.value}", is_value_secret: false };
  connection.addOverride("auth_parameters.dynamic.invocation_http_parameters", {
    for_each: choose<unknown>(isPresent(headers), [headers], []),
    content: { dynamic: { header: { for_each: "${invocation_http_parameters.value}", content: header } } },
  });
}

function isPresent(values: TextByName): Condition {
  return Tokenization.isResolvable(values) ? Op.gte(Fn.lengthOf(values), 1) : Object.keys(values).length > 0;
}

function parameters(values: TextByName): IResolvable {
  const iterator = TerraformIterator.fromMap(Tokenization.isResolvable(values) ? Token.asAnyMap(values) : values);
  return iterator.dynamic({ key: iterator.key, value: Token.asString(iterator.value), is_value_secret: false });
}
