import type { TerraformStack } from "cdktf";
import { FifoQueue } from "../../../modules/eventing/fifo-queue";
import { AccessTokenSource } from "../../../modules/mechcloud/access-token";
import { Forwarder, type ForwarderProps } from "../../../modules/mechcloud/forwarder";
import { ACCOUNT, arn, block, PARTITION, REGION, statements, synth, variable } from "../synth";
import { KEY } from "./sync";

type Props = Partial<ForwarderProps>;

const forwarder = (props: Props | ((stack: TerraformStack) => Props) = {}) =>
  synth((stack) => {
    new Forwarder(stack, "forwarder", {
      name: "push-mgmt-events-to-mechcloud",
      cloudAccountId: "acc-1",
      queue: new FifoQueue(stack, "queue", { name: "events", consumerTimeoutSeconds: 30 }),
      accessToken: AccessTokenSource.fromSecret("secret-arn"),
      ...(typeof props === "function" ? props(stack) : props),
    });
  });

const functionOf = (props: Props = {}) => block(forwarder(props).resource, "aws_lambda_function.forwarder");

const WAKE_UP_ROLE = `arn:${PARTITION}:iam::${ACCOUNT}:role/push-mgmt-events-to-mechcloud-run-${REGION}`;

const SETTINGS = {
  TEAM_ID: "d65e32d2-e18f-49a7-8cbf-e19205772ea0",
  CLOUD_ACCOUNT_ID: "acc-1",
  CLOUD_ACCOUNTS: "{}",
  MECHCLOUD_ENDPOINT_URL: "https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events",
  PAYLOAD: "full",
  ON_FAILURE: "pause",
  QUEUE_URL: "${aws_sqs_queue.queue.url}",
  DEAD_LETTER_QUEUE_URL: "${aws_sqs_queue.queue_dlq.url}",
  EVENT_SOURCE_MAPPING_PARAMETER: "/event-relay/push-mgmt-events-to-mechcloud/event-source-mapping",
  SCHEDULE_GROUP: "push-mgmt-events-to-mechcloud",
  SCHEDULE_ROLE_ARN: WAKE_UP_ROLE,
};
const ENVIRONMENT = { ...SETTINGS, ACCESS_TOKEN_SECRET_ARN: "secret-arn" };

test("is the packaged function, for the default team at the documented endpoint", () => {
  expect(functionOf()).toMatchObject({
    function_name: "push-mgmt-events-to-mechcloud",
    description: "Posts management events to MechCloud, in order",
    filename: expect.stringMatching(/^assets\/.+\/push-mgmt-events-to-mechcloud\.zip$/) as string,
    handler: "index.handler",
    runtime: "nodejs22.x",
    architectures: ["arm64"],
    memory_size: 512,
    timeout: 30,
    environment: { variables: ENVIRONMENT },
  });
});

test("has the time-out that its queue's visibility time-out is a multiple of", () => {
  const { resource } = forwarder((stack) => ({
    queue: new FifoQueue(stack, "slow", { name: "slow", consumerTimeoutSeconds: 60 }),
  }));

  expect(block(resource, "aws_lambda_function.forwarder")).toMatchObject({ timeout: 60 });
  expect(block(resource, "aws_sqs_queue.slow")).toMatchObject({ visibility_timeout_seconds: 360 });
});

test("refuses a queue for a function with less time than two requests take", () => {
  expect(() =>
    forwarder((stack) => ({ queue: new FifoQueue(stack, "hasty", { name: "hasty", consumerTimeoutSeconds: 9 }) })),
  ).toThrow(new Error("queue.consumerTimeoutSeconds must be a whole number of seconds from 10 to 900, not 9."));
});

test("has every setting", () => {
  expect(
    functionOf({
      teamId: "0f2b6a52-3b7e-4c2d-9d53-7b8f3e0a1c11",
      endpointUrl: "http://127.0.0.1:8080",
      payload: "minimal",
      onFailure: "dead-letter",
      functionMemorySize: 512,
      runtime: "python3.12",
      forwarderPackage: { filename: "own.zip", handler: "own.handler" },
    }),
  ).toMatchObject({
    filename: "own.zip",
    handler: "own.handler",
    runtime: "python3.12",
    memory_size: 512,
    environment: {
      variables: {
        ...ENVIRONMENT,
        TEAM_ID: "0f2b6a52-3b7e-4c2d-9d53-7b8f3e0a1c11",
        MECHCLOUD_ENDPOINT_URL: "http://127.0.0.1:8080",
        PAYLOAD: "minimal",
        ON_FAILURE: "dead-letter",
      },
    },
  });
});

test("has a Node.js runtime unless the package is one's own", () => {
  const options = { runtime: "nodejs24.x", architecture: "x86_64" } as const;
  expect(functionOf(options)).toMatchObject({ runtime: "nodejs24.x", architectures: ["x86_64"] });

  for (const runtime of ["python3.12", "nodejs20.x"])
    for (const forwarderPackage of [undefined, { handler: "index.main" }])
      expect(() => functionOf({ runtime, forwarderPackage })).toThrow(
        new Error(`runtime must be a Node.js runtime from nodejs22.x on, such as nodejs24.x, not "${runtime}".`),
      );
});

test("has its queue and its dead-letter queue in its environment", () => {
  const { resource } = forwarder((stack) => ({
    queue: new FifoQueue(stack, "other", { name: "others", consumerTimeoutSeconds: 30, maxReceiveCount: 3 }),
  }));

  expect(block(resource, "aws_lambda_function.forwarder")).toMatchObject({
    environment: {
      variables: {
        QUEUE_URL: "${aws_sqs_queue.other.url}",
        DEAD_LETTER_QUEUE_URL: "${aws_sqs_queue.other_dlq.url}",
      },
    },
  });
});

test("is invoked by the queue, whoever disables that, reports undelivered events, and is created after its role may read the queue", () => {
  expect(block(forwarder().resource, "aws_lambda_event_source_mapping.forwarder_event_source_mapping")).toEqual({
    event_source_arn: "${aws_sqs_queue.queue.arn}",
    function_name: "${aws_lambda_function.forwarder.arn}",
    batch_size: 10,
    enabled: true,
    lifecycle: { ignore_changes: ["enabled"] },
    function_response_types: ["ReportBatchItemFailures"],
    depends_on: ["aws_iam_role_policy.forwarder_role_policy"],
  });
});

test("may have smaller batches", () => {
  const { resource } = forwarder({ batchSize: 1 });

  expect(block(resource, "aws_lambda_event_source_mapping.forwarder_event_source_mapping")).toMatchObject({
    batch_size: 1,
  });
});

const FIND_MAPPING = {
  sid: "FindEventSourceMapping",
  actions: ["ssm:GetParameter"],
  resources: [arn("ssm", "parameter/event-relay/push-mgmt-events-to-mechcloud/event-source-mapping")],
};

test("may only write its log, consume its queue, set events aside, find its mapping, create its schedules and read its token", () => {
  const { resource, data } = forwarder();

  expect(block(resource, "aws_iam_role_policy.forwarder_role_policy")).toMatchObject({ name: "forwarder" });
  expect(statements(data, "forwarder_permissions")).toEqual([
    {
      sid: "WriteLog",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: ["${aws_cloudwatch_log_group.forwarder_log_group.arn}:*"],
    },
    {
      sid: "ConsumeQueue",
      actions: [
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ChangeMessageVisibility",
        "sqs:SendMessage",
      ],
      resources: ["${aws_sqs_queue.queue.arn}"],
    },
    { sid: "SetAside", actions: ["sqs:SendMessage"], resources: ["${aws_sqs_queue.queue_dlq.arn}"] },
    FIND_MAPPING,
    {
      sid: "ScheduleWakeUp",
      actions: ["scheduler:CreateSchedule"],
      resources: [arn("scheduler", "schedule/push-mgmt-events-to-mechcloud/*")],
    },
    {
      sid: "PassScheduleRole",
      actions: ["iam:PassRole"],
      resources: [WAKE_UP_ROLE],
      condition: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["scheduler.amazonaws.com"] }],
    },
    { sid: "ReadAccessToken", actions: ["secretsmanager:GetSecretValue"], resources: ["secret-arn"] },
  ]);
});

test("reads its token from the given source", () => {
  const { resource, data } = forwarder((stack) => ({ accessToken: AccessTokenSource.fromParameter(stack, "/token") }));

  expect(block(resource, "aws_lambda_function.forwarder")).toMatchObject({
    environment: { variables: { ...SETTINGS, ACCESS_TOKEN_PARAMETER_NAME: "/token" } },
  });
  expect(statements(data, "forwarder_permissions")).toContainEqual({
    sid: "ReadAccessToken",
    actions: ["ssm:GetParameter"],
    resources: [arn("ssm", "parameter/token")],
  });
});

describe("a pause", () => {
  const UUID = "${aws_lambda_event_source_mapping.forwarder_event_source_mapping.uuid}";
  const pausing = (named: object) => Object.keys(named).filter((name) => name.startsWith("forwarder_pause"));

  test("is allowed for its own event source mapping only", () => {
    const { resource, data } = forwarder();

    expect(block(resource, "aws_iam_role_policy.forwarder_pause_policy")).toEqual({
      name: "pause",
      role: "${aws_iam_role.forwarder_role.id}",
      policy: "${data.aws_iam_policy_document.forwarder_pause.json}",
    });
    expect(statements(data, "forwarder_pause")).toEqual([
      {
        sid: "Pause",
        actions: ["lambda:GetEventSourceMapping", "lambda:UpdateEventSourceMapping"],
        resources: [arn("lambda", `event-source-mapping:${UUID}`)],
        condition: [
          {
            test: "ArnEqualsIfExists",
            variable: "lambda:FunctionArn",
            values: ["${aws_lambda_function.forwarder.arn}"],
          },
        ],
      },
    ]);
  });

  test("finds the mapping by a parameter", () => {
    const { resource } = forwarder();

    expect(resource["aws_ssm_parameter"]).toEqual({
      forwarder_event_source_mapping_parameter: {
        name: "/event-relay/push-mgmt-events-to-mechcloud/event-source-mapping",
        description: "UUID of the event source mapping that the function disables to pause",
        type: "String",
        value: UUID,
      },
    });
  });

  test("is ended by schedules in a group of its own, in a role that may invoke the function only", () => {
    const { resource, data } = forwarder({ permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary" });
    const name = "push-mgmt-events-to-mechcloud";

    expect(block(resource, "aws_scheduler_schedule_group.forwarder_wake_up_schedules")).toEqual({ name });
    expect(block(resource, "aws_iam_role.forwarder_wake_up_role")).toEqual({
      name: WAKE_UP_ROLE.split("role/")[1],
      assume_role_policy: "${data.aws_iam_policy_document.forwarder_wake_up_trust.json}",
      permissions_boundary: "arn:aws:iam::123456789012:policy/boundary",
    });
    expect(statements(data, "forwarder_wake_up_trust")).toEqual([
      {
        sid: "AssumeByScheduler",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["scheduler.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: [ACCOUNT] },
          { test: "ArnEquals", variable: "aws:SourceArn", values: [arn("scheduler", `schedule-group/${name}`)] },
        ],
      },
    ]);
    expect(block(resource, "aws_iam_role_policy.forwarder_wake_up_role_policy")).toMatchObject({
      role: "${aws_iam_role.forwarder_wake_up_role.id}",
      policy: "${data.aws_iam_policy_document.forwarder_wake_up_permissions.json}",
    });
    expect(statements(data, "forwarder_wake_up_permissions")).toEqual([
      { sid: "WakeUp", actions: ["lambda:InvokeFunction"], resources: [arn("lambda", `function:${name}`)] },
    ]);
  });

  test("is not allowed if events move to the dead-letter queue instead", () => {
    const { resource, data } = forwarder({ onFailure: "dead-letter" });

    expect(resource).not.toHaveProperty("aws_ssm_parameter");
    expect(resource).not.toHaveProperty("aws_scheduler_schedule_group");
    expect(Object.keys(resource["aws_iam_role"] ?? {})).toEqual(["forwarder_role"]);
    expect(pausing(resource["aws_iam_role_policy"] ?? {})).toEqual([]);
    expect(pausing(data["aws_iam_policy_document"] ?? {})).toEqual([]);
    expect(statements(data, "forwarder_permissions").map(({ sid }) => sid)).toEqual([
      "WriteLog",
      "ConsumeQueue",
      "SetAside",
      "ReadAccessToken",
    ]);
  });

  test("under a condition is allowed under it", () => {
    const { resource, data } = forwarder((stack) => ({
      onFailure: variable(stack, "on_failure").stringValue as "pause",
    }));

    const count = '${(var.on_failure == "pause") ? 1 : 0}';
    expect(block(resource, "aws_ssm_parameter.forwarder_event_source_mapping_parameter")).toMatchObject({ count });
    expect(block(resource, "aws_scheduler_schedule_group.forwarder_wake_up_schedules")).toMatchObject({ count });
    expect(block(resource, "aws_iam_role.forwarder_wake_up_role")).toMatchObject({ count });
    expect(block(resource, "aws_iam_role_policy.forwarder_wake_up_role_policy")).toMatchObject({ count });
    expect(block(data, "aws_iam_policy_document.forwarder_pause")).toMatchObject({ count });
    expect(block(resource, "aws_iam_role_policy.forwarder_pause_policy")).toMatchObject({
      count,
      policy: "${one(data.aws_iam_policy_document.forwarder_pause[*].json)}",
    });
    expect(statements(data, "forwarder_permissions")).toContainEqual({
      ...FIND_MAPPING,
      for_each: '${(var.on_failure == "pause") ? [true] : []}',
    });
  });
});

test("is traced if tracing is on", () => {
  expect(functionOf()).toMatchObject({ tracing_config: { mode: "PassThrough" } });
  expect(functionOf({ tracing: true })).toMatchObject({ tracing_config: { mode: "Active" } });
});

test.each<[number, number, Props]>([
  [46, 45, {}],
  [50, 49, { onFailure: "dead-letter" }],
])("refuses a name of %i characters, which leaves no room for the roles'", (length, longest, props) => {
  const name = "a".repeat(length);

  expect(() => forwarder({ ...props, name })).toThrow(
    new Error(`name must be 1 to ${longest} letters, digits, hyphens and underscores, not "${name}".`),
  );
  expect(() => forwarder({ ...props, name: name.slice(0, longest) })).not.toThrow();
});

test("may use the customer managed key that encrypts its queues", () => {
  const { data } = forwarder({ kmsKeyArn: KEY });

  expect(statements(data, "forwarder_permissions")).toEqual(
    expect.arrayContaining([
      { sid: "Decrypt", actions: ["kms:Decrypt"], resources: [KEY] },
      { sid: "Encrypt", actions: ["kms:GenerateDataKey"], resources: [KEY] },
    ]),
  );
});

test("accepts expressions", () => {
  const { resource } = forwarder((stack) => ({
    cloudAccountId: variable(stack, "cloud_account_id").stringValue,
    teamId: variable(stack, "team_id").stringValue,
    endpointUrl: variable(stack, "endpoint_url").stringValue,
    payload: variable(stack, "payload").stringValue as "full",
    onFailure: variable(stack, "on_failure").stringValue as "pause",
    queue: new FifoQueue(stack, "counted", {
      name: "counted",
      consumerTimeoutSeconds: variable(stack, "function_timeout", "number").numberValue,
      maxReceiveCount: variable(stack, "max_receive_count", "number").numberValue,
    }),
    batchSize: variable(stack, "batch_size", "number").numberValue,
    functionMemorySize: variable(stack, "function_memory_size", "number").numberValue,
    runtime: variable(stack, "runtime").stringValue,
  }));

  expect(block(resource, "aws_lambda_function.forwarder")).toMatchObject({
    timeout: "${var.function_timeout}",
    memory_size: "${var.function_memory_size}",
    runtime: "${var.runtime}",
    environment: {
      variables: {
        TEAM_ID: "${var.team_id}",
        CLOUD_ACCOUNT_ID: "${var.cloud_account_id}",
        MECHCLOUD_ENDPOINT_URL: "${var.endpoint_url}",
        PAYLOAD: "${var.payload}",
        ON_FAILURE: "${var.on_failure}",
        QUEUE_URL: "${aws_sqs_queue.counted.url}",
        DEAD_LETTER_QUEUE_URL: "${aws_sqs_queue.counted_dlq.url}",
        EVENT_SOURCE_MAPPING_PARAMETER: "/event-relay/push-mgmt-events-to-mechcloud/event-source-mapping",
        ACCESS_TOKEN_SECRET_ARN: "secret-arn",
      },
    },
  });
  expect(block(resource, "aws_lambda_event_source_mapping.forwarder_event_source_mapping")).toMatchObject({
    batch_size: "${var.batch_size}",
  });
});
