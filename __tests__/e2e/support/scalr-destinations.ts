import type { Receivers } from "./scalr-receivers";

/** `destination_secrets` of {@link destinationsTo}. */
export const SECRETS = { "api-key": "key-1", basic: "word-1", oauth: "secret-1" };

/** `destinations` of terraform-aws-scalr-events with every kind of destination, and each attribute of the filters. */
export function destinationsTo({ arns, server }: Pick<Receivers, "arns" | "server">) {
  return {
    queue: {
      run_executed: { results: ["applied"], dry_run: false, destroy: false },
      sqs: { queue_arn: arns.queue },
    },
    ordered: {
      run_executed: { environments: ["environment-*"] },
      sqs: { queue_arn: arns.fifoQueue, message_group_id: "runs" },
    },
    topic: {
      audit_log: { actions: ["delete-*"] },
      sns: { topic_arn: arns.topic },
      input_transformer: {
        input_paths: { who: "$.detail.actor.email", what: "$.detail.request.action" },
        input_template: '"<who> did <what>"',
      },
    },
    function: { run_executed: { dry_run: true }, lambda: { function_arn: arns.function } },
    workflow: { run_executed: { destroy: true }, step_functions: { state_machine_arn: arns.stateMachine } },
    bus: { audit_log: { environments: ["environment-name"] }, event_bus: { event_bus_arn: arns.eventBus } },
    archive: {
      audit_log: { actor_emails: ["*@example.com"] },
      cloudwatch_logs: { log_group_arn: arns.logGroup },
    },
    stream: {
      run_executed: { workspaces: ["workspace-name"], results: ["errored"] },
      kinesis: { stream_arn: arns.stream, partition_key_path: "$.detail.event.environment" },
    },
    delivery: {
      run_executed: { sources: ["ui"], tags: ["scalr-workspace:ws-1234567890"], destroy: true },
      firehose: { delivery_stream_arn: arns.deliveryStream },
    },
    "api-key": {
      run_executed: { results: ["errored"] },
      https: {
        url: `${server.httpsUrl}/api-key`,
        authorization: "API_KEY",
        api_key_name: "X-Api-Key",
        headers: { "X-Team": "platform", "X-Env": "test" },
      },
    },
    basic: {
      audit_log: { results: ["FAILURE"] },
      https: { url: `${server.httpsUrl}/basic`, method: "PUT", authorization: "BASIC", username: "relay" },
    },
    oauth: {
      audit_log: { target_types: ["workspaces"] },
      https: {
        url: `${server.httpsUrl}/oauth`,
        authorization: "OAUTH_CLIENT_CREDENTIALS",
        authorization_endpoint: `${server.httpsUrl}/token`,
        client_id: "relay",
        oauth_body: { grant_type: "client_credentials", scope: "events" },
      },
      input_transformer: {
        input_paths: { what: "$.detail.request.action" },
        input_template: '{"action": <what>}',
      },
    },
  };
}
