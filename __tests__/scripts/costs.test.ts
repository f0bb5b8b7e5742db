import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import type { Context } from "aws-lambda";
import { Telemetry } from "../../lambda-src/forwarder/telemetry";
import {
  type Amount,
  assumptions,
  optionsOfMechCloud,
  perMillionFromScalr,
  perMillionToDestination,
  perMillionToMechCloud,
  perMonthOfMechCloud,
  perMonthOfScalr,
} from "../../scripts/costs/amounts";
import { eventSizes, inventoryOf } from "../../scripts/costs/inventory";
import { priceOf, prices } from "../../scripts/costs/prices";
import { run } from "../../scripts/lib/process";
import { ROOT } from "../../scripts/lib/project";
import { captureOutput } from "../lambda-src/support/output";

jest.setTimeout(60_000);

interface EmbeddedMetrics {
  readonly _aws: { readonly CloudWatchMetrics: { Dimensions: string[][]; Metrics: object[] }[] };
}

const sizes = { tagChange: 400, runExecuted: 800, auditLog: 1200 };
const inventory = { alarms: 10, dashboards: 1 };

const costs = (amounts: readonly Amount[]) =>
  Object.fromEntries(amounts.map(({ price, amount }) => [price, Number(priceOf(price, amount).toFixed(4))]));

describe("amounts", () => {
  test.each([
    [1, { fifoQueue: 1.5, invocation: 0.2, duration: 0.1833, logs: 0.915 }],
    [10, { fifoQueue: 0.6, invocation: 0.02, duration: 0.0183, logs: 0.42 }],
  ])("a million events to MechCloud, %i a batch", (batchSize, expected) => {
    expect(costs(perMillionToMechCloud(batchSize, sizes))).toEqual({ awsEvents: 0, transferOut: 0.099, ...expected });
  });

  test("a month of MechCloud sync", () => {
    expect(costs(perMonthOfMechCloud(inventory))).toEqual({
      alarm: 1,
      dashboard: 3,
      metric: 3,
      secret: 0.4,
      secretCall: 0.0864,
      fifoQueue: 0.324,
    });
  });

  test("a million events of Scalr, and a month", () => {
    expect(costs(perMillionFromScalr(sizes))).toEqual({ partnerEvents: 1, logs: 0.5, logStorage: 0.228 });
    expect(costs(perMonthOfScalr(inventory))).toEqual({ alarm: 1, dashboard: 3 });
  });
});

describe("prices", () => {
  test.each(Object.entries(prices))("%s has a date and a page of AWS", (_name, { usd, per, date, source }) => {
    expect(usd).toBeGreaterThanOrEqual(0);
    expect(per).toBeGreaterThan(0);
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/pricing\//);
  });

  test("each is used", () => {
    const lists = [
      perMillionToMechCloud(1, sizes),
      perMonthOfMechCloud(inventory),
      perMillionFromScalr(sizes),
      ...Object.values(optionsOfMechCloud(sizes)),
      ...Object.values(perMillionToDestination(sizes)),
    ];

    expect(new Set(lists.flat().map(({ price }) => price))).toEqual(new Set(Object.keys(prices)));
  });
});

describe("inventory", () => {
  test("counts what a module makes by default", () => {
    const outline = readFileSync(join(ROOT, "terraform/terraform-aws-scalr-events/main.tf.json"), "utf8");
    const { resource } = JSON.parse(outline) as { resource: Record<string, Record<string, object>> };
    const byDefault = Object.keys(resource.aws_cloudwatch_metric_alarm ?? {}).filter(
      (name) => !/^alarm_(to|run_alerts)_/.test(name),
    );

    expect(inventoryOf("terraform-aws-scalr-events").alarms).toBe(byDefault.length);
  });

  test("knows the sizes of events", () => {
    const { tagChange, runExecuted, auditLog } = eventSizes();

    expect(tagChange).toBeGreaterThan(300);
    expect(runExecuted).toBeGreaterThan(700);
    expect(auditLog).toBeGreaterThan(1000);
  });
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
    detailType: "Tag Change on Resource",
    resourceType: "instance",
    resourceIds: ["i-0123456789abcdef0"],
    receiveCount: 1,
    outcome: "delivered",
    status: 200,
    tries: 1,
    latencyMs: 52,
    queueDelayMs: 2_345,
  });
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

describe("scripts/costs.ts", () => {
  const folder = mkdtempSync(join(tmpdir(), "costs-"));
  const script = (...args: string[]) =>
    run(process.execPath, ["--import", "tsx", "scripts/costs.ts", ...args], { cwd: folder });

  beforeAll(() => {
    for (const path of ["scripts", "terraform", "samples", "docs/costs.md", "package.json", "tsconfig.json"]) {
      cpSync(join(ROOT, path), join(folder, path), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("tells when the tables are out of date, and writes them", async () => {
    await script();
    await expect(script("--check")).resolves.toBe("");
    const file = join(folder, "scripts/costs/prices.ts");
    writeFileSync(file, readFileSync(file, "utf8").replace("usd: 0.5,", "usd: 0.75,"));

    await expect(script("--check")).rejects.toThrow(
      "docs/costs.md is out of date; run node --import tsx scripts/costs.ts",
    );
    await expect(script()).resolves.toBe("wrote docs/costs.md");
    await expect(script("--check")).resolves.toBe("");
  });
});
