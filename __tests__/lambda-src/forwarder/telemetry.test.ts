import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { METRICS, type MetricName } from "../../../lambda-src/contract/metrics";
import type { Trouble } from "../../../lambda-src/forwarder/channel";
import { MappingInUseError } from "../../../lambda-src/forwarder/errors";
import type { Outcome } from "../../../lambda-src/forwarder/outcome";
import type { PauseResult, ResumeResult } from "../../../lambda-src/forwarder/pause";
import type { Report } from "../../../lambda-src/forwarder/report";
import { Telemetry } from "../../../lambda-src/forwarder/telemetry";
import { lambdaContext } from "../support/context";
import { captureOutput } from "../support/output";

const report: Report = {
  messageId: "message-1",
  eventId: "event-1",
  detailType: "Tag Change on Resource",
  resourceType: "vpc",
  resourceIds: ["vpc-1"],
  receiveCount: 1,
  isIsolated: false,
  outcome: "delivered",
  status: 200,
  tries: 1,
  latencyMs: 52,
};

function openTelemetry() {
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

afterEach(() => jest.restoreAllMocks());

describe("Telemetry", () => {
  test.each<[Outcome, level: string, message: string]>([
    ["delivered", "INFO", "Event delivered"],
    ["refused", "WARN", "Event not delivered"],
    ["failed", "WARN", "Event not delivered"],
    ["poison", "WARN", "Event not delivered"],
    ["unauthorized", "WARN", "Event not delivered"],
    ["held", "WARN", "Event not delivered"],
    ["invalid", "WARN", "Event not delivered"],
    ["unmapped", "WARN", "Event not delivered"],
  ])("logs an event that is %s", (outcome, level, message) => {
    const { telemetry, output } = openTelemetry();

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
    ["poison", { Failed: 1 }, [["service"]], undefined],
    ["unauthorized", { Unauthorized: 1 }, [["service"]], undefined],
    ["held", { Held: 1 }, [["service"]], undefined],
    ["invalid", { Invalid: 1 }, [["service"]], undefined],
    ["unmapped", { Unmapped: 1 }, [["service"]], undefined],
  ])("counts an event that is %s", (outcome, metrics, dimensions, eventType) => {
    const { telemetry, output } = openTelemetry();

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
              Metrics: Object.keys(metrics).map((Name) => ({ Name, Unit: METRICS[Name as MetricName].unit })),
            },
          ],
        },
        service: "forwarder",
        ...(eventType && { eventType }),
        ...metrics,
      },
    ]);
  });

  test("counts an event that is delivered, and says nothing about the channel", () => {
    const { telemetry, output } = openTelemetry();

    telemetry.record({ ...report, outcome: "delivered", queueDelayMs: 1_800 });
    telemetry.close();

    expect(metricLines(output).map(valuesOf)).toEqual([
      { eventType: "Tag Change on Resource", Delivered: 1, Latency: 52, QueueDelay: 1_800 },
    ]);
  });

  test("writes one line of metrics a type of event, and one for the rest", () => {
    const { telemetry, output } = openTelemetry();
    const delivered: Report = { ...report, queueDelayMs: 900 };

    telemetry.record(delivered);
    telemetry.record({ ...report, outcome: "held" });
    telemetry.record({ ...delivered, detailType: "AWS API Call via CloudTrail", tries: 3 });
    telemetry.record({ ...delivered, latencyMs: 70 });
    telemetry.record({ ...report, outcome: "refused", detailType: "" });
    telemetry.close();

    expect(metricLines(output).map(valuesOf)).toEqual([
      { Held: 1, Retried: 2 },
      { eventType: "Tag Change on Resource", Delivered: [1, 1], Latency: [52, 70], QueueDelay: [900, 900] },
      { eventType: "AWS API Call via CloudTrail", Delivered: 1, Latency: 52, QueueDelay: 900 },
      { eventType: "unknown", Refused: 1 },
    ]);
  });

  test("writes nothing if nothing happened, and nothing twice", () => {
    const { telemetry, output } = openTelemetry();

    telemetry.close();
    telemetry.record({ ...report, outcome: "held" });
    telemetry.close();
    telemetry.close();

    expect(metricLines(output)).toHaveLength(1);
    expect(output.lines()).toHaveLength(2);
  });

  test.each<[PauseResult | undefined, sentence: string, details: object, metrics: object]>([
    [
      { kind: "paused", until: Date.parse("2024-02-14T10:16:17Z") },
      "The relay has paused itself and resumes by itself; its queue keeps the events in order.",
      { until: "2024-02-14T10:16:17.000Z" },
      { Paused: 1 },
    ],
    [{ kind: "already-paused" }, "The relay is paused already; its queue keeps the events in order.", {}, {}],
    [
      { kind: "in-use", fault: "MappingInUseError: busy" },
      "The relay's event source mapping is being changed, so it tries to pause itself again in a minute.",
      { fault: "MappingInUseError: busy" },
      {},
    ],
    [
      { kind: "unanswered", fault: "TimeoutError: late" },
      "The relay tried to pause itself and had no answer in time; if it is paused, it resumes by itself.",
      { fault: "TimeoutError: late" },
      { Paused: 1 },
    ],
    [
      { kind: "failed", fault: "AccessDenied: no" },
      "The relay could not pause itself: it goes on, and tries these events less and less often.",
      { fault: "AccessDenied: no" },
      { PauseFailed: 1 },
    ],
    [undefined, "Events go to the dead-letter queue after the queue's last receive.", {}, {}],
  ])("says in one line that the channel is down, and what follows: %j", (result, sentence, details, metrics) => {
    const { telemetry, output } = openTelemetry();

    telemetry.channelDown({ kind: "endpoint", reason: "It rains." }, result, 130);
    telemetry.close();

    const [line, emf = {}, ...others] = output.lines();
    const message = `The channel to MechCloud is down. It rains. ${sentence}`;
    expect(line).toMatchObject({ level: "ERROR", message, ...details });
    expect(valuesOf(emf)).toEqual({ ChannelDown: 1, ChannelDownSeconds: 130, ...metrics });
    expect(others).toEqual([]);
  });

  test.each<[Trouble["kind"], level: string, message: string, metrics: object]>([
    [
      "token",
      "ERROR",
      "The channel to MechCloud is down. It rains. The relay is paused already; its queue keeps the events in order.",
      { ChannelDown: 1, ChannelDownSeconds: 130, TokenUnusable: 1 },
    ],
    [
      "no-token",
      "WARN",
      "It rains. The relay is paused already; its queue keeps the events in order.",
      { TokenMissing: 1 },
    ],
  ])("says what a person has to know of trouble with a %s", (kind, level, message, metrics) => {
    const { telemetry, output } = openTelemetry();

    telemetry.channelDown({ kind, reason: "It rains." }, { kind: "already-paused" }, 130);
    telemetry.close();

    const [line, emf = {}] = output.lines();
    expect(line).toMatchObject({ level, message });
    expect(valuesOf(emf)).toEqual(metrics);
  });

  test.each([
    [true, { ChannelDownSeconds: 0, TokenUnusable: 0, Paused: 0 }],
    [false, { ChannelDownSeconds: 0, TokenUnusable: 0 }],
  ])("ends the alarms of a channel that works, that of a pause only if the mapping is enabled: %s", (is, metrics) => {
    const { telemetry, output } = openTelemetry();

    telemetry.channelWorks(is);
    telemetry.close();

    expect(output.lines().map(valuesOf)).toEqual([metrics]);
  });

  const postponed = (error: Error): ResumeResult => ({
    kind: "postponed",
    until: Date.parse("2024-02-14T10:16:17Z"),
    error,
  });
  const pauseGoesOn = "The relay's pause goes on: its event source mapping could not be enabled";

  test.each<[ResumeResult | undefined, level: string, message: string, metrics: object[]]>([
    [{ kind: "resumed" }, "INFO", "The relay resumes", [{ Paused: 0 }]],
    [{ kind: "not-paused" }, "INFO", "The relay is not paused", [{ Paused: 0 }]],
    [undefined, "INFO", "The relay is not paused", []],
    [postponed(new MappingInUseError("busy")), "WARN", pauseGoesOn, []],
    [postponed(new TypeError("no")), "WARN", pauseGoesOn, [{ PauseFailed: 1 }]],
  ])("says what comes of a request to resume: %j", (result, level, message, metrics) => {
    const { telemetry, output } = openTelemetry();

    telemetry.resumed("resume-1", result);
    telemetry.close();

    expect(output.lines()[0]).toMatchObject({ level, message, request: "resume-1" });
    expect(metricLines(output).map(valuesOf)).toEqual(metrics);
  });

  test("says why and until when a pause goes on", () => {
    const { telemetry, output } = openTelemetry();

    telemetry.resumed("resume-1", postponed(new TypeError("no")));

    expect(output.lines()[0]).toMatchObject({ until: "2024-02-14T10:16:17.000Z", fault: "TypeError: no" });
  });

  test.each([
    ["queue", "Event isolated: it is tried again and holds up no other event", { Isolated: 1 }],
    ["dead-letter-queue", "Event set aside in the dead-letter queue", { SetAside: 1 }],
  ] as const)("logs and counts an event that was moved to the %s", (to, message, metrics) => {
    const { telemetry, output } = openTelemetry();

    telemetry.relocated({ ...report, outcome: "refused" }, to);
    telemetry.close();

    const [line, emf = {}] = output.lines();
    expect(line).toMatchObject({ level: "WARN", message, messageId: "message-1", outcome: "refused" });
    expect(valuesOf(emf)).toEqual(metrics);
  });

  test("logs and counts an event that could not be moved", () => {
    const { telemetry, output } = openTelemetry();

    telemetry.relocationFailed({ ...report, outcome: "invalid" }, "dead-letter-queue", "AccessDenied");
    telemetry.close();

    const [line, emf = {}] = output.lines();
    expect(line).toMatchObject({ message: "Event not moved to the dead-letter-queue", fault: "AccessDenied" });
    expect(valuesOf(emf)).toEqual({ MoveFailed: 1 });
  });

  test.each([
    [90_400, 90],
    [-1, 0],
  ])("measures how long a token is good for: %d ms", (leftMs, seconds) => {
    const { telemetry, output } = openTelemetry();

    telemetry.tokenExpires(leftMs);
    telemetry.close();

    expect(output.lines().map(valuesOf)).toEqual([{ TokenSecondsLeft: seconds }]);
  });

  test("logs what is visible again only later", () => {
    const { telemetry, output } = openTelemetry();

    telemetry.visibilityUnchanged("AccessDenied");
    telemetry.visibilityUnchanged("ReceiptHandleIsInvalid", "message-1");

    const message = "Not delivered, and visible again only after the queue's visibility time-out";
    expect(output.lines()).toEqual([
      expect.objectContaining({ level: "WARN", message, fault: "AccessDenied" }),
      expect.objectContaining({ level: "WARN", message, fault: "ReceiptHandleIsInvalid", messageId: "message-1" }),
    ]);
  });
});
