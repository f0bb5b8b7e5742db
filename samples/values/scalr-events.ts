import { FLOW_MODULE_VALUES, FLOW_VALUES } from "./flow";
import type { ValuesOfInputs } from "./values";

const arn = (resource: string, partition = "aws", region = "eu-central-1") => {
  const [service, ...name] = resource.split(":");
  return `arn:${partition}:${service}:${region}:123456789012:${name.join(":")}`;
};

const TOPIC_ARN = arn("sns:alerts");
const QUEUE = { queue_arn: arn("sqs:runs") };
const FIFO_QUEUE_ARN = arn("sqs:runs.fifo");
const otherAccount = (service: string) => `arn:aws:${service}:eu-central-1:210987654321:runs`;
const HTTPS = { url: "https://example.com", authorization: "API_KEY" };
const OAUTH = {
  url: "https://example.com",
  authorization: "OAUTH_CLIENT_CREDENTIALS",
  client_id: "scalr",
  authorization_endpoint: "https://example.com/token",
};

/** A map of one destination. */
const to = (destination: object, name = "a") => ({ [name]: { run_executed: {}, ...destination } });
const toQueue = (properties: object) => to({ sqs: QUEUE, ...properties });
const toLogGroup = (input_template: string, name?: string) =>
  to(
    {
      cloudwatch_logs: { log_group_arn: arn("logs:log-group:/aws/events/runs") },
      input_transformer: { input_paths: { time: "$.time", message: "$.id" }, input_template },
    },
    name,
  );
const toEndpoint = (properties: object) => to({ https: { ...HTTPS, ...properties } });

/** Of the settings of Scalr's events. */
export const SCALR_EVENTS_VALUES = {
  eventSourceName: {
    right: [
      "aws.partner/scalr.com/account-name/integration-name",
      "aws.partner/scalr.com/a/b",
      "aws.partner/scalr.com/a.b-c_1/D",
      "aws.partner/scalr.com/account/region/integration",
      `aws.partner/scalr.com/${"a".repeat(234)}`,
    ],
    wrong: [
      "",
      "aws.partner/example.com/account-name/integration-name",
      "aws.partner/scalrXcom/account-name/integration-name",
      "aws.partner/scalr.com",
      "aws.partner/scalr.com/account-name/",
      "aws.partner/scalr.com//integration-name",
      `aws.partner/scalr.com/${"a".repeat(235)}`,
      "aws.partner/scalr.com/account name/integration-name",
      "aws.partner/scalr.com/your-account/your-integration",
      "x aws.partner/scalr.com/account-name/integration-name",
      "arn:aws:events:eu-central-1::event-source/aws.partner/scalr.com/account-name/integration-name",
    ],
  },
  runLogRetentionDays: FLOW_VALUES.logRetentionDays,
  auditLogRetentionDays: FLOW_VALUES.logRetentionDays,
  runtime: { right: ["nodejs22.x"], wrong: ["python3.12", "nodejs20.x", "nodejs22", "Nodejs22.x", ""] },
  ...FLOW_VALUES,
} satisfies ValuesOfInputs;

/** Of the variables that their module has beside their settings. */
export const SCALR_EVENTS_MODULE_VALUES = {
  runExecutedFilter: {
    right: [{ workspaces: ["*", "a*b*c"] }],
    wrong: [{ results: ["applied"], workspaces: ["network", "app-**"] }, { results: [null] }, { tags: [""] }],
  },
  auditLogFilter: {
    right: [{ actor_emails: ["*@example.com"] }],
    wrong: [{ actor_emails: ["**@example.com"] }, { actions: [null] }, { actions: ["create-*", ""] }],
  },
  alerts: {
    right: [
      null,
      { results: ["*"], create_topic: true, email_addresses: ["a@b"] },
      {
        results: ["errored", "a result that nobody has heard of"],
        topic_arn: arn("sns:Alerts_1-x", "aws-us-gov", "us-gov-west-1"),
        create_topic: false,
        email_addresses: ["first.last+scalr@sub.example.com"],
      },
    ],
    wrong: [
      { results: [] },
      { topic_arn: "alerts" },
      { topic_arn: arn("sqs:alerts") },
      { topic_arn: arn("sns:alerts.fifo") },
      { email_addresses: ["platform"] },
      { email_addresses: ["a@example.com, b@example.com"] },
      { create_topic: false },
      { create_topic: true, topic_arn: TOPIC_ARN },
      { environments: ["**"] },
      { results: [null] },
      { results: [""] },
      { workspaces: ["network", null] },
    ],
  },
  destinations: {
    right: [
      {},
      to({
        https: { url: "https://a", authorization: "BASIC", username: "a", rate_limit_per_second: 1 },
        maximum_retry_attempts: 0,
        maximum_event_age_seconds: 60,
      }),
      {
        "abcdefghij-ABCDE_123": {
          audit_log: {},
          https: { ...OAUTH, url: "https://example.com:8443/a?b=c#d", method: "PATCH", rate_limit_per_second: 300 },
          maximum_retry_attempts: 185,
          maximum_event_age_seconds: 86_400,
        },
        fifo: { audit_log: {}, sqs: { queue_arn: FIFO_QUEUE_ARN, message_group_id: "g".repeat(128) } },
        abroad: { audit_log: {}, cross_account: { target_arn: otherAccount("sqs") } },
        topic: { audit_log: {}, cross_account: { target_arn: otherAccount("sns") } },
        line: {
          audit_log: {},
          cross_account: { target_arn: `${otherAccount("sqs")}.fifo`, message_group_id: "g" },
        },
        ...toLogGroup('{"timestamp": <time>, "message": "Run <time> \\"ended\\""}', "log"),
        ...toLogGroup('  { "message" : <time>, "timestamp": "<time>" }', "reversed"),
        fair: {
          audit_log: {},
          sqs: { ...QUEUE, message_group_id: "g" },
          input_transformer: {
            input_paths: { run: "$.detail.event.run" },
            input_template: '"<run> of <aws.events.rule-name>"',
          },
        },
      },
    ],
    wrong: [
      // Other accounts.
      to({ cross_account: { target_arn: "runs" } }),
      to({ cross_account: { target_arn: arn("states:stateMachine:runs") } }),
      to({ cross_account: { target_arn: FIFO_QUEUE_ARN } }),
      // Templates for log groups.
      toLogGroup("<message>"),
      toLogGroup('{"message": "A run has ended"}'),
      toLogGroup('{"time": <time>, "message": "A run has ended"}'),
      toLogGroup('{"timestamp": <time>, "message": {"run": "ended"}}'),
      toLogGroup('{"timestamp": <time>, "message": "A run has ended", "level": "info"}'),
      // Names.
      to({ sqs: QUEUE }, ""),
      to({ sqs: QUEUE }, "a b"),
      to({ sqs: QUEUE }, "abcdefghijklmnopqrstu"),
      // Filters.
      toQueue({ run_executed: null }),
      toQueue({ audit_log: {} }),
      toQueue({ run_executed: { tags: ["a**b"] } }),
      toQueue({ run_executed: null, audit_log: { actions: ["delete-***"] } }),
      toQueue({ run_executed: { results: [null] } }),
      toQueue({ run_executed: null, audit_log: { results: [""] } }),
      // Targets.
      { a: null },
      to({}),
      toQueue({ sns: { topic_arn: TOPIC_ARN } }),
      { right: { run_executed: {}, sqs: QUEUE }, wrong: { sqs: QUEUE } },
      // Retries.
      toQueue({ maximum_retry_attempts: -1 }),
      toQueue({ maximum_retry_attempts: 186 }),
      toQueue({ maximum_retry_attempts: 1.5 }),
      toQueue({ maximum_event_age_seconds: 59 }),
      toQueue({ maximum_event_age_seconds: 86_401 }),
      toQueue({ maximum_event_age_seconds: 60.5 }),
      // Input transformers.
      toQueue({ input_transformer: { input_template: "" } }),
      toQueue({ input_transformer: { input_template: "t".repeat(8193) } }),
      toQueue({
        input_transformer: { input_paths: { run: "$.detail.event.run" }, input_template: '"<run> <workspace>"' },
      }),
      toQueue({ input_transformer: { input_paths: { run: "$.detail" }, input_template: '"<detail.event.run>"' } }),
      toQueue({ input_transformer: { input_paths: { run: "detail" }, input_template: '"<run>"' } }),
      toQueue({ input_transformer: { input_paths: { run: null }, input_template: '"<run>"' } }),
      toQueue({ input_transformer: { input_paths: { "a run": "$.detail" }, input_template: '"run"' } }),
      toQueue({ input_transformer: { input_paths: { AWSrun: "$.detail" }, input_template: '"<AWSrun>"' } }),
      toQueue({ input_transformer: { input_template: null } }),
      // FIFO queues and their message groups.
      to({ sqs: { queue_arn: FIFO_QUEUE_ARN } }),
      to({ sqs: { queue_arn: FIFO_QUEUE_ARN, message_group_id: "" } }),
      to({ sqs: { queue_arn: FIFO_QUEUE_ARN, message_group_id: "g".repeat(129) } }),
      // ARNs.
      to({ sqs: { queue_arn: "https://sqs.eu-central-1.amazonaws.com/123456789012/runs" } }),
      to({ sns: { topic_arn: arn("sns:runs.fifo") } }),
      to({ lambda: { function_arn: arn("lambda:function:runs:live") } }),
      to({ step_functions: { state_machine_arn: "machine" } }),
      to({ event_bus: { event_bus_arn: "default" } }),
      to({ cloudwatch_logs: { log_group_arn: arn("logs:log-group:/aws/events/runs:*") } }),
      to({ kinesis: { stream_arn: null } }),
      to({ kinesis: { stream_arn: "stream" } }),
      to({ kinesis: { stream_arn: arn("kinesis:stream/runs"), partition_key_path: "id" } }),
      to({ firehose: { delivery_stream_arn: "stream" } }),
      // Endpoints.
      toEndpoint({ url: "http://example.com" }),
      toEndpoint({ url: "example.com" }),
      toEndpoint({ url: "https://example.com/a b" }),
      toEndpoint({ method: "post" }),
      toEndpoint({ authorization: null }),
      toEndpoint({ authorization: "NONE" }),
      toEndpoint({ api_key_name: "" }),
      toEndpoint({ authorization: "BASIC" }),
      toEndpoint({ ...OAUTH, client_id: "" }),
      toEndpoint({ ...OAUTH, authorization_endpoint: "" }),
      toEndpoint({ ...OAUTH, authorization_endpoint: "http://example.com/token" }),
      toEndpoint({ headers: { "X-Source": null } }),
      toEndpoint({ ...OAUTH, oauth_body: { scope: null } }),
      toEndpoint({ rate_limit_per_second: 0 }),
      toEndpoint({ rate_limit_per_second: 301 }),
      toEndpoint({ rate_limit_per_second: 1.5 }),
    ],
  },
  // One for each of `destinations`.
  destinationSecrets: {
    right: [{}, { a: "secret" }, { "abcdefghij-ABCDE_123": "secret" }],
    wrong: [{ a: "" }, { a: null }],
  },
  ...FLOW_MODULE_VALUES,
} satisfies ValuesOfInputs;

/** Of the settings of a connection. */
export const CONNECTION_VALUES = {
  name: { right: ["a", "production", "my connection"], wrong: ["", " ", " a", "a "] },
  awsAccountId: {
    right: ["123456789012", "000000000000"],
    wrong: ["", "12345678901", "1234567890123", "a23456789012", "1234-5678-9012"],
  },
  region: {
    right: ["eu-central-1", "us-gov-west-1", "cn-north-1", "ap-southeast-2"],
    wrong: ["", "eu-central", "eu-central-1a", "EU-CENTRAL-1", "frankfurt", "e-central-1"],
  },
} satisfies ValuesOfInputs;
