import { type IResolvable, TerraformIterator, type TerraformStack } from "cdktf";
import { FunctionTarget } from "../../../modules/eventing/targets/function-target";
import { HttpsTarget } from "../../../modules/eventing/targets/https-target";
import { LogGroupTarget } from "../../../modules/eventing/targets/log-group-target";
import { QueueTarget } from "../../../modules/eventing/targets/queue-target";
import { StateMachineTarget } from "../../../modules/eventing/targets/state-machine-target";
import { auditLog, runExecuted } from "../../../modules/scalr/event-filters";
import {
  type AlertsProps,
  type DestinationProps,
  ScalrEvents,
  type ScalrEventsProps,
} from "../../../modules/scalr/scalr-events";
import type { When } from "../../../modules/terraform/condition";
import {
  addresses,
  arn,
  type Blocks,
  block,
  letsRuleSend,
  REGION,
  statements,
  synth,
  tlsOnly,
  variable,
} from "../synth";

const NAME = "aws.partner/scalr.com/account-name/integration-name";
const KEY = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const RULE_DLQ = "${aws_sqs_queue.events_rule_dlq.arn}";
const BUS = "${local.events_event_bus_name}";

type Props = Partial<ScalrEventsProps>;

const scalrEvents = (
  props: Props | ((stack: TerraformStack) => Props) = {},
  add: (events: ScalrEvents, stack: TerraformStack) => void = () => {},
) =>
  synth((stack) => {
    const events = new ScalrEvents(stack, "events", {
      eventSourceName: NAME,
      ...(typeof props === "function" ? props(stack) : props),
    });
    add(events, stack);
  });

const withAlerts = (alerts: AlertsProps = {}, props: Props = {}) =>
  scalrEvents(props, (events) => events.addAlerts(alerts));

const QUEUE = "arn:aws:sqs:eu-central-1:123456789012:runs";
const DESTINATION: DestinationProps = { eventPattern: runExecuted(), target: new QueueTarget(QUEUE) };

const withDestinations = (destinations: Record<string, Partial<DestinationProps>>, props: Props = {}) =>
  scalrEvents(props, (events) => {
    for (const [id, destination] of Object.entries(destinations)) {
      events.addDestination(id, { ...DESTINATION, ...destination });
    }
  });

const rules = (resource: Blocks) =>
  Object.fromEntries(
    Object.entries(resource["aws_cloudwatch_event_rule"] ?? {}).map(([id, { name, event_pattern: pattern }]) => [
      id,
      [name, JSON.parse(String(pattern))],
    ]),
  );

describe("with no more than the event source", () => {
  const { resource, data } = scalrEvents();

  test("runs and the audit log are each logged", () => {
    expect(rules(resource)).toEqual({
      events_run_executed_rule: ["scalr-run-executed", runExecuted()],
      events_audit_log_rule: ["scalr-audit-log", auditLog()],
    });
    expect(resource["aws_cloudwatch_log_group"]).toEqual({
      events_run_executed: { name: "/aws/events/scalr/run-executed", retention_in_days: 30 },
      events_audit_log: { name: "/aws/events/scalr/audit-log", retention_in_days: 365 },
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

  test("by one policy, each rule into its own log group", () => {
    expect(resource["aws_cloudwatch_log_resource_policy"]).toEqual({
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
    const group = (id: string) => `\${formatlist("%s:*", [aws_cloudwatch_log_group.events_${id}.arn])}`;
    const rule = (name: string) => [arn("events", `rule/${BUS}/${name}`)];
    expect(allowed).toEqual([
      ["AllowRunExecutedRuleCreateLogStream", group("run_executed"), undefined],
      ["AllowRunExecutedRulePutLogEvents", group("run_executed"), rule("scalr-run-executed")],
      ["AllowAuditLogRuleCreateLogStream", group("audit_log"), undefined],
      ["AllowAuditLogRulePutLogEvents", group("audit_log"), rule("scalr-audit-log")],
    ]);
  });

  test("and what could not be logged is kept, in a queue that these rules alone send to", () => {
    expect(statements(data, "events_rule_dlq_policy")).toEqual([
      tlsOnly("sqs:*", RULE_DLQ),
      letsRuleSend("AllowRunExecutedRule", `${BUS}/scalr-run-executed`, RULE_DLQ),
      letsRuleSend("AllowAuditLogRule", `${BUS}/scalr-audit-log`, RULE_DLQ),
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
    const { resource, data } = withAlerts({}, { kmsKeyArn: KEY, permissionsBoundaryArn: boundary });

    expect(statements(data, "events_rule_dlq_policy").map(({ sid }) => sid)).toEqual([
      "DenyInsecureTransport",
      "AllowRunExecutedRule",
      "AllowAuditLogRule",
      "AllowRunAlertsRule",
    ]);
    expect(block(resource, "aws_sns_topic.events_run_alerts_topic")).toMatchObject({ kms_master_key_id: KEY });
    expect(block(resource, "aws_iam_role.events_run_alerts_function_role")).toMatchObject({
      permissions_boundary: boundary,
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

describe("destinations", () => {
  test("are any number, each with a rule and a dead-letter queue that this rule alone sends to", () => {
    const { resource, data } = withDestinations({
      queue: { eventPattern: runExecuted({ results: ["applied"] }) },
      workflow: { eventPattern: auditLog(), target: new StateMachineTarget("state-machine-arn") },
    });

    expect(rules(resource)).toMatchObject({
      events_to_queue: ["scalr-to-queue", runExecuted({ results: ["applied"] })],
      events_to_workflow: ["scalr-to-workflow", auditLog()],
    });
    for (const [id, sid] of [
      ["queue", "AllowToQueue"],
      ["workflow", "AllowToWorkflow"],
    ] as const) {
      const queue = `\${aws_sqs_queue.events_to_${id}_dlq.arn}`;
      expect(block(resource, `aws_sqs_queue.events_to_${id}_dlq`)).toMatchObject({ name: `scalr-to-${id}-dlq` });
      expect(statements(data, `events_to_${id}_dlq_policy`)).toEqual([
        tlsOnly("sqs:*", queue),
        letsRuleSend(sid, `${BUS}/scalr-to-${id}`, queue),
      ]);
      expect(block(resource, `aws_cloudwatch_event_target.events_to_${id}_target`)).toMatchObject({
        event_bus_name: BUS,
        dead_letter_config: { arn: queue },
        retry_policy: { maximum_retry_attempts: 185, maximum_event_age_in_seconds: 86_400 },
      });
    }
  });

  test("have the name, the retries and the input that one says", () => {
    const { resource } = withDestinations({
      queue: {
        name: "deployments",
        maximumRetryAttempts: 3,
        maximumEventAgeSeconds: 600,
        inputTransformer: { inputPaths: { workspace: "$.detail.event.workspace" }, inputTemplate: '"<workspace>"' },
      },
    });

    expect(rules(resource)["events_to_queue"]?.[0]).toBe("scalr-to-deployments");
    expect(block(resource, "aws_cloudwatch_event_target.events_to_queue_target")).toMatchObject({
      arn: QUEUE,
      retry_policy: { maximum_retry_attempts: 3, maximum_event_age_in_seconds: 600 },
      input_transformer: {
        input_paths: { workspace: "$.detail.event.workspace" },
        input_template: '"<workspace>"',
      },
    });
  });

  test("are there only where a condition holds", () => {
    const { resource } = scalrEvents({}, (events, stack) => {
      events.addDestination("queue", { ...DESTINATION, when: variable(stack, "chosen", "bool").booleanValue });
    });

    for (const address of [
      "aws_cloudwatch_event_rule.events_to_queue",
      "aws_cloudwatch_event_target.events_to_queue_target",
      "aws_sqs_queue.events_to_queue_dlq",
      "aws_sqs_queue_policy.events_to_queue_dlq_access",
    ]) {
      expect(block(resource, address)).toMatchObject({ count: "${var.chosen ? 1 : 0}" });
    }
  });

  test("of log groups are written to by the policy of the logs", () => {
    const { data } = scalrEvents({}, (events) => {
      const destination = events.addDestination("archive", { ...DESTINATION, target: new LogGroupTarget("group-arn") });
      events.logDeliveryPolicy?.allow({
        sid: "Archive",
        logGroupArns: ["group-arn"],
        ruleArns: [destination.rule.arn],
      });
    });

    expect(statements(data, "events_log_delivery_document").at(-1)).toMatchObject({
      sid: "ArchivePutLogEvents",
      condition: [{ values: [arn("events", `rule/${BUS}/scalr-to-archive`)] }],
    });
  });

  test("tell the ARN of the rule that their owner must let in", () => {
    let ruleArn = "";
    const { output } = scalrEvents({ namePrefix: "blue-" }, (events) => {
      ruleArn = events.destinationRuleArn("deployments");
    });

    expect(output).toEqual({});
    expect(ruleArn).toContain(`:rule/${NAME}/blue-scalr-to-deployments`);
  });

  test("with a pattern that only Terraform will know are checked when it plans", () => {
    const { resource } = scalrEvents({}, (events, stack) => {
      events.addDestination("queue", {
        ...DESTINATION,
        eventPattern: variable(stack, "pattern").value as IResolvable,
      });
    });

    expect(block(resource, "aws_cloudwatch_event_rule.events_to_queue")).toMatchObject({
      event_pattern: "${var.pattern}",
      lifecycle: {
        postcondition: [
          {
            condition: "${length(self.event_pattern) <= 2048}",
            error_message:
              "The event pattern of the rule ${self.name} must be at most 2048 characters of JSON, not ${length(self.event_pattern)}.",
          },
        ],
      },
    });
  });

  test("with a longer pattern than EventBridge takes are refused", () => {
    const workspaces = Array.from({ length: 200 }, (_, index) => `workspace-${index}`);

    expect(() => withDestinations({ queue: { eventPattern: runExecuted({ workspaces }) } })).toThrow(
      /^eventPattern must be at most 2048 characters of JSON, not \d+: /,
    );
  });
});

describe("alarms", () => {
  const alarmsOf = (props: Props, when?: (stack: TerraformStack) => When) => {
    const { resource } = scalrEvents(props, (events, stack) => {
      events.addDestination("queue", { ...DESTINATION, when: when?.(stack) });
    });
    return resource["aws_cloudwatch_metric_alarm"] ?? {};
  };

  test("of a destination are there where it is", () => {
    expect(alarmsOf({})["events_alarm_to_queue_dlq_depth"]).toMatchObject({
      alarm_name: "${aws_sqs_queue.events_to_queue_dlq.name}-depth",
    });
    expect(
      alarmsOf({}, (stack) => variable(stack, "chosen", "bool").booleanValue)["events_alarm_to_queue_dlq_depth"],
    ).toMatchObject({ count: "${var.chosen ? 1 : 0}" });
    expect(
      alarmsOf({}, (stack) => TerraformIterator.fromMap(variable(stack, "queues", "map(string)").value as never))[
        "events_alarm_to_queue_dlq_depth"
      ],
    ).toMatchObject({ for_each: "${var.queues}" });
  });

  test("are none where one says so", () => {
    expect(alarmsOf({ alarms: { enabled: false } })).toEqual({});
  });
});

const everything = (props: Props = {}) =>
  scalrEvents(props, (events) => {
    events.addAlerts();
    events.addDestination("queue", DESTINATION);
    events.addDestination("function", { ...DESTINATION, target: new FunctionTarget("function-arn") });
    events.addDestination("chat", {
      ...DESTINATION,
      target: new HttpsTarget({
        url: "https://chat.example.com",
        authorization: { type: "API_KEY", name: "X-Api-Key", value: "key" },
      }),
    });
  });

describe("the names", () => {
  const namesOf = (props: Props) => {
    const { resource } = everything(props);
    return Object.fromEntries(
      addresses(resource)
        // Alarms have tests of their own.
        .filter((address) => !/alarm|dashboard/.test(address))
        .flatMap((address) => {
          const { name, function_name: functionName, policy_name: policyName } = block(resource, address);
          const given = name ?? policyName ?? functionName;
          return typeof given !== "string" || given.startsWith("${aws_") || given === "function-arn"
            ? []
            : [[address.replace(".events_", "."), given]];
        }),
    ) as Record<string, string>;
  };

  const NAMES = {
    "aws_cloudwatch_event_api_destination.to_chat_api_destination": "scalr-to-chat",
    "aws_cloudwatch_event_bus.event_bus": NAME,
    "aws_cloudwatch_event_connection.to_chat_connection": "scalr-to-chat",
    "aws_cloudwatch_event_rule.audit_log_rule": "scalr-audit-log",
    "aws_cloudwatch_event_rule.run_alerts_rule": "scalr-run-alerts",
    "aws_cloudwatch_event_rule.run_executed_rule": "scalr-run-executed",
    "aws_cloudwatch_event_rule.to_chat": "scalr-to-chat",
    "aws_cloudwatch_event_rule.to_function": "scalr-to-function",
    "aws_cloudwatch_event_rule.to_queue": "scalr-to-queue",
    "aws_cloudwatch_log_group.audit_log": "/aws/events/scalr/audit-log",
    "aws_cloudwatch_log_group.run_alerts_function_log_group": "/aws/lambda/scalr-run-alerts",
    "aws_cloudwatch_log_group.run_executed": "/aws/events/scalr/run-executed",
    "aws_cloudwatch_log_resource_policy.log_delivery": "scalr-events",
    "aws_cloudwatch_query_definition.audit_log_query_changes_by_workspace": "scalr-audit-log/changes by workspace",
    "aws_cloudwatch_query_definition.audit_log_query_failed_actions": "scalr-audit-log/failed actions",
    "aws_cloudwatch_query_definition.audit_log_query_who_did_what": "scalr-audit-log/who did what",
    "aws_cloudwatch_query_definition.run_executed_query_durations_of_runs": "scalr-run-executed/durations of runs",
    "aws_cloudwatch_query_definition.run_executed_query_failed_runs_by_workspace":
      "scalr-run-executed/failed runs by workspace",
    "aws_iam_role.run_alerts_function_role": `scalr-run-alerts-${REGION}`,
    "aws_iam_role.to_chat_role": `scalr-to-chat-${REGION}`,
    "aws_iam_role_policy.run_alerts_function_role_policy": "run-alerts",
    "aws_iam_role_policy.to_chat_role_policy": "deliver",
    "aws_lambda_function.run_alerts_function": "scalr-run-alerts",
    "aws_sns_topic.run_alerts_topic": "scalr-run-alerts",
    "aws_sqs_queue.rule_dlq": "scalr-rule-dlq",
    "aws_sqs_queue.to_chat_dlq": "scalr-to-chat-dlq",
    "aws_sqs_queue.to_function_dlq": "scalr-to-function-dlq",
    "aws_sqs_queue.to_queue_dlq": "scalr-to-queue-dlq",
  };

  test("say what they are for", () => {
    expect(namesOf({})).toEqual(NAMES);
  });

  test("begin with the prefix, but that of the bus and those within a role", () => {
    const prefixed = Object.entries(NAMES).map(([address, name]) => [
      address,
      /^aws_(cloudwatch_event_bus|iam_role_policy)\./.test(address) ? name : name.replace("scalr", "blue-scalr"),
    ]);

    expect(namesOf({ namePrefix: "blue-" })).toEqual(Object.fromEntries(prefixed));
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

test.each<[Props, string]>([
  [
    { eventSourceName: "scalr" },
    'eventSourceName must be a partner event source of Scalr, aws.partner/scalr.com/<account>/<integration>, not "scalr".',
  ],
  [
    { namePrefix: "Blue" },
    'namePrefix must be empty or up to 16 lower-case letters, digits and hyphens that begin with a letter or digit, not "Blue".',
  ],
  [
    { kmsKeyArn: "alias/relay" },
    'kmsKeyArn must be the ARN of a KMS key, arn:aws:kms:<region>:<account>:key/<id>, not "alias/relay".',
  ],
  [
    { permissionsBoundaryArn: "boundary" },
    'permissionsBoundaryArn must be the ARN of an IAM policy, arn:aws:iam::<account>:policy/<name>, not "boundary".',
  ],
])("refuses %j", (props, message) => {
  expect(() => scalrEvents(props)).toThrow(new Error(message));
});
