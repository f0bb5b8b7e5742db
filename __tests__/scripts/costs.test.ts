import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import type { Context } from "aws-lambda";
import { Telemetry } from "../../lambda-src/forwarder/telemetry";
import {
  assumptions,
  optionsOfMechCloud,
  perMillionFromScalr,
  perMillionFromSpoke,
  perMillionToDestination,
  perMillionToMechCloud,
  perMonthOfAccount,
  perMonthOfHub,
  perMonthOfMechCloud,
  perMonthOfSpoke,
} from "../../scripts/costs/amounts";
import { priceOf, prices } from "../../scripts/costs/prices";
import { captureOutput } from "../lambda-src/support/output";

interface EmbeddedMetrics {
  readonly _aws: { readonly CloudWatchMetrics: { Dimensions: string[][]; Metrics: object[] }[] };
}

const sizes = { tagChange: 400, runExecuted: 800, auditLog: 1200 };
const inventory = { alarms: 10, dashboards: 1 };

test.each([
  [1, { fifoQueue: 1.5, invocation: 0.2, duration: 0.3667, logs: 0.97 }],
  [10, { fifoQueue: 0.6, invocation: 0.02, duration: 0.0367, logs: 0.475 }],
])("a million events to MechCloud, %i a batch", (batchSize, expected) => {
  const costs = perMillionToMechCloud(batchSize, sizes).map(({ price, amount }) => [
    price,
    Number(priceOf(price, amount).toFixed(4)),
  ]);

  expect(Object.fromEntries(costs)).toEqual({ awsEvents: 0, transferOut: 0.099, ...expected });
});

test("a hub, a spoke and an account cost the alarms of their rules, and a spoke's events a hop", () => {
  const lists = [perMonthOfHub(4), perMonthOfSpoke(5), perMonthOfAccount(4), perMillionFromSpoke()];

  expect(lists.map(([amount]) => [amount?.price, amount && priceOf(amount.price, amount.amount)])).toEqual([
    ["alarm", 0.4],
    ["alarm", 0.5],
    ["alarm", 0.4],
    ["customEvents", 1],
  ]);
});

test("each price is used", () => {
  const lists = [
    perMillionToMechCloud(1, sizes),
    perMonthOfMechCloud(inventory),
    perMillionFromScalr(sizes),
    perMillionFromSpoke(),
    ...Object.values(optionsOfMechCloud(sizes)),
    ...Object.values(perMillionToDestination(sizes)),
  ];

  expect(new Set(lists.flat().map(({ price }) => price))).toEqual(new Set(Object.keys(prices)));
});

test("the forwarder writes about as much to its log as is assumed", () => {
  const output = captureOutput();
  const serviceName = "push-mgmt-events-to-mechcloud";
  const telemetry = new Telemetry(
    new Logger({ serviceName }),
    new Metrics({ namespace: "AwsEventRelay", serviceName }),
  );
  const uuid = "5b6f1d6e-7f0a-4c11-9d2e-000000000000";
  telemetry.open({
    functionName: serviceName,
    invokedFunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:${serviceName}`,
    memoryLimitInMB: "256",
    awsRequestId: uuid,
  } as Context);
  telemetry.record({
    messageId: uuid,
    eventId: uuid,
    account: "123456789012",
    region: "us-east-1",
    cloudAccountId: uuid,
    detailType: "Tag Change on Resource",
    resourceType: "instance",
    resourceIds: ["i-0123456789abcdef0"],
    receiveCount: 1,
    isIsolated: false,
    outcome: "delivered",
    status: 200,
    tries: 1,
    latencyMs: 52,
    queueDelayMs: 2_345,
  });
  telemetry.tokenExpires(36_000_000);
  telemetry.close();
  jest.restoreAllMocks();

  const [event = "", ...metrics] = output.text().split("\n").filter(Boolean);
  const counted = (line: string) => line.length + 26;
  const writtenByLambda = 350 + 3 * 26;
  const batchBytes = metrics.reduce((sum, line) => sum + counted(line), writtenByLambda);
  expect(Math.abs(counted(event) / assumptions.logBytesPerEvent - 1)).toBeLessThan(0.1);
  expect(Math.abs(batchBytes / assumptions.logBytesPerBatch - 1)).toBeLessThan(0.1);

  const metricsOf = (line: string) =>
    (JSON.parse(line) as EmbeddedMetrics)._aws.CloudWatchMetrics.map(
      ({ Dimensions, Metrics }) => Dimensions.length * Metrics.length,
    );
  const ofAnotherType = 3;
  const metricCount = metrics.flatMap(metricsOf).reduce((sum, count) => sum + count, ofAnotherType);
  expect(metricCount).toBe(assumptions.customMetrics);
});
