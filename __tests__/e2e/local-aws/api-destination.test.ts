import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  type CreateConnectionRequest,
  PutEventsCommand,
} from "@aws-sdk/client-eventbridge";
import { createRole } from "../support/aws-resources";
import { HttpRecorder } from "../support/http-recorder";
import { until } from "../support/polling";
import { tap } from "../support/tap";
import { TestBed } from "../support/test-bed";

let bed: TestBed;

beforeAll(async () => {
  bed = await TestBed.start();
}, 180_000);
afterAll(() => bed?.end());
beforeEach(() => bed.aws.reset());

describe("an API destination", () => {
  let server: HttpRecorder;

  beforeEach(async () => {
    server = await HttpRecorder.start({ "/token": { access_token: "fresh", token_type: "Bearer", expires_in: 60 } });
  });
  afterEach(() => server.stop());

  test.each<[string, string, Pick<CreateConnectionRequest, "AuthorizationType" | "AuthParameters">]>([
    [
      "an API key",
      "key",
      {
        AuthorizationType: "API_KEY",
        AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "Authorization", ApiKeyValue: "key" } },
      },
    ],
    [
      "a password",
      `Basic ${Buffer.from("user:word").toString("base64")}`,
      { AuthorizationType: "BASIC", AuthParameters: { BasicAuthParameters: { Username: "user", Password: "word" } } },
    ],
  ])(
    "on this computer is called with %s and more headers",
    async (_, authorization, { AuthorizationType, AuthParameters }) => {
      const HeaderParameters = [{ Key: "X-Team", Value: "platform" }];
      await deliver(AuthorizationType, { ...AuthParameters, InvocationHttpParameters: { HeaderParameters } });

      const [request] = await until("a request", () => server.requests.length > 0 && server.requests);
      expect(request).toMatchObject({
        method: "POST",
        path: "/events",
        headers: { authorization, "x-team": "platform" },
      });
      expect(JSON.parse(request?.body ?? "")).toMatchObject({ source: "test", detail: { a: 1 } });
    },
  );

  test("on this computer is called with a token of an OAuth server on this computer", async () => {
    await deliver("OAUTH_CLIENT_CREDENTIALS", {
      OAuthParameters: {
        AuthorizationEndpoint: `${server.httpsUrl}/token`,
        HttpMethod: "POST",
        ClientParameters: { ClientID: "client", ClientSecret: "secret" },
      },
    });

    const [token, request] = await until("two requests", () => server.requests.length > 1 && server.requests);
    expect(Object.fromEntries(new URLSearchParams(token?.body))).toEqual({
      grant_type: "client_credentials",
      client_id: "client",
      client_secret: "secret",
    });
    expect(request).toMatchObject({ path: "/events", headers: { authorization: "Bearer fresh" } });
  });

  async function deliver(
    AuthorizationType: CreateConnectionRequest["AuthorizationType"],
    AuthParameters: CreateConnectionRequest["AuthParameters"],
  ): Promise<void> {
    const connection = { Name: "here", AuthorizationType, AuthParameters };
    const { ConnectionArn } = await bed.events.send(new CreateConnectionCommand(connection));
    const InvocationEndpoint = `${server.httpsUrl}/events`;
    const destination = { Name: "here", ConnectionArn, InvocationEndpoint, HttpMethod: "POST" as const };
    const { ApiDestinationArn: Arn = "" } = await bed.events.send(new CreateApiDestinationCommand(destination));
    const statement = { Action: "events:InvokeApiDestination", Resource: Arn };
    const RoleArn = await createRole(bed, "call", "events.amazonaws.com", [statement]);
    await tap(bed, { source: ["test"] }, "default", { Arn, RoleArn });
    await bed.events.send(new PutEventsCommand({ Entries: [{ Source: "test", DetailType: "x", Detail: '{"a":1}' }] }));
  }
});
