import type { TerraformStack } from "cdktf";
import { DeadLetterQueue } from "../../../modules/eventing/dead-letter-queue";
import { LogDeliveryPolicy } from "../../../modules/eventing/log-delivery-policy";
import { runExecuted } from "../../../modules/scalr/event-filters";
import { EventLog, type EventLogProps } from "../../../modules/scalr/event-log";
import { AUDIT_QUERIES, RUN_QUERIES } from "../../../modules/scalr/saved-queries";
import { sample } from "../../../samples/events";
import { arn, block, letsRuleSend, statements, synth, tlsOnly, variable } from "../synth";

const BUS = "aws.partner/scalr.com/account/integration";

const eventLog = (props: Partial<EventLogProps> | ((stack: TerraformStack) => Partial<EventLogProps>) = {}) =>
  synth((stack) => {
    new EventLog(stack, "log", {
      name: "runs",
      description: "Runs",
      logGroupName: "/aws/events/runs",
      retentionDays: 30,
      eventBusName: BUS,
      eventPattern: runExecuted(),
      queries: {},
      deadLetterQueue: new DeadLetterQueue(stack, "dlq", { name: "dlq" }),
      ...(typeof props === "function" ? props(stack) : props),
    });
  });

test("writes the bus's events of one kind into a log group, and keeps those that could not be written", () => {
  const { resource, data } = eventLog();

  expect(block(resource, "aws_cloudwatch_log_group.log")).toEqual({ name: "/aws/events/runs", retention_in_days: 30 });
  expect(block(resource, "aws_cloudwatch_event_rule.log_rule")).toEqual({
    name: "runs",
    description: "Runs",
    event_bus_name: BUS,
    event_pattern: JSON.stringify(runExecuted()),
  });
  expect(block(resource, "aws_cloudwatch_event_target.log_rule_target")).toEqual({
    rule: "${aws_cloudwatch_event_rule.log_rule.name}",
    event_bus_name: BUS,
    arn: "${aws_cloudwatch_log_group.log.arn}",
    dead_letter_config: { arn: "${aws_sqs_queue.dlq.arn}" },
    retry_policy: { maximum_retry_attempts: 185, maximum_event_age_in_seconds: 86_400 },
    depends_on: ["aws_sqs_queue_policy.dlq_access"],
  });
  expect(statements(data, "dlq_policy")).toEqual([
    tlsOnly("sqs:*", "${aws_sqs_queue.dlq.arn}"),
    letsRuleSend("AllowLogRule", `${BUS}/runs`, "${aws_sqs_queue.dlq.arn}"),
  ]);
});

test("is encrypted with a customer managed key where there is one", () => {
  expect(block(eventLog({ kmsKeyArn: "key-arn" }).resource, "aws_cloudwatch_log_group.log")).toMatchObject({
    kms_key_id: "key-arn",
  });
});

test("lets its own rule, and no other, write into its own log group", () => {
  const { data } = eventLog((stack) => ({ logDeliveryPolicy: new LogDeliveryPolicy(stack, "logs", { name: "logs" }) }));

  expect(statements(data, "logs_document")).toMatchObject([
    { actions: ["logs:CreateLogStream"], resources: [`${arn("logs", "log-group:/aws/events/runs")}:*`] },
    {
      actions: ["logs:PutLogEvents"],
      resources: [`${arn("logs", "log-group:/aws/events/runs")}:*`],
      condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [arn("events", `rule/${BUS}/runs`)] }],
    },
  ]);
});

test("relies on a policy that is there where none is given", () => {
  expect(eventLog().resource).not.toHaveProperty("aws_cloudwatch_log_resource_policy");
});

test.each([0, 31])("refuses to keep events for %i days", (retentionDays) => {
  expect(() => eventLog({ retentionDays })).toThrow(`, not ${retentionDays}.`);
});

test("takes a retention that only Terraform will know", () => {
  const { resource } = eventLog((stack) => ({ retentionDays: variable(stack, "days", "number").numberValue }));

  expect(block(resource, "aws_cloudwatch_log_group.log")["retention_in_days"]).toBe("${var.days}");
});

describe("saved queries", () => {
  test.each([
    ["of runs", RUN_QUERIES, ["durations of runs", "failed runs by workspace"]],
    ["of the audit log", AUDIT_QUERIES, ["changes by workspace", "failed actions", "who did what"]],
  ])("%s ask this log group, in a folder of its name", (_name, queries, names) => {
    const { resource } = eventLog({ queries });

    expect(resource["aws_cloudwatch_query_definition"]).toEqual(
      Object.fromEntries(
        names.map((name) => [
          `log_query_${name.replaceAll(" ", "_")}`,
          {
            name: `runs/${name}`,
            log_group_names: ["${aws_cloudwatch_log_group.log.name}"],
            query_string: queries[name],
          },
        ]),
      ),
    );
  });

  /** What a query reads of an event: words of dots and hyphens, the latter in backquotes. */
  const fieldsOf = (query: string) =>
    [...query.matchAll(/`(detail[^`]+)`|\b(detail\.[\w.]+)/g)].map((match) => match[1] ?? match[2]);

  const valueAt = (path: string, event: unknown) =>
    path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], event);

  test.each([
    ...Object.entries(RUN_QUERIES).map(([name, query]) => [name, query, "scalr-run-executed.json"] as const),
    ...Object.entries(AUDIT_QUERIES).map(([name, query]) => [name, query, "scalr-audit-log.json"] as const),
  ])("%s reads fields that events have", (_name, query, file) => {
    const event = sample(file);
    const fields = fieldsOf(query);

    expect(fields.length).toBeGreaterThan(0);
    expect(fields.filter((path) => valueAt(String(path), event) === undefined)).toEqual([]);
    expect(query.replace(/`[^`]*`/g, "")).not.toMatch(/detail\.[\w.]*-/);
  });
});
