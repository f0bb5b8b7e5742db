import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import type { Outcome } from "../../../lambda-src/forwarder/outcome";
import type { Report } from "../../../lambda-src/forwarder/report";
import { type Consequence, Telemetry } from "../../../lambda-src/forwarder/telemetry";
import { lambdaContext } from "../support/context";
import { captureOutput } from "../support/output";

const report: Report = {
  messageId: "message-1",
  eventId: "event-1",
  detailType: "Tag Change on Resource",
  resourceType: "vpc",
  resourceIds: ["vpc-1"],
  receiveCount: 1,
  outcome: "delivered",
  status: 200,
  tries: 1,
  latencyMs: 52,
};

function openJournal() {
  const output = captureOutput();
  const telemetry = new Telemetry(
    new Logger({ serviceName: "forwarder" }),
    new Metrics({ namespace: "AwsEventRelay", serviceName: "forwarder" }),
  );
  telemetry.open(lambdaContext());
  return { telemetry, output };
}

const metricLines = (output: { lines(): Record<string, unknown>[] }) => output.lines().filter((line) => "_aws" in line);
/** Without what all lines of metrics have. */
const valuesOf = (line: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(line).filter(([name]) => name !== "_aws" && name !== "service"));
const unitOf = (metric: string) => (["Latency", "QueueDelay"].includes(metric) ? "Milliseconds" : "Count");

afterEach(() => jest.restoreAllMocks());

describe("Telemetry", () => {
  test.each<[Outcome, level: string, message: string]>([
    ["delivered", "INFO", "Event delivered"],
    ["refused", "WARN", "Event not delivered"],
    ["failed", "WARN", "Event not delivered"],
    ["unauthorized", "WARN", "Event not delivered"],
    ["held", "WARN", "Event not delivered"],
    ["invalid", "WARN", "Event not delivered"],
  ])("tells of an event that is %s", (outcome, level, message) => {
    const { telemetry, output } = openJournal();

    telemetry.record({ ...report, outcome });

    expect(output.lines()).toEqual([
      expect.objectContaining({
        ...report,
        outcome,
        level,
        message,
        service: "forwarder",
        function_request_id: "request-1",
      }),
    ]);
  });

  const eventTypeSets = [["service"], ["service", "eventType"]];

  test.each<[Outcome, metrics: object, dimensions: string[][], eventType: string | undefined]>([
    ["refused", { Refused: 1 }, eventTypeSets, "Tag Change on Resource"],
    ["failed", { Failed: 1 }, [["service"]], undefined],
    ["unauthorized", { Unauthorized: 1 }, [["service"]], undefined],
    ["held", { Held: 1 }, [["service"]], undefined],
    ["invalid", { Invalid: 1 }, [["service"]], undefined],
  ])("counts an event that is %s", (outcome, metrics, dimensions, eventType) => {
    const { telemetry, output } = openJournal();

    telemetry.record({ ...report, outcome });
    telemetry.close();

    expect(metricLines(output)).toEqual([
      {
        _aws: {
          Timestamp: expect.any(Number) as number,
          CloudWatchMetrics: [
            {
              Namespace: "AwsEventRelay",
              Dimensions: dimensions,
              Metrics: Object.keys(metrics).map((Name) => ({ Name, Unit: unitOf(Name) })),
            },
          ],
        },
        service: "forwarder",
        ...(eventType && { eventType }),
        ...metrics,
      },
    ]);
  });

  test("counts an event that is delivered, and says that the relay is not paused", () => {
    const { telemetry, output } = openJournal();

    telemetry.record({ ...report, outcome: "delivered", queueDelayMs: 1_800 });
    telemetry.close();

    expect(metricLines(output).map(valuesOf)).toEqual([
      { Paused: 0 },
      { eventType: "Tag Change on Resource", Delivered: 1, Latency: 52, QueueDelay: 1_800 },
    ]);
  });

  test("writes one line of metrics a type of event, and one for the rest", () => {
    const { telemetry, output } = openJournal();
    const delivered: Report = { ...report, queueDelayMs: 900 };

    telemetry.record(delivered);
    telemetry.record({ ...report, outcome: "held" });
    telemetry.record({ ...delivered, detailType: "AWS API Call via CloudTrail", tries: 3 });
    telemetry.record({ ...delivered, latencyMs: 70 });
    telemetry.record({ ...report, outcome: "refused", detailType: "" });
    telemetry.close();

    expect(metricLines(output).map(valuesOf)).toEqual([
      { Held: 1, Retried: 2, Paused: 0 },
      { eventType: "Tag Change on Resource", Delivered: [1, 1], Latency: [52, 70], QueueDelay: [900, 900] },
      { eventType: "AWS API Call via CloudTrail", Delivered: 1, Latency: 52, QueueDelay: 900 },
      { eventType: "unknown", Refused: 1 },
    ]);
  });

  test("writes nothing where nothing happened, and nothing twice", () => {
    const { telemetry, output } = openJournal();

    telemetry.close();
    telemetry.record({ ...report, outcome: "held" });
    telemetry.close();
    telemetry.close();

    expect(metricLines(output)).toHaveLength(1);
    expect(output.lines()).toHaveLength(2);
  });

  test.each<[Consequence, sentence: string, details: object, metrics: object]>([
    [
      { kind: "paused", resume: "aws …" },
      "The relay has paused itself, and its queue keeps the events in order.",
      { resume: "aws …" },
      { ChannelDown: 1, Paused: 1 },
    ],
    [
      { kind: "busy", resume: "aws …" },
      "Its event source mapping is being changed, most likely by this or another invocation to pause the relay.",
      { resume: "aws …" },
      { ChannelDown: 1, Paused: 1 },
    ],
    [
      { kind: "pause-unanswered", fault: "TimeoutError: late" },
      "The relay tried to pause itself and had no answer in time: it may be paused, or not.",
      { fault: "TimeoutError: late" },
      { ChannelDown: 1, Paused: 1, PauseFailed: 1 },
    ],
    [
      { kind: "pause-failed", fault: "AccessDenied: no" },
      "The relay could not pause itself: events go to the dead-letter queue after the queue's last receive.",
      { fault: "AccessDenied: no" },
      { ChannelDown: 1, PauseFailed: 1 },
    ],
    [{ kind: "goes-on" }, "Events go to the dead-letter queue after the queue's last receive.", {}, { ChannelDown: 1 }],
  ])("says in one line that the channel is down, and what follows: %j", (consequence, sentence, details, metrics) => {
    const { telemetry, output } = openJournal();

    telemetry.channelDown("It rains.", consequence);
    telemetry.close();

    const [line, emf = {}, ...others] = output.lines();
    const message = `The channel to MechCloud is down. It rains. ${sentence}`;
    expect(line).toMatchObject({ level: "ERROR", message, ...details });
    expect(valuesOf(emf)).toEqual(metrics);
    expect(others).toEqual([]);
  });

  test("tells what comes back late", () => {
    const { telemetry, output } = openJournal();

    telemetry.visibilityUnchanged("AccessDenied");
    telemetry.visibilityUnchanged("ReceiptHandleIsInvalid", "message-1");

    const message = "Not delivered, and visible again only after the queue's visibility time-out";
    expect(output.lines()).toEqual([
      expect.objectContaining({ level: "WARN", message, fault: "AccessDenied" }),
      expect.objectContaining({ level: "WARN", message, fault: "ReceiptHandleIsInvalid", messageId: "message-1" }),
    ]);
  });
});
