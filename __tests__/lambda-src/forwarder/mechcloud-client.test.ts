import { MechCloudClient } from "../../../lambda-src/forwarder/mechcloud-client";
import { version } from "../../../package.json";
import { LocalServer, type Responder } from "../../../samples/local-server";

let server: LocalServer;

async function clientOf(respond: Responder, path = "/v1.0/sync/events") {
  server = await LocalServer.start(respond);
  return new MechCloudClient({ endpointUrl: `${server.url}${path}`, teamId: "team-1" }, fetch);
}

afterEach(() => server.stop());

const answer =
  (status: number, headers: Record<string, string> = {}): Responder =>
  (_request, response) =>
    response.writeHead(status, headers).end("thank you");

describe("MechCloudClient", () => {
  test("posts the body with the documented query parameter and headers", async () => {
    const client = await clientOf(answer(200));

    const result = await client.post("ac-1 & co", '{ "id":  "ü" }', "a.b.c", 5_000);

    expect(result).toEqual({ status: 200, retryAfter: null, text: "" });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({
      url: "/v1.0/sync/events?cloudAccountId=ac-1+%26+co",
      body: '{ "id":  "ü" }',
      headers: {
        authorization: "Bearer a.b.c",
        "mc-team-id": "team-1",
        referer: "https://portal.mechcloud.io/",
        "content-type": "application/json",
        "user-agent": `aws-event-relay/${version}`,
      },
    });
  });

  test("keeps the query of the endpoint", async () => {
    const client = await clientOf(answer(200), "/events?preview=1");

    await client.post("ac-1 & co", "{}", "a.b.c", 5_000);

    expect(server.requests[0]?.url).toBe("/events?preview=1&cloudAccountId=ac-1+%26+co");
  });

  test("keeps connections alive", async () => {
    const client = await clientOf(answer(200));

    for (let n = 0; n < 10; n++) await client.post("ac-1 & co", "{}", "a.b.c", 5_000);

    // A second one may be opened while the first is not quite free again.
    expect(new Set(server.requests.map(({ clientPort }) => clientPort)).size).toBeLessThanOrEqual(2);
  });

  test("does not follow a redirect to a page that answers 200", async () => {
    const client = await clientOf((request, response) =>
      request.method === "POST" ? response.writeHead(302, { Location: "/log-in" }).end() : response.end("log in"),
    );

    expect(await client.post("ac-1 & co", "{}", "a.b.c", 5_000)).toEqual({ status: 302, retryAfter: null, text: "" });
    expect(server.requests).toHaveLength(1);
  });

  test("hands on Retry-After", async () => {
    const client = await clientOf(answer(429, { "Retry-After": "7" }));

    expect(await client.post("ac-1 & co", "{}", "a.b.c", 5_000)).toEqual({
      status: 429,
      retryAfter: "7",
      text: "thank you",
    });
  });

  test("hands on the beginning of an answer other than 200, without the token", async () => {
    const client = await clientOf((_request, response) => response.writeHead(400).end("a.b.c:\nunknown vpc-1"));

    expect(await client.post("ac-1 & co", "{}", "a.b.c", 5_000)).toMatchObject({
      status: 400,
      text: "[token]: unknown vpc-1",
    });
  });

  test("believes a status other than 200, though the body breaks off", async () => {
    const client = await clientOf((_request, response) => {
      response.writeHead(400, { "Content-Length": "100" }).write("half");
      setTimeout(() => response.destroy(), 20);
    });

    expect(await client.post("ac-1 & co", "{}", "a.b.c", 5_000)).toEqual({ status: 400, retryAfter: null, text: "" });
  });

  test("believes the status, though the body breaks off", async () => {
    const client = await clientOf((_request, response) => {
      response.writeHead(200, { "Content-Length": "100" }).write("half");
      setTimeout(() => response.destroy(), 20);
    });

    expect(await client.post("ac-1 & co", "{}", "a.b.c", 5_000)).toEqual({ status: 200, retryAfter: null, text: "" });
  });

  test("gives up after the time-out", async () => {
    const client = await clientOf(() => undefined);

    expect(await client.post("ac-1 & co", "{}", "a.b.c", 50.5)).toEqual({ fault: "TimeoutError" });
  });

  test("says why the endpoint cannot be reached", async () => {
    const client = await clientOf(answer(200));
    await server.stop();

    expect(await client.post("ac-1 & co", "{}", "a.b.c", 5_000)).toEqual({ fault: "ECONNREFUSED" });
  });

  test("does not quote the token of a request that cannot be made", async () => {
    const client = await clientOf(answer(200));

    expect(await client.post("ac-1 & co", "{}", "secret\nvalue", 5_000)).toEqual({ fault: "TypeError" });
  });
});
