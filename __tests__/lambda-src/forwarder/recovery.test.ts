import { Invocation } from "../../../lambda-src/forwarder/invocation";
import { Recovery, type RecoveryParts } from "../../../lambda-src/forwarder/recovery";
import { failedReportOf } from "../../../lambda-src/forwarder/report";
import { eventAbout, sqsRecord } from "./support/records";

const UUID = "12345678-1234-1234-1234-123456789012";
const RESUME = `aws lambda update-event-source-mapping --uuid ${UUID} --enabled`;

interface Scene extends Partial<Pick<RecoveryParts, "onFailure" | "mapping" | "visibility">> {
  receiveCount?: number;
  tokenRefused?: boolean;
  remainingMs?: number;
}

async function recover(scene: Scene) {
  const { receiveCount = 1, tokenRefused = false, remainingMs = 30_000 } = scene;
  const calls: unknown[] = [];
  const recovery = new Recovery({
    onFailure: "pause",
    maxReceiveCount: 5,
    tokenOrigin: "secret arn:secret",
    mapping: {
      disable: () => {
        calls.push("disable");
        return Promise.resolve({ uuid: UUID, wasBusy: false });
      },
    },
    visibility: {
      shorten: (undelivered, channelDown, limitMs) => {
        calls.push(["shorten", undelivered.length, channelDown, limitMs]);
        return Promise.resolve();
      },
    },
    telemetry: { channelDown: (reason, consequence) => void calls.push([reason, consequence]) },
    ...scene,
  });
  const invocation = new Invocation(() => remainingMs);
  if (tokenRefused) invocation.closeChannel();
  const report = failedReportOf(eventAbout(["vpc-1"], { receiveCount }), "ECONNREFUSED");
  await recovery.recover([{ record: sqsRecord(""), report }], invocation);
  return calls;
}

const REFUSED =
  "MechCloud refuses the access token of secret arn:secret, also after it was read again. Put a new one there.";
const LASTING = "Event event-vpc-1 could not be delivered, not on its receive number 3 either: ECONNREFUSED.";

describe("Recovery", () => {
  test("brings passing trouble back soon", async () => {
    expect(await recover({ receiveCount: 2 })).toEqual([["shorten", 1, false, 2_000]]);
  });

  test.each<[string, Scene, string]>([
    ["a refused token", { tokenRefused: true }, REFUSED],
    ["lasting trouble", { receiveCount: 3 }, LASTING],
  ])("pauses for %s", async (_name, scene, reason) => {
    expect(await recover(scene)).toEqual([
      "disable",
      ["shorten", 1, true, 2_000],
      [reason, { kind: "paused", resume: RESUME }],
    ]);
  });

  test.each<[string, Scene]>([
    ["where events shall go on to the dead-letter queue", { onFailure: "dead-letter" }],
    ["where it may not", { mapping: undefined }],
  ])("does not pause %s, and says so", async (_name, scene) => {
    expect(await recover({ ...scene, tokenRefused: true })).toEqual([
      ["shorten", 1, true, 2_000],
      [REFUSED, { kind: "goes-on" }],
    ]);
  });

  test("says when something else is changing the mapping", async () => {
    const mapping = { disable: () => Promise.resolve({ uuid: UUID, wasBusy: true }) };

    expect(await recover({ tokenRefused: true, mapping })).toContainEqual([REFUSED, { kind: "busy", resume: RESUME }]);
  });

  test("says why it could not pause", async () => {
    const mapping = { disable: () => Promise.reject(new TypeError("denied")) };

    expect(await recover({ tokenRefused: true, mapping })).toContainEqual([
      REFUSED,
      { kind: "pause-failed", fault: "TypeError: denied" },
    ]);
  });

  test("does not wait for a pause longer than the time left", async () => {
    const mapping = { disable: () => new Promise<never>(() => undefined) };

    expect(await recover({ tokenRefused: true, mapping, remainingMs: 520 })).toContainEqual([
      REFUSED,
      { kind: "pause-unanswered", fault: "TimeoutError: The operation was aborted due to timeout" },
    ]);
  });

  test("does without the queue's address", async () => {
    expect(await recover({ visibility: undefined })).toEqual([]);
  });
});
