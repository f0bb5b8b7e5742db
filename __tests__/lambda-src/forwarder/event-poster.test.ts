import { CloudAccounts } from "../../../lambda-src/forwarder/cloud-accounts";
import { type ManagementEvent, parseEvent } from "../../../lambda-src/forwarder/event";
import { EventPoster } from "../../../lambda-src/forwarder/event-poster";
import { Invocation } from "../../../lambda-src/forwarder/invocation";
import type { Answer } from "../../../lambda-src/forwarder/mechcloud-client";
import { sample } from "../../../samples/events";
import { lambdaContext } from "../support/context";
import { FakeClient, FakeClock, FakeTokenStore, readToken } from "./support/fakes";
import { eventAbout, sqsRecord } from "./support/records";

const event = eventAbout(["vpc-1"]);
const cloudAccounts = new CloudAccounts("ac-1", { "210987654321": "ac-2" });

interface Scene {
  receiveCount?: number;
  answers?: Answer[];
  tokens?: unknown[];
  remainingMs?: number;
}

async function post({ receiveCount = 1, answers = [], tokens = ["old"], remainingMs = 30_000 }: Scene) {
  const clock = new FakeClock();
  const begin = clock.now();
  const client = new FakeClient(...answers);
  const source = new FakeTokenStore(...tokens);
  const accessToken = await readToken(source);
  const invocation = new Invocation(lambdaContext(() => remainingMs - (clock.now() - begin)));
  const poster = new EventPoster({ client, accessToken, cloudAccounts, payload: "full", clock, random: () => 0.5 });
  const report = await poster.post(eventAbout(["vpc-1"], { receiveCount }), invocation);
  return { report, client, clock, source, invocation };
}

const unavailable: Answer = { status: 503 };
const unreachable: Answer = { fault: "ECONNREFUSED" };
const expired: Answer = { status: 401 };

describe("EventPoster", () => {
  test("posts the event with the token and reports it", async () => {
    const { report, client, invocation } = await post({});

    expect(client.posts).toEqual([{ cloudAccountId: "ac-1", body: event.body, token: "old", timeoutMs: 10_000 }]);
    expect(invocation.deliveries).toBe(1);
    expect(report).toEqual({
      messageId: "vpc-1",
      eventId: "event-vpc-1",
      account: undefined,
      region: undefined,
      cloudAccountId: "ac-1",
      detailType: "Tag Change on Resource",
      resourceType: "vpc",
      resourceIds: ["vpc-1"],
      receiveCount: 1,
      isIsolated: false,
      outcome: "delivered",
      status: 200,
      answer: undefined,
      fault: undefined,
      retryAfterMs: undefined,
      tries: 1,
      latencyMs: 0,
      queueDelayMs: 30_000,
    });
  });

  test.each<[name: string, scene: Scene, report: object, delays: number[]]>([
    [
      "a refused event is not tried again",
      { answers: [{ status: 400 }] },
      { outcome: "refused", status: 400, tries: 1 },
      [],
    ],
    [
      "one retry helps",
      { answers: [unavailable] },
      { outcome: "delivered", status: 200, tries: 2, latencyMs: 375 },
      [375],
    ],
    ["two retries help", { answers: [unreachable, unavailable] }, { outcome: "delivered", tries: 3 }, [375, 750]],
    [
      "two retries do not help",
      { answers: [unavailable, unavailable, unreachable, unavailable] },
      { outcome: "failed", status: undefined, fault: "ECONNREFUSED", tries: 3, latencyMs: 1_125 },
      [375, 750],
    ],
    ["trouble, then refused", { answers: [unavailable, { status: 404 }] }, { outcome: "refused", tries: 2 }, [375]],
    [
      "lasting trouble has had its tries: one retry",
      { receiveCount: 3, answers: [unavailable, unavailable, unavailable] },
      { outcome: "failed", tries: 2 },
      [375],
    ],
    [
      "Retry-After in seconds",
      { answers: [{ status: 429, retryAfter: "3" }] },
      { outcome: "delivered", tries: 2, latencyMs: 3_000 },
      [3_000],
    ],
    [
      "Retry-After as a date",
      { answers: [{ status: 503, retryAfter: "Wed, 14 Feb 2024 10:15:37 GMT" }] },
      { outcome: "delivered", tries: 2, latencyMs: 7_000 },
      [7_000],
    ],
    [
      "Retry-After beyond the time left",
      { answers: [{ status: 429, retryAfter: "60" }] },
      { outcome: "failed", status: 429, tries: 1, retryAfterMs: 60_000, queueDelayMs: undefined },
      [],
    ],
    [
      "a retry just fits: wait, request, reserve",
      { answers: [unavailable], remainingMs: 375 + 1_000 + 2_500 },
      { outcome: "delivered", tries: 2 },
      [375],
    ],
    [
      "a retry just does not fit",
      { answers: [unavailable], remainingMs: 375 + 1_000 + 2_499 },
      { outcome: "failed", tries: 1 },
      [],
    ],
    ["a first try just fits", { remainingMs: 3_500 }, { outcome: "delivered", tries: 1 }, []],
    [
      "a first try does not fit",
      { remainingMs: 3_499 },
      { outcome: "held", status: undefined, cloudAccountId: undefined, tries: 0, latencyMs: 0 },
      [],
    ],
  ])("%s", async (_name, scene, expected, delays) => {
    const { report, clock } = await post(scene);

    expect(report).toMatchObject(expected);
    expect(clock.delays).toEqual(delays);
  });

  test("an event of the future has no delay in the queue", async () => {
    const early = eventAbout(["vpc-1"], { second: 45 });
    const clock = new FakeClock();
    const accessToken = await readToken(new FakeTokenStore("old"));
    const poster = new EventPoster({
      client: new FakeClient(),
      accessToken,
      cloudAccounts,
      payload: "full",
      clock,
      random: () => 0,
    });

    expect(await poster.post(early, new Invocation(lambdaContext()))).toMatchObject({ queueDelayMs: 0 });
  });

  test("a request gets no more time than is left", async () => {
    const { client } = await post({ remainingMs: 5_500 });

    expect(client.posts.map(({ timeoutMs }) => timeoutMs)).toEqual([3_000]);
  });

  test("a request in lasting trouble leaves half of the time for another event", async () => {
    const { client } = await post({ receiveCount: 3, remainingMs: 6_500 });

    expect(client.posts.map(({ timeoutMs }) => timeoutMs)).toEqual([2_000]);
  });

  test.each<[Answer, answer: string | undefined]>([
    [{ status: 400, text: "unknown vpc-1" }, "unknown vpc-1"],
    [{ status: 400, text: "" }, undefined],
    [{ status: 503, text: "busy" }, "busy"],
    [{ status: 401, text: "please log in" }, undefined],
  ])("reports what MechCloud says about an event that it does not accept: %j", async (answer, expected) => {
    const { report, invocation } = await post({ answers: [answer, answer, answer] });

    expect(report.answer).toBe(expected);
    expect(invocation.deliveries).toBe(0);
  });

  describe.each([401, 403, 302])("when %d says that the token no longer works", (status) => {
    test.each<[name: string, scene: Scene, outcome: string, posts: string[], reads: number, channelDown: boolean]>([
      [
        "a replaced token gets one try",
        { answers: [{ status }], tokens: ["old", "new"] },
        "delivered",
        ["old", "new"],
        2,
        false,
      ],
      ["the same token again closes the channel", { answers: [{ status }] }, "unauthorized", ["old"], 2, true],
      [
        "a replaced token that is refused, too, closes the channel",
        { answers: [{ status }, expired], tokens: ["old", "new", "newer"] },
        "unauthorized",
        ["old", "new"],
        2,
        true,
      ],
      [
        "a token that cannot be read again is passing trouble",
        { answers: [{ status }], tokens: ["old", new Error("Throttled")] },
        "failed",
        ["old"],
        2,
        false,
      ],
      [
        "the replaced token may meet passing trouble",
        { answers: [{ status }, unavailable], tokens: ["old", "new"] },
        "delivered",
        ["old", "new", "new"],
        2,
        false,
      ],
      [
        "retries before it count",
        { answers: [unavailable, unavailable, { status }, unavailable], tokens: ["old", "new"] },
        "failed",
        ["old", "old", "old", "new"],
        2,
        false,
      ],
      [
        "there must be time to read it",
        { answers: [{ status }], remainingMs: 8_499 },
        "unauthorized",
        ["old"],
        1,
        false,
      ],
    ])("%s", async (_name, scene, outcome, posts, reads, channelDown) => {
      const { report, client, source, invocation } = await post(scene);

      expect(report.outcome).toBe(outcome);
      expect(client.posts.map(({ token }) => token)).toEqual(posts);
      expect(source.reads).toHaveLength(reads);
      expect(invocation.channelDown).toBe(channelDown);
    });
  });

  test("names the secret that cannot be read again", async () => {
    const { report, source } = await post({ answers: [expired], tokens: ["old", new Error("Throttled")] });

    expect(report).toMatchObject({
      status: 401,
      fault: `The access token cannot be read from ${source.origin}: Throttled`,
    });
  });

  test("does not retry when the channel was closed meanwhile", async () => {
    const clock = new FakeClock();
    const client = new FakeClient(unavailable);
    const invocation = new Invocation(lambdaContext());
    jest.spyOn(clock, "delay").mockImplementation(() => Promise.resolve(invocation.closeChannel()));
    const accessToken = await readToken(new FakeTokenStore("old"));
    const poster = new EventPoster({ client, accessToken, cloudAccounts, payload: "full", clock, random: () => 0 });

    expect(await poster.post(event, invocation)).toMatchObject({ outcome: "failed", status: 503, tries: 1 });
  });

  const postFrom = async (account: string) => {
    const client = new FakeClient();
    const accessToken = await readToken(new FakeTokenStore("old"));
    const clock = new FakeClock();
    const poster = new EventPoster({ client, accessToken, cloudAccounts, payload: "full", clock, random: () => 0 });
    const report = await poster.post({ ...event, account, region: "eu-west-1" }, new Invocation(lambdaContext()));
    return { report, cloudAccountIds: client.posts.map(({ cloudAccountId }) => cloudAccountId) };
  };

  test.each([
    ["of the function's own account", "123456789012", "ac-1"],
    ["of another account", "210987654321", "ac-2"],
    ["that names no account", "", "ac-1"],
  ])("posts an event %s for that account", async (_name, account, cloudAccountId) => {
    const { report, cloudAccountIds } = await postFrom(account);

    const place = { account: account || undefined, region: "eu-west-1" };
    expect(report).toMatchObject({ outcome: "delivered", ...place, cloudAccountId });
    expect(cloudAccountIds).toEqual([cloudAccountId]);
  });

  test("does not post an event of an account without a cloud account", async () => {
    const { report, cloudAccountIds } = await postFrom("345678901234");

    expect(report).toMatchObject({
      outcome: "unmapped",
      account: "345678901234",
      fault: "AWS account 345678901234 has no cloud account",
      tries: 0,
      latencyMs: 0,
    });
    expect(cloudAccountIds).toEqual([]);
  });

  test("posts the payload that is asked for", async () => {
    const client = new FakeClient();
    const accessToken = await readToken(new FakeTokenStore("old"));
    const poster = new EventPoster({
      client,
      accessToken,
      cloudAccounts,
      payload: "minimal",
      clock: new FakeClock(),
      random: () => 0,
    });

    const stateChange = parseEvent(sqsRecord(sample("ec2-instance-running.json"))) as ManagementEvent;
    await poster.post(stateChange, new Invocation(lambdaContext()));

    expect(client.posts[0]?.body).toContain("arn:aws:ec2:ap-south-1::instance/i-0abcd1234ef567890");
  });
});
