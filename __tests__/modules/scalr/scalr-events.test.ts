import { auditLog, runExecuted } from "../../../modules/scalr/event-filters";
import type { AlertsProps } from "../../../modules/scalr/run-alerts";
import { addresses, arn, block, letsRuleSend, statements, tlsOnly, variable } from "../synth";
import { BUS, everything, NAME, type Props, rules, scalrEvents } from "./events";

const KEY = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const RULE_DLQ = "${aws_sqs_queue.events_rule_dlq.arn}";

const withAlerts = (alerts: AlertsProps = {}, props: Props = {}) =>
  scalrEvents(props, (events) => events.addAlerts(alerts));

describe("with no more than the event source", () => {
  const { resource, data } = scalrEvents();

  test("runs and the audit log are each logged", () => {
    expect(rules(resource)).toEqual({
      events_run_executed_rule: ["scalr-run-executed", runExecuted()],
      events_audit_log_rule: ["scalr-audit-log", auditLog()],
    });
    expect(resource["aws_cloudwatch_log_group"]).toEqual({
      events_run_executed: { name: "/aws/events/scalr/run-executed", retention_in_days: 30 },
      events_audit_log: {
        name: "/aws/events/scalr/audit-log",
        retention_in_days: 365,
        depends_on: ["aws_cloudwatch_event_bus.events_event_bus"],
      },
    });
  });

  test("on the partner event bus", () => {
    expect(block(resource, "aws_cloudwatch_event_bus.events_event_bus")).toMatchObject({ name: NAME });
    const listening = [
      ...Object.values(resource["aws_cloudwatch_event_rule"] ?? {}),
      ...Object.values(resource["aws_cloudwatch_event_target"] ?? {}),
    ];
    expect(listening.map((attributes) => attributes["event_bus_name"])).toEqual(listening.map(() => BUS));
  });

  test("by one policy of two statements", () => {
    expect(resource["aws_cloudwatch_log_resource_policy"]).toMatchObject({
      events_log_delivery: {
        policy_name: "scalr-events",
        policy_document: "${data.aws_iam_policy_document.events_log_delivery_document.json}",
      },
    });
    const allowed = statements(data, "events_log_delivery_document").map(({ sid, resources, condition }) => [
      sid,
      String(resources),
      condition?.[0]?.values,
    ]);
    const groups = ["run-executed", "audit-log"].map(
      (name) => `${arn("logs", `log-group:/aws/events/scalr/${name}`)}:*`,
    );
    expect(allowed).toEqual([
      ["CreateLogStream", groups.join(), undefined],
      ["PutLogEvents", groups.join(), [arn("events", `rule/${NAME}/scalr-*`)]],
    ]);
  });

  test("and what could not be logged is kept, in a queue that these rules alone send to", () => {
    expect(statements(data, "events_rule_dlq_policy")).toEqual([
      tlsOnly("sqs:*", RULE_DLQ),
      letsRuleSend("AllowEventsRunExecutedRule", `${BUS}/scalr-run-executed`, RULE_DLQ),
      letsRuleSend("AllowEventsAuditLogRule", `${BUS}/scalr-audit-log`, RULE_DLQ),
    ]);
  });

  test("there are neither alerts nor destinations", () => {
    expect(resource).not.toHaveProperty("aws_lambda_function");
    expect(Object.keys(resource["aws_sqs_queue"] ?? {})).toEqual(["events_rule_dlq"]);
  });
});

describe("the logs", () => {
  test("take what filters choose, for as long as one says", () => {
    const { resource } = scalrEvents({
      runExecutedPattern: runExecuted({ results: ["errored"] }),
      auditLogPattern: auditLog({ actions: ["delete-*"] }),
      runLogRetentionDays: 7,
      auditLogRetentionDays: 3653,
    });

    expect(rules(resource)).toEqual({
      events_run_executed_rule: ["scalr-run-executed", runExecuted({ results: ["errored"] })],
      events_audit_log_rule: ["scalr-audit-log", auditLog({ actions: ["delete-*"] })],
    });
    expect(block(resource, "aws_cloudwatch_log_group.events_run_executed")).toMatchObject({ retention_in_days: 7 });
    expect(block(resource, "aws_cloudwatch_log_group.events_audit_log")).toMatchObject({ retention_in_days: 3653 });
  });

  test("rely on a policy that is there, where one says so", () => {
    const { resource, data } = scalrEvents({ createLogResourcePolicy: false });

    expect(resource).not.toHaveProperty("aws_cloudwatch_log_resource_policy");
    expect(Object.keys(data["aws_iam_policy_document"] ?? {})).not.toContain("events_log_delivery_document");
  });

  test("or where Terraform will know it", () => {
    const { resource } = scalrEvents((stack) => ({
      createLogResourcePolicy: variable(stack, "create", "bool").booleanValue,
    }));

    expect(block(resource, "aws_cloudwatch_log_resource_policy.events_log_delivery")).toMatchObject({
      count: "${var.create ? 1 : 0}",
    });
  });
});

test("an event bus that is there already is used", () => {
  const { resource, data } = scalrEvents({ createEventBus: false });

  expect(resource).not.toHaveProperty("aws_cloudwatch_event_bus");
  expect(data["aws_cloudwatch_event_bus"]).toHaveProperty("events_event_bus_existing");
});

describe("alerts", () => {
  test("are runs that failed, unless one says which", () => {
    expect(rules(withAlerts().resource)["events_run_alerts_rule"]).toEqual([
      "scalr-run-alerts",
      runExecuted({ results: ["errored"] }),
    ]);
    const eventPattern = runExecuted({ results: ["errored", "discarded"], workspaces: ["network"] });
    expect(rules(withAlerts({ eventPattern }).resource)["events_run_alerts_rule"]).toEqual([
      "scalr-run-alerts",
      eventPattern,
    ]);
  });

  test("share the dead-letter queue, the key and the boundary with the logs", () => {
    const boundary = "arn:aws:iam::123456789012:policy/boundary";
    const props = { kmsKeyArn: KEY, permissionsBoundaryArn: boundary, logRetentionDays: 90 };
    const { resource, data } = withAlerts({}, props);

    expect(statements(data, "events_rule_dlq_policy").map(({ sid }) => sid)).toEqual([
      "DenyInsecureTransport",
      "AllowEventsRunExecutedRule",
      "AllowEventsAuditLogRule",
      "AllowEventsRunAlertsRule",
    ]);
    expect(block(resource, "aws_sns_topic.events_run_alerts_topic")).toMatchObject({ kms_master_key_id: KEY });
    expect(block(resource, "aws_iam_role.events_run_alerts_function_role")).toMatchObject({
      permissions_boundary: boundary,
    });
    expect(block(resource, "aws_cloudwatch_log_group.events_run_alerts_function_log_group")).toMatchObject({
      retention_in_days: 90,
    });
  });

  test("go to a topic and addresses of one's own", () => {
    const topicArn = "arn:aws:sns:eu-central-1:123456789012:on-call";
    const { resource } = withAlerts({ topicArn, emailAddresses: ["a@example.com"], filename: "own.zip" });

    expect(block(resource, "aws_lambda_function.events_run_alerts_function")).toMatchObject({
      filename: "own.zip",
      environment: { variables: { TOPIC_ARN: topicArn } },
    });
    expect(block(resource, "aws_sns_topic_subscription.events_run_alerts_email")).toMatchObject({
      topic_arn: topicArn,
    });
  });
});

describe("a customer managed key", () => {
  const { resource, data } = everything({ kmsKeyArn: KEY });

  test("encrypts queues, logs, topic and function", () => {
    const encrypted = addresses(resource).filter((address) => JSON.stringify(block(resource, address)).includes(KEY));

    expect(encrypted).toEqual(
      expect.arrayContaining([
        ...addresses({ aws_sqs_queue: resource["aws_sqs_queue"] ?? {} }),
        ...addresses({ aws_cloudwatch_log_group: resource["aws_cloudwatch_log_group"] ?? {} }),
        "aws_sns_topic.events_run_alerts_topic",
        "aws_lambda_function.events_run_alerts_function",
      ]),
    );
    expect(JSON.stringify(resource)).not.toContain("sqs_managed_sse_enabled");
  });

  test("must let in the rules and the log groups, of these names alone", () => {
    const granted = Object.fromEntries(
      statements(data, "events_key_policy").map(({ sid, condition }) => [sid, condition?.[0]?.values]),
    );

    expect(granted).toMatchObject({
      AllowRules: [arn("events", `rule/${NAME}/scalr-*`)],
      AllowLogs: [
        arn("logs", "log-group:/aws/events/scalr/run-executed"),
        arn("logs", "log-group:/aws/events/scalr/audit-log"),
        arn("logs", "log-group:/aws/lambda/scalr-run-alerts"),
      ],
    });
  });
});

test("every resource that takes tags has them, those of later destinations too", () => {
  const { resource } = everything({ tags: { team: "platform" } });

  const tagged = addresses(resource).filter((address) => "tags" in block(resource, address));
  expect(tagged.map((address) => block(resource, address)["tags"])).toEqual(tagged.map(() => ({ team: "platform" })));
  expect([...new Set(tagged.map((address) => address.split(".")[0]))]).toEqual(
    expect.arrayContaining([
      "aws_cloudwatch_event_bus",
      "aws_cloudwatch_event_rule",
      "aws_cloudwatch_log_group",
      "aws_iam_role",
      "aws_lambda_function",
      "aws_sns_topic",
      "aws_sqs_queue",
    ]),
  );
  expect(tagged).toContain("aws_sqs_queue.events_to_chat_dlq");
});
