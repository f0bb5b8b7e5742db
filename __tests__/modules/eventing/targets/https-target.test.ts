import { Op, type TerraformStack, Token } from "cdktf";
import {
  type HttpsAuthorization,
  HttpsTarget,
  type HttpsTargetProps,
} from "../../../../modules/eventing/targets/https-target";
import { expression } from "../../../../modules/terraform/expression";
import { block, statements, variable } from "../../synth";
import { DELIVERY_IN_ROLE, deliver, deliverToEach, REMOVED_AFTER_TARGET, TARGET, TRUST, targetOf } from "./deliver";

const CONNECTION = "aws_cloudwatch_event_connection.rule_connection";
const DESTINATION = "aws_cloudwatch_event_api_destination.rule_api_destination";

const API_KEY: HttpsAuthorization = { type: "API_KEY", name: "X-Api-Key", value: "key" };
const BASIC: HttpsAuthorization = { type: "BASIC", username: "scalr", password: "password" };
const OAUTH: HttpsAuthorization = {
  type: "OAUTH_CLIENT_CREDENTIALS",
  authorizationEndpoint: "https://example.com/token",
  clientId: "client",
  clientSecret: "secret",
};

const target = (props: Partial<HttpsTargetProps> = {}) =>
  new HttpsTarget({ url: "https://example.com/events", authorization: API_KEY, ...props });

const connectionOf = (props: Partial<HttpsTargetProps> | ((stack: TerraformStack) => Partial<HttpsTargetProps>)) =>
  block(deliver((stack) => target(typeof props === "function" ? props(stack) : props)).resource, CONNECTION);

test("an endpoint gets POST requests, at most 300 a second, by an API destination", () => {
  const { resource } = deliver(target());

  expect(block(resource, DESTINATION)).toEqual({
    name: "runs",
    invocation_endpoint: "https://example.com/events",
    http_method: "POST",
    invocation_rate_limit_per_second: 300,
    connection_arn: "${aws_cloudwatch_event_connection.rule_connection.arn}",
    ...REMOVED_AFTER_TARGET,
  });
  expect(targetOf(resource)).toEqual({
    ...DELIVERY_IN_ROLE,
    arn: "${aws_cloudwatch_event_api_destination.rule_api_destination.arn}",
    role_arn: "${aws_iam_role.rule_role.arn}",
  });
});

test("the rule's role may call this endpoint, and nothing else", () => {
  const { data } = deliver(target());

  expect(statements(data, "rule_trust")).toEqual([TRUST]);
  expect(statements(data, "rule_permissions")).toEqual([
    {
      sid: "Deliver",
      actions: ["events:InvokeApiDestination"],
      resources: ["${aws_cloudwatch_event_api_destination.rule_api_destination.arn}"],
    },
  ]);
});

test("method and rate are those that one says", () => {
  const { resource } = deliver(target({ method: "PUT", rateLimitPerSecond: 1 }));

  expect(block(resource, DESTINATION)).toMatchObject({ http_method: "PUT", invocation_rate_limit_per_second: 1 });
});

/** The request for a token carries `for_each`, each as a parameter that is no secret. */
const oauth = (forEach: unknown) => ({
  oauth: {
    authorization_endpoint: "https://example.com/token",
    http_method: "POST",
    client_parameters: { client_id: "client", client_secret: "secret" },
    oauth_http_parameters: {
      dynamic: {
        body: {
          for_each: forEach,
          content: { key: "${body.key}", value: "${body.value}", is_value_secret: false },
        },
      },
    },
  },
});

const AUTHORIZATIONS: [HttpsAuthorization, parameters: object][] = [
  [API_KEY, { api_key: { key: "X-Api-Key", value: "key" } }],
  [BASIC, { basic: { username: "scalr", password: "password" } }],
  [OAUTH, oauth({ grant_type: "client_credentials" })],
  [
    { ...OAUTH, body: { grant_type: "client_credentials", scope: "runs" } },
    oauth({ grant_type: "client_credentials", scope: "runs" }),
  ],
];

describe.each(AUTHORIZATIONS)("with the authorization %j", (authorization, parameters) => {
  test("the connection has it, and no headers", () => {
    const connection = connectionOf({ authorization });

    expect(connection).toEqual({
      name: "runs",
      authorization_type: authorization.type,
      auth_parameters: parameters,
      ...REMOVED_AFTER_TARGET,
    });
  });

  test("and headers besides, none of them a secret", () => {
    const { auth_parameters: withHeaders } = connectionOf({ authorization, headers: { "X-Source": "scalr" } });

    expect(withHeaders).toEqual({
      ...parameters,
      dynamic: {
        invocation_http_parameters: {
          for_each: [{ "X-Source": "scalr" }],
          content: {
            dynamic: {
              header: {
                for_each: "${invocation_http_parameters.value}",
                content: { key: "${header.key}", value: "${header.value}", is_value_secret: false },
              },
            },
          },
        },
      },
    });
  });

  test("an empty map of headers gives no block, which the provider would refuse", () => {
    expect(connectionOf({ authorization, headers: {} })["auth_parameters"]).toMatchObject({
      dynamic: { invocation_http_parameters: { for_each: [] } },
    });
  });
});

test("headers that only Terraform will know give a block where there are any", () => {
  const connection = connectionOf((stack) => ({
    headers: variable(stack, "headers", "map(string)").value as never,
  }));

  expect(connection["auth_parameters"]).toMatchObject({
    dynamic: {
      invocation_http_parameters: { for_each: "${(length(var.headers) >= 1) ? [var.headers] : []}" },
    },
  });
});

test("a request for a token may be known to Terraform alone", () => {
  const connection = connectionOf((stack) => ({
    authorization: { ...OAUTH, body: variable(stack, "body", "map(string)").value as never },
  }));

  expect(connection["auth_parameters"]).toEqual(oauth("${var.body}"));
});

test("one of several authorizations may be known to Terraform alone", () => {
  const { auth_parameters: parameters, authorization_type: type } = connectionOf((stack) => {
    const chosen = variable(stack, "chosen").stringValue;
    return {
      authorization: [API_KEY, BASIC, OAUTH].map((one) => ({ ...one, when: Op.eq(chosen, one.type) })),
      headers: { "X-Source": "scalr" },
    };
  });
  const where = (which: string, content: object) => ({
    for_each: `\${(var.chosen == "${which}") ? [true] : []}`,
    content,
  });

  expect(type).toBe(
    '${(var.chosen == "API_KEY") ? "API_KEY" : (var.chosen == "BASIC") ? "BASIC" : "OAUTH_CLIENT_CREDENTIALS"}',
  );
  expect(parameters).toEqual({
    dynamic: {
      api_key: where("API_KEY", { key: "X-Api-Key", value: "key" }),
      basic: where("BASIC", { username: "scalr", password: "password" }),
      oauth: where("OAUTH_CLIENT_CREDENTIALS", oauth({ grant_type: "client_credentials" }).oauth),
      invocation_http_parameters: expect.objectContaining({ for_each: [{ "X-Source": "scalr" }] }) as object,
    },
  });
});

test("each entry of a map has its connection and its API destination", () => {
  const { resource, data } = deliverToEach((stack) => target({ url: Token.asString(expression(stack, "each.value")) }));

  expect(block(resource, CONNECTION)).toMatchObject({ for_each: "${var.destinations}" });
  expect(block(resource, DESTINATION)).toMatchObject({
    for_each: "${var.destinations}",
    invocation_endpoint: "${each.value}",
    connection_arn: "${aws_cloudwatch_event_connection.rule_connection[each.key].arn}",
  });
  expect(block(resource, TARGET)).toMatchObject({
    arn: "${aws_cloudwatch_event_api_destination.rule_api_destination[each.key].arn}",
  });
  expect(statements(data, "rule_permissions")).toMatchObject([
    { resources: ["${aws_cloudwatch_event_api_destination.rule_api_destination[each.key].arn}"] },
  ]);
});

test.each<[Partial<HttpsTargetProps>, string]>([
  [
    { url: "http://example.com" },
    'url must be a URL without spaces that begins with https://, not "http://example.com".',
  ],
  [{ url: "example.com" }, 'url must be a URL without spaces that begins with https://, not "example.com".'],
  [{ url: "https://" }, 'url must be a URL without spaces that begins with https://, not "https://".'],
  [{ method: "post" }, 'method must be one of POST, PUT, PATCH, GET, DELETE, HEAD, OPTIONS, not "post".'],
  [{ rateLimitPerSecond: 0 }, "rateLimitPerSecond must be a whole number of requests per second from 1 to 300, not 0."],
  [
    { rateLimitPerSecond: 301 },
    "rateLimitPerSecond must be a whole number of requests per second from 1 to 300, not 301.",
  ],
  [
    { authorization: { ...OAUTH, authorizationEndpoint: "http://example.com/token" } },
    'authorization.authorizationEndpoint must be a URL without spaces that begins with https://, not "http://example.com/token".',
  ],
  [
    { authorization: [{ ...OAUTH, authorizationEndpoint: "", when: true }] },
    'authorization.authorizationEndpoint must be a URL without spaces that begins with https://, not "".',
  ],
  [
    { authorization: { ...BASIC, type: "DIGEST" as "BASIC" } },
    'authorization.type must be one of API_KEY, BASIC, OAUTH_CLIENT_CREDENTIALS, not "DIGEST".',
  ],
])("refuses %j", (props, message) => {
  expect(() => target(props)).toThrow(new Error(message));
});

test("takes a URL, a method and a rate that only Terraform will know", () => {
  const { resource } = deliver((stack) =>
    target({
      url: variable(stack, "url").stringValue,
      method: Token.asString(expression(stack, "each.value.method")),
      rateLimitPerSecond: variable(stack, "rate", "number").numberValue,
    }),
  );

  expect(block(resource, DESTINATION)).toMatchObject({
    invocation_endpoint: "${var.url}",
    http_method: "${each.value.method}",
    invocation_rate_limit_per_second: "${var.rate}",
  });
});
