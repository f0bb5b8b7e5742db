import { type IResolvable, TerraformIterator, type TerraformStack } from "cdktf";
import { LogGroupTarget } from "../../../modules/eventing/targets/log-group-target";
import { StateMachineTarget } from "../../../modules/eventing/targets/state-machine-target";
import type { DestinationProps } from "../../../modules/scalr/destination";
import { auditLog, runExecuted } from "../../../modules/scalr/event-filters";
import type { When } from "../../../modules/terraform/condition";
import { block, letsRuleSend, statements, tlsOnly, variable } from "../synth";
import { BUS, DESTINATION, NAME, type Props, QUEUE, rules, scalrEvents } from "./events";

const LOG_GROUP = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/events/archive";

const withDestinations = (destinations: Record<string, Partial<DestinationProps>>) =>
  scalrEvents({}, (events) => {
    for (const [id, destination] of Object.entries(destinations)) {
      events.addDestination(id, { ...DESTINATION, ...destination });
    }
  });

describe("destinations", () => {
  test("are any number, each with a rule and a dead-letter queue that this rule alone sends to", () => {
    const { resource, data } = withDestinations({
      queue: { eventPattern: runExecuted({ results: ["applied"] }) },
      workflow: {
        eventPattern: auditLog(),
        target: new StateMachineTarget("arn:aws:states:eu-central-1:123456789012:stateMachine:runs"),
      },
    });

    expect(rules(resource)).toMatchObject({
      events_to_queue: ["scalr-to-queue", runExecuted({ results: ["applied"] })],
      events_to_workflow: ["scalr-to-workflow", auditLog()],
    });
    for (const [id, sid] of [
      ["queue", "AllowEventsToQueue"],
      ["workflow", "AllowEventsToWorkflow"],
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
      const target = new LogGroupTarget(LOG_GROUP, events.logDeliveryPolicy);
      events.addDestination("archive", { ...DESTINATION, target });
    });

    expect(statements(data, "events_log_delivery_document").map(({ resources }) => resources?.at(-1))).toEqual([
      `${LOG_GROUP}:*`,
      `${LOG_GROUP}:*`,
    ]);
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
        precondition: [
          {
            condition: "${(length(var.pattern) <= 2048)}",
            error_message:
              "The event pattern of the rule scalr-to-queue must be at most 2048 characters of JSON, not ${length(var.pattern)}.",
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

test.each<[id: string, name: string | undefined, property: string]>([
  ["a.b", undefined, "id"],
  ["queue", "a destination", "name"],
  ["queue", "n".repeat(21), "name"],
])("a destination with the id %s and the name %s is refused", (id, name, property) => {
  expect(() => withDestinations({ [id]: { name } })).toThrow(
    new Error(
      `${property} must be 1 to 20 letters, digits, hyphens and underscores, not ${JSON.stringify(name ?? id)}.`,
    ),
  );
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
