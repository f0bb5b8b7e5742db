import { addresses, block, REGION } from "../synth";
import { everything, FUNCTION, NAME, type Props } from "./events";

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
          return typeof given !== "string" || given.startsWith("${aws_") || given === FUNCTION
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
