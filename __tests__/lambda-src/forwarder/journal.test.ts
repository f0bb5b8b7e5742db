import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { Journal } from "../../../lambda-src/forwarder/journal";
import type { Outcome } from "../../../lambda-src/forwarder/outcome";
import type { Report } from "../../../lambda-src/forwarder/report";
import { lambdaContext } from "../support/context";
import { captureOutput } from "../support/output";

const report: Report = {
  messageId: "message-1",
  eventId: "event-1",
  detailType: "Tag Change on Resource",
  resourceType: "vpc",
  outcome: "delivered",
  status: 200,
  tries: 1,
  latencyMs: 52,
};

function openJournal() {
  const output = captureOutput();
  const journal = new Journal(
    new Logger({ serviceName: "forwarder" }),
    new Metrics({ namespace: "AwsEventRelay", serviceName: "forwarder" }),
  );
  journal.open(lambdaContext());
  return { journal, output };
}

afterEach(() => jest.restoreAllMocks());

describe("Journal", () => {
  test.each<[Outcome, level: string, message: string, metric: string]>([
    ["delivered", "INFO", "Event delivered", "Delivered"],
    ["refused", "WARN", "Event not delivered", "Refused"],
    ["failed", "WARN", "Event not delivered", "Failed"],
    ["unauthorized", "WARN", "Event not delivered", "Unauthorized"],
    ["held", "WARN", "Event not delivered", "Held"],
    ["invalid", "WARN", "Event not delivered", "Invalid"],
  ])("tells of an event that is %s", (outcome, level, message, metric) => {
    const { journal, output } = openJournal();

    journal.record({ ...report, outcome });
    journal.close();

    const [line, metrics] = output.lines();
    expect(line).toMatchObject({
      ...report,
      outcome,
      level,
      message,
      service: "forwarder",
      function_request_id: "request-1",
    });
    expect(metrics).toMatchObject({ [metric]: 1, service: "forwarder" });
    expect(metrics).not.toHaveProperty("Retried");
    expect(metrics?._aws).toMatchObject({
      CloudWatchMetrics: [{ Namespace: "AwsEventRelay", Metrics: [{ Name: metric, Unit: "Count" }] }],
    });
  });

  test("counts the tries after the first", () => {
    const { journal, output } = openJournal();

    journal.record({ ...report, tries: 3 });
    journal.close();

    expect(output.lines().at(-1)).toMatchObject({ Delivered: 1, Retried: 2 });
  });

  test("says what to do when the channel is down", () => {
    const { journal, output } = openJournal();

    journal.channelDown("secret arn:secret");

    expect(output.lines()).toEqual([
      expect.objectContaining({
        level: "ERROR",
        message: "MechCloud refuses the access token, also after it was read again. Put a new one into its place.",
        tokenOrigin: "secret arn:secret",
      }),
    ]);
  });
});
