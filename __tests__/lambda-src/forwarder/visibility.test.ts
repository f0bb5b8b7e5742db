import type { Outcome } from "../../../lambda-src/forwarder/outcome";
import { invalidReportOf, type Report } from "../../../lambda-src/forwarder/report";
import { type Undelivered, Visibility } from "../../../lambda-src/forwarder/visibility";
import { FakeAws } from "./support/fakes";
import { sqsRecord } from "./support/records";

function undelivered(messageId: string, groupId: string, receiveCount = 1, report: Partial<Report> = {}): Undelivered {
  const record = sqsRecord("", { messageId, groupId, receiveCount });
  return { record, report: { ...invalidReportOf(record), outcome: "failed", ...report } };
}

function prepare(answer?: () => unknown) {
  const sqs = new FakeAws(answer);
  const told: unknown[] = [];
  const telemetry = { visibilityUnchanged: (...parts: unknown[]) => void told.push(parts) };
  const visibility = new Visibility({
    sqs: sqs.client,
    queueUrl: "https://sqs/queue.fifo",
    telemetry,
    random: () => 0.5,
  });
  const entries = () =>
    (sqs.inputs as { Entries: { Id: string; VisibilityTimeout: number }[] }[]).flatMap(({ Entries }) =>
      Entries.map(({ Id, VisibilityTimeout }) => [Id, VisibilityTimeout]),
    );
  return { visibility, sqs, told, entries };
}

describe("Visibility", () => {
  test("asks for one change for the whole batch", async () => {
    const { visibility, sqs, told } = prepare();

    await visibility.shorten([undelivered("a", "1")], false, 1_000);

    const entry = { Id: "a", ReceiptHandle: "receipt of a", VisibilityTimeout: 5 };
    expect(sqs.inputs).toEqual([{ QueueUrl: "https://sqs/queue.fifo", Entries: [entry] }]);
    expect(told).toEqual([]);
  });

  test("gives all of a group the moment of its first, in order, whatever they have gone through", async () => {
    const { visibility, sqs, entries } = prepare();
    const batch = [
      undelivered("a", "1", 2),
      undelivered("b", "2", 3),
      undelivered("c", "1", 1),
      undelivered("d", "2", 4),
    ];

    await visibility.shorten(batch, false, 1_000);

    expect(sqs.inputs).toHaveLength(1);
    expect(entries()).toEqual([
      ["a", 15],
      ["c", 15],
      ["b", 45],
      ["d", 45],
    ]);
  });

  test.each<[string, Outcome, Outcome, number]>([
    ["short again where each is itself to blame", "refused", "invalid", 5],
    ["longer where one is not", "refused", "held", 45],
  ])("is %s", async (_name, first, second, seconds) => {
    const { visibility, entries } = prepare();
    const batch = [undelivered("a", "1", 4, { outcome: first }), undelivered("b", "1", 1, { outcome: second })];

    await visibility.shorten(batch, false, 1_000);

    expect(entries()).toEqual([
      ["a", seconds],
      ["b", seconds],
    ]);
  });

  test("heeds the longest Retry-After in a group", async () => {
    const { visibility, entries } = prepare();
    const batch = [
      undelivered("a", "1", 1, { retryAfterMs: 7_000 }),
      undelivered("b", "1", 1, { retryAfterMs: 60_000 }),
      undelivered("c", "2"),
    ];

    await visibility.shorten(batch, false, 1_000);

    expect(entries()).toEqual([
      ["a", 60],
      ["b", 60],
      ["c", 5],
    ]);
  });

  test("lets all rest for two minutes once the channel is down", async () => {
    const { visibility, entries } = prepare();

    await visibility.shorten([undelivered("a", "1"), undelivered("b", "2", 3)], true, 1_000);

    expect(entries()).toEqual([
      ["a", 120],
      ["b", 120],
    ]);
  });

  test("takes records of a standard queue for one group", async () => {
    const { visibility, entries } = prepare();
    const [first, second] = [undelivered("a", "", 2), undelivered("b", "", 1)];
    delete first.record.attributes.MessageGroupId;

    await visibility.shorten([first, second], false, 1_000);

    expect(entries()).toEqual([
      ["a", 15],
      ["b", 15],
    ]);
  });

  test("tells of entries that fail", async () => {
    const failed = { Id: "b", Code: "ReceiptHandleIsInvalid", SenderFault: true };
    const { visibility, told } = prepare(() => ({ Failed: [failed] }));

    await visibility.shorten([undelivered("a", "1"), undelivered("b", "1")], false, 1_000);

    expect(told).toEqual([["ReceiptHandleIsInvalid", "b"]]);
  });

  test.each([
    [
      "a call that fails",
      () => Promise.reject(Object.assign(new Error("no"), { name: "AccessDenied" })),
      "AccessDenied",
    ],
    ["a call that never ends", () => new Promise(() => undefined), "TimeoutError"],
  ])("survives %s", async (_name, answer, fault) => {
    const { visibility, told } = prepare(answer);

    await visibility.shorten([undelivered("a", "1")], false, 20);

    expect(told).toEqual([[fault]]);
  });
});
