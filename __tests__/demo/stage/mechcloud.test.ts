import { FactLog } from "../../../demo/fact-log";
import { CLOUD_ACCOUNT, MechCloud } from "../../../demo/stage/mechcloud";
import { sample } from "../../../samples/events";

let log: FactLog;
let mechCloud: MechCloud;
let token: string;

beforeEach(async () => {
  log = new FactLog();
  mechCloud = await MechCloud.start(log);
  token = mechCloud.issueToken();
});
afterEach(() => mechCloud.stop());

async function post(file = "tag-vpc-created.json", authorization = `Bearer ${token}`): Promise<number> {
  const headers = {
    authorization,
    "mc-team-id": "d65e32d2-e18f-49a7-8cbf-e19205772ea0",
    referer: "https://portal.mechcloud.io/",
    "content-type": "application/json",
  };
  const body = JSON.stringify(sample(file));
  const response = await fetch(`${mechCloud.url}?cloudAccountId=${CLOUD_ACCOUNT}`, { method: "POST", headers, body });
  return response.status;
}

test("reports each request and its answer", async () => {
  expect(await post()).toBe(200);

  const event = sample("tag-vpc-created.json");
  expect(log.facts.slice(1)).toEqual([
    expect.objectContaining({ kind: "posted", event }),
    expect.objectContaining({
      kind: "answered",
      event,
      cloudAccountId: CLOUD_ACCOUNT,
      status: 200,
      answer: '{"message":"processed"}',
    }),
  ]);
});

test("goes away, and is well again", async () => {
  mechCloud.goAway();
  await expect(post()).rejects.toThrow("fetch failed");
  mechCloud.beSlow();
  mechCloud.beWell();

  expect(await post()).toBe(200);
  expect(log.facts.flatMap((fact) => (fact.kind === "mechcloud" ? [[fact.isUp, fact.latency]] : []))).toEqual([
    [true, 0],
    [false, 0],
    [false, 3_000],
    [true, 0],
  ]);
});

test("is slow, and well again", async () => {
  mechCloud.beSlow();
  const start = Date.now();
  expect(await post()).toBe(200);
  expect(Date.now() - start).toBeGreaterThan(2_900);

  mechCloud.beWell();
  expect(await post()).toBe(200);
  expect(Date.now() - start).toBeLessThan(5_900);
});

test("answers the next tag change its own way each time, and other events as ever", async () => {
  mechCloud.answerNextTagChange(500, "always fails");

  expect(await post("ec2-instance-running.json")).toBe(200);
  expect([await post(), await post()]).toEqual([500, 500]);
  expect(await post("tag-subnet-created.json")).toBe(200);
  mechCloud.beWell();
  expect(await post()).toBe(200);
});

test("accepts no token but the last one, and an expiring one for its last seconds", async () => {
  jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] });
  try {
    const old = token;
    token = mechCloud.issueExpiringToken();
    expect([await post(undefined, `Bearer ${old}`), await post()]).toEqual([401, 200]);
    jest.advanceTimersByTime(5_000);
    expect(await post()).toBe(401);
    token = mechCloud.issueToken();
    expect(await post()).toBe(200);
  } finally {
    jest.useRealTimers();
  }
});
