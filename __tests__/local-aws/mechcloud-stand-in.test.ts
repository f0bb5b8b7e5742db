import { type MechCloudStandIn, startMechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import { managementSamples, sample } from "../../samples/events";

const TEAM = "d65e32d2-e18f-49a7-8cbf-e19205772ea0";

const HEADERS = {
  authorization: "Bearer good",
  "mc-team-id": TEAM,
  referer: "https://portal.mechcloud.io/",
  "content-type": "application/json",
};

let standIn: MechCloudStandIn;

beforeEach(async () => {
  standIn = await startMechCloudStandIn({ token: "good", cloudAccountId: "acc-1", strictOrder: true });
});
afterEach(() => standIn.stop());

function post(
  event: unknown,
  { headers = {}, query = "?cloudAccountId=acc-1", method = "POST", url = standIn.url } = {},
): Promise<Response> {
  const body = typeof event === "string" ? event : JSON.stringify(event);
  return fetch(`${url}${query}`, { method, headers: { ...HEADERS, ...headers }, body, redirect: "manual" });
}

test.each(managementSamples.filter(([file]) => !file.includes("subnet")))("accepts %s", async (file) => {
  const response = await post(sample(file));

  expect(response.status).toBe(200);
  expect(standIn.accepted).toEqual([sample(file)]);
});

const tagEvent = sample("tag-vpc-created.json");

test.each([
  [
    "another token",
    401,
    { headers: { authorization: "Bearer old" } },
    "the access token is missing or no longer valid",
  ],
  ["no cloud account", 400, { query: "" }, "query parameter cloudAccountId is missing"],
  ["another cloud account", 400, { query: "?cloudAccountId=acc-2" }, 'cloudAccountId "acc-2" is unknown'],
  ["another team", 400, { headers: { "mc-team-id": "t" } }, `header Mc-Team-Id is "t" and must be "${TEAM}"`],
  ["no referer", 400, { headers: { referer: "" } }, 'header Referer is "" and must be "https://portal.mechcloud.io/"'],
  [
    "another content type",
    400,
    { headers: { "content-type": "text/plain" } },
    'header Content-Type is "text/plain" and must be "application/json"',
  ],
  ["another method", 405, { method: "PUT" }, "method PUT is not POST"],
])("refuses %s with %i", async (_what, status, request, sentence) => {
  const response = await post(tagEvent, request);

  expect([response.status, await response.json()]).toEqual([status, { message: sentence }]);
  expect(standIn.accepted).toEqual([]);
  expect(standIn.arrivals).toEqual([expect.objectContaining({ status, event: tagEvent })]);
});

test("refuses another path with 404", async () => {
  const response = await post(tagEvent, { url: `${standIn.url}/more` });

  expect(response.status).toBe(404);
});

test.each([
  ["no JSON", "{", "the body is not a JSON object"],
  ["null", "null", "the body is not a JSON object"],
  ["no source", { "detail-type": "x", detail: {} }, "source is missing"],
  ["no detail-type", { source: "aws.ec2", detail: {} }, "detail-type is missing"],
  ["no detail", { source: "aws.ec2", "detail-type": "x" }, "detail is missing"],
  ["a tag change without region", { ...tagEvent, region: undefined }, "region is missing"],
  ["a tag change without resources", { ...tagEvent, resources: [] }, "resources is missing"],
  ["a tag change without keys", { ...tagEvent, detail: { service: "ec2" } }, "detail.changed-tag-keys is missing"],
])("refuses a body with %s", async (_what, event, sentence) => {
  const response = await post(event);

  expect([response.status, await response.json()]).toEqual([400, { message: sentence }]);
});

test("refuses a subnet until its VPC is known", async () => {
  const subnet = sample("cloudtrail-create-subnet.json");
  const early = await post(subnet);
  await post(sample("cloudtrail-create-vpc.json"));
  const late = await post(subnet);

  expect([early.status, late.status]).toEqual([400, 200]);
  expect(await early.json()).toEqual({ message: "the subnet's VPC vpc-0a1b2c3d4e5f60718 is unknown" });
});

test("knows a VPC from its tags too", async () => {
  await post(tagEvent);

  expect((await post(sample("cloudtrail-create-subnet.json"))).status).toBe(200);
});

test("answers late once it is told to", async () => {
  standIn.setLatency(50);
  await post(tagEvent);

  const [arrival] = standIn.arrivals;
  expect(arrival!.answeredAt - arrival!.at).toBeGreaterThanOrEqual(45);
});

test("takes a new token", async () => {
  standIn.setToken("new");

  expect((await post(tagEvent)).status).toBe(401);
  expect((await post(tagEvent, { headers: { authorization: "Bearer new" } })).status).toBe(200);
});

test("gives scripted answers once, in line, to matching events", async () => {
  standIn.answerNext(500);
  standIn.answerNext({ status: 429, headers: { "retry-after": "1" }, body: "slow" });
  standIn.answerNext(503, (event) => event?.source === "aws.ec2");

  const first = await post(tagEvent);
  const second = await post(tagEvent);
  const third = await post(tagEvent);
  const fourth = await post(sample("ec2-instance-running.json"));

  expect([first.status, second.status, third.status, fourth.status]).toEqual([500, 429, 200, 503]);
  expect([second.headers.get("retry-after"), await second.text()]).toEqual(["1", "slow"]);
});

test("gives answers by a script until it is taken away", async () => {
  standIn.answerBy((event) => (event?.source === "aws.tag" ? 500 : undefined));
  const statuses = [await post(tagEvent), await post(tagEvent), await post(sample("ec2-instance-running.json"))];
  standIn.answerBy();
  statuses.push(await post(tagEvent));

  expect(statuses.map(({ status }) => status)).toEqual([500, 500, 200, 200]);
});

test("records a connection that a handler cuts off with status 0", async () => {
  standIn.answerNext((_request, response) => void response.destroy());

  await expect(post(tagEvent)).rejects.toThrow("fetch failed");
  expect(standIn.arrivals).toEqual([expect.objectContaining({ status: 0, event: tagEvent })]);
});

test("emits each arrival, waits for a count, and clears", async () => {
  const seen: unknown[] = [];
  standIn.on("request", ({ event }) => seen.push(event?.["detail-type"]));
  standIn.on("event", ({ status, body }) => seen.push([status, body]));
  standIn.answerNext(500);
  const waiting = standIn.waitForAccepted(1);
  await post(tagEvent);
  await post(tagEvent);

  expect(await waiting).toEqual([tagEvent]);
  const type = "Tag Change on Resource";
  expect(seen).toEqual([type, [500, ""], type, [200, '{"message":"processed"}']]);
  await expect(standIn.waitForAccepted(2, 30)).rejects.toThrow(
    "1 of 2 events were accepted within 30 ms; answers: 500, 200",
  );
  standIn.clear();
  expect(standIn.arrivals).toEqual([]);
});

test("answers after its latency, and counts what is in flight", async () => {
  const slow = await startMechCloudStandIn({ token: "good", latency: 60 });
  await Promise.all([post(tagEvent, { url: slow.url }), post(tagEvent, { url: slow.url })]);
  await slow.stop();

  expect(slow.mostInFlight).toBe(2);
  for (const { at, answeredAt } of slow.arrivals) expect(answeredAt - at).toBeGreaterThanOrEqual(55);
});
