import type { ChangeMessageVisibilityBatchRequestEntry } from "@aws-sdk/client-sqs";
import type { Outcome } from "../../../lambda-src/forwarder/outcome";
import { invalidReportOf, type Report } from "../../../lambda-src/forwarder/report";
import type { Undelivered } from "../../../lambda-src/forwarder/undelivered";
import { Visibility } from "../../../lambda-src/forwarder/visibility";
import { sqsRecord } from "./support/records";

function undelivered(messageId: string, groupId: string, receiveCount = 1, report: Partial<Report> = {}): Undelivered {
  const record = sqsRecord("", { messageId, groupId, receiveCount });
  return { record, report: { ...invalidReportOf(record), outcome: "failed", ...report } };
}

type Refused = { code: string; id: string }[];

async function change(batch: Undelivered[], seconds?: number, answer = (): Promise<Refused> => Promise.resolve([])) {
  const calls: ChangeMessageVisibilityBatchRequestEntry[][] = [];
  const unchanged: unknown[][] = [];
  const queues = {
    changeVisibility(entries: ChangeMessageVisibilityBatchRequestEntry[]) {
      calls.push(entries);
      return answer();
    },
  };
  const visibility = new Visibility({
    queues: () => Promise.resolve(queues),
    telemetry: { visibilityUnchanged: (...parts) => void unchanged.push(parts) },
    random: () => 0.5,
  });
  await visibility.change(batch, seconds, 20);
  const rests = calls.flat().map(({ Id, VisibilityTimeout }) => [Id, VisibilityTimeout]);
  return { calls, rests, unchanged };
}

describe("Visibility", () => {
  test("asks for one change for the whole batch", async () => {
    const { calls, unchanged } = await change([undelivered("a", "1")]);

    expect(calls).toEqual([[{ Id: "a", ReceiptHandle: "receipt of a", VisibilityTimeout: 5 }]]);
    expect(unchanged).toEqual([]);
  });

  test("gives all of a group the moment of its first, in order, whatever has happened to them", async () => {
    const batch = [
      undelivered("a", "1", 2),
      undelivered("b", "2", 3),
      undelivered("c", "1", 1),
      undelivered("d", "2", 4),
    ];

    const { calls, rests } = await change(batch);

    expect(calls).toHaveLength(1);
    expect(rests).toEqual([
      ["a", 15],
      ["c", 15],
      ["b", 45],
      ["d", 45],
    ]);
  });

  test.each<[Outcome, number]>([
    ["refused", 5],
    ["failed", 45],
  ])("lets an isolated event that is %s rest for %d s each time", async (outcome, seconds) => {
    expect((await change([undelivered("a", "isolated-a", 9, { outcome })])).rests).toEqual([["a", seconds]]);
  });

  test("heeds the longest Retry-After in a group", async () => {
    const batch = [
      undelivered("a", "1", 1, { retryAfterMs: 7_000 }),
      undelivered("b", "1", 1, { retryAfterMs: 60_000 }),
      undelivered("c", "2"),
    ];

    expect((await change(batch)).rests).toEqual([
      ["a", 60],
      ["b", 60],
      ["c", 5],
    ]);
  });

  test("lets all rest for a given time", async () => {
    expect((await change([undelivered("a", "1"), undelivered("b", "2", 3)], 60)).rests).toEqual([
      ["a", 60],
      ["b", 60],
    ]);
  });

  test("reports entries that fail", async () => {
    const refused = [{ id: "b", code: "ReceiptHandleIsInvalid" }];

    const { unchanged } = await change([undelivered("a", "1")], undefined, () => Promise.resolve(refused));

    expect(unchanged).toEqual([["ReceiptHandleIsInvalid", "b"]]);
  });

  test.each<[name: string, answer: () => Promise<never>, fault: string]>([
    [
      "a call that fails",
      () => Promise.reject(Object.assign(new Error("no"), { name: "AccessDenied" })),
      "AccessDenied",
    ],
    ["a call that never ends", () => new Promise(() => undefined), "TimeoutError"],
  ])("survives %s", async (_name, answer, fault) => {
    expect((await change([undelivered("a", "1")], undefined, answer)).unchanged).toEqual([[fault]]);
  });
});
