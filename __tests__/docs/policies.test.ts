import { type DocumentedPolicy, documentedPolicy } from "../../scripts/permissions/documented";
import { readModule } from "../../scripts/permissions/statements";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, without white space. */
const MAX_POLICY_CHARACTERS = 6_144;

/** The longest that name_prefix takes. */
const PREFIX = "department-test-";

interface Lifecycle {
  readonly actions: readonly string[];
  /** The ARN of a resource, from the name in the module; absent where AWS takes none, or another resource's. */
  readonly arn?: (name: string) => string;
}

const account = "123456789012";
const regional = (service: string, prefix: string) => (name: string) =>
  `arn:aws:${service}:eu-west-1:${account}:${prefix}${name}`;
const of = (service: string, names: string) => names.split(" ").map((name) => `${service}:${name}`);
const tagging = (service: string) => of(service, "ListTagsForResource TagResource UntagResource");

const bucket = { arn: (name: string) => `arn:aws:s3:::${name}` };

/**
 * What Terraform calls to create, read, change and delete a resource of each type.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
const lifecycles: Readonly<Record<string, Lifecycle>> = {
  aws_cloudtrail: {
    actions: of(
      "cloudtrail",
      "CreateTrail DescribeTrails GetTrailStatus GetEventSelectors UpdateTrail PutEventSelectors StartLogging DeleteTrail ListTags AddTags RemoveTags",
    ),
    arn: regional("cloudtrail", "trail/"),
  },
  aws_cloudwatch_dashboard: {
    actions: of("cloudwatch", "PutDashboard GetDashboard DeleteDashboards"),
    arn: (name) => `arn:aws:cloudwatch::${account}:dashboard/${name}`,
  },
  aws_cloudwatch_event_api_destination: {
    actions: of("events", "CreateApiDestination DescribeApiDestination UpdateApiDestination DeleteApiDestination"),
    arn: (name) => regional("events", "api-destination/")(`${name}/0123`),
  },
  aws_cloudwatch_event_archive: {
    actions: of("events", "CreateArchive DescribeArchive UpdateArchive DeleteArchive"),
    arn: regional("events", "archive/"),
  },
  aws_cloudwatch_event_bus: {
    actions: [...of("events", "CreateEventBus DescribeEventBus DeleteEventBus"), ...tagging("events")],
    arn: regional("events", "event-bus/"),
  },
  aws_cloudwatch_event_bus_policy: { actions: of("events", "PutPermission DescribeEventBus RemovePermission") },
  aws_cloudwatch_event_connection: {
    actions: [
      ...of("events", "CreateConnection DescribeConnection UpdateConnection DeleteConnection"),
      ...of("secretsmanager", "CreateSecret DescribeSecret UpdateSecret PutSecretValue GetSecretValue DeleteSecret"),
      "iam:CreateServiceLinkedRole",
    ],
    arn: (name) => regional("events", "connection/")(`${name}/0123`),
  },
  aws_cloudwatch_event_rule: {
    actions: [...of("events", "PutRule DescribeRule DeleteRule"), ...tagging("events")],
    arn: regional("events", "rule/"),
  },
  aws_cloudwatch_event_target: { actions: of("events", "PutTargets ListTargetsByRule RemoveTargets") },
  aws_cloudwatch_log_group: {
    actions: [
      ...of("logs", "CreateLogGroup DescribeLogGroups PutRetentionPolicy AssociateKmsKey DisassociateKmsKey"),
      ...of("logs", "DeleteLogGroup"),
      ...tagging("logs"),
    ],
    arn: regional("logs", "log-group:"),
  },
  aws_cloudwatch_log_resource_policy: {
    actions: of("logs", "PutResourcePolicy DescribeResourcePolicies DeleteResourcePolicy"),
  },
  aws_cloudwatch_metric_alarm: {
    actions: [...of("cloudwatch", "PutMetricAlarm DescribeAlarms DeleteAlarms"), ...tagging("cloudwatch")],
    arn: regional("cloudwatch", "alarm:"),
  },
  aws_cloudwatch_query_definition: {
    actions: of("logs", "PutQueryDefinition DescribeQueryDefinitions DeleteQueryDefinition"),
  },
  aws_iam_role: {
    actions: of(
      "iam",
      "CreateRole GetRole DeleteRole ListRolePolicies ListAttachedRolePolicies ListInstanceProfilesForRole TagRole UntagRole PutRolePermissionsBoundary DeleteRolePermissionsBoundary PassRole",
    ),
    arn: (name) => `arn:aws:iam::${account}:role/${name}`,
  },
  aws_iam_role_policy: { actions: of("iam", "PutRolePolicy GetRolePolicy DeleteRolePolicy") },
  aws_lambda_event_source_mapping: {
    actions: of(
      "lambda",
      "CreateEventSourceMapping GetEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping ListTags TagResource UntagResource",
    ),
  },
  aws_lambda_function: {
    actions: of(
      "lambda",
      "CreateFunction GetFunction GetFunctionCodeSigningConfig ListVersionsByFunction UpdateFunctionCode UpdateFunctionConfiguration DeleteFunction TagResource UntagResource",
    ),
    arn: regional("lambda", "function:"),
  },
  aws_lambda_function_event_invoke_config: {
    actions: of("lambda", "PutFunctionEventInvokeConfig GetFunctionEventInvokeConfig DeleteFunctionEventInvokeConfig"),
  },
  aws_lambda_permission: { actions: of("lambda", "AddPermission GetPolicy RemovePermission") },
  aws_s3_bucket: {
    actions: [
      ...of("s3", "CreateBucket ListBucket ListBucketVersions DeleteBucket DeleteObject DeleteObjectVersion"),
      ...of("s3", "GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLogging"),
      ...of("s3", "GetBucketObjectLockConfiguration GetBucketRequestPayment GetBucketTagging GetBucketWebsite"),
      ...of("s3", "GetReplicationConfiguration PutBucketTagging"),
      ...tagging("s3"),
    ],
    ...bucket,
  },
  aws_s3_bucket_lifecycle_configuration: {
    actions: of("s3", "PutLifecycleConfiguration GetLifecycleConfiguration"),
    ...bucket,
  },
  aws_s3_bucket_policy: { actions: of("s3", "PutBucketPolicy GetBucketPolicy DeleteBucketPolicy"), ...bucket },
  aws_s3_bucket_public_access_block: {
    actions: of("s3", "PutBucketPublicAccessBlock GetBucketPublicAccessBlock"),
    ...bucket,
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    actions: of("s3", "PutEncryptionConfiguration GetEncryptionConfiguration"),
    ...bucket,
  },
  aws_s3_bucket_versioning: { actions: of("s3", "PutBucketVersioning GetBucketVersioning"), ...bucket },
  aws_scheduler_schedule_group: {
    // Who deletes a group deletes its schedules.
    actions: [
      ...of("scheduler", "CreateScheduleGroup GetScheduleGroup DeleteScheduleGroup DeleteSchedule"),
      ...tagging("scheduler"),
    ],
    arn: regional("scheduler", "schedule-group/"),
  },
  aws_secretsmanager_secret: {
    actions: of(
      "secretsmanager",
      "CreateSecret DescribeSecret GetResourcePolicy UpdateSecret DeleteSecret TagResource UntagResource",
    ),
    arn: (name) => regional("secretsmanager", "secret:")(`${name}-AbCdEf`),
  },
  // Whoever lets a secret rotate needs to be allowed to invoke the function.
  aws_secretsmanager_secret_rotation: {
    actions: [...of("secretsmanager", "RotateSecret CancelRotateSecret DescribeSecret"), "lambda:InvokeFunction"],
  },
  aws_sns_topic: {
    actions: [...of("sns", "CreateTopic GetTopicAttributes SetTopicAttributes DeleteTopic"), ...tagging("sns")],
    arn: regional("sns", ""),
  },
  aws_sns_topic_policy: { actions: of("sns", "SetTopicAttributes GetTopicAttributes") },
  aws_sns_topic_subscription: { actions: of("sns", "Subscribe GetSubscriptionAttributes Unsubscribe") },
  aws_sqs_queue: {
    actions: of(
      "sqs",
      "CreateQueue GetQueueAttributes SetQueueAttributes DeleteQueue ListQueueTags TagQueue UntagQueue",
    ),
    arn: regional("sqs", ""),
  },
  aws_sqs_queue_policy: { actions: of("sqs", "SetQueueAttributes GetQueueAttributes") },
  aws_sqs_queue_redrive_policy: { actions: of("sqs", "SetQueueAttributes GetQueueAttributes") },
  aws_ssm_parameter: {
    actions: of(
      "ssm",
      "PutParameter GetParameter DescribeParameters DeleteParameter ListTagsForResource AddTagsToResource RemoveTagsFromResource",
    ),
    arn: (name) => regional("ssm", "parameter")(name),
  },
};

const modules: readonly (readonly [module: string, policies: readonly DocumentedPolicy[]])[] = [
  ["terraform-aws-mechcloud-sync", ["mechcloud-sync", "mechcloud-trail", "mechcloud-hub", "token-renewal"]],
  ["terraform-aws-mechcloud-sync/modules/spoke", ["mechcloud-spoke"]],
  ["terraform-aws-scalr-events", ["scalr-events"]],
];

const listOf = (value: string | readonly string[]) => (typeof value === "string" ? [value] : value);

function matches(pattern: string, arn: string): boolean {
  const expression = pattern.split("*").map((part) => part.replace(/[.^$+?()[\]{}|\\]/g, "\\$&"));
  return new RegExp(`^${expression.join(".*")}$`).test(arn);
}

/** The name of a resource as it is without a prefix, in one region of one account. */
function nameOf(attributes: Readonly<Record<string, unknown>>, module: ReturnType<typeof readModule>): string {
  const { name, function_name, bucket: own, alarm_name, dashboard_name } = attributes;
  const text = String(alarm_name ?? dashboard_name ?? function_name ?? name ?? own);
  const onHub = String(attributes["event_bus_name"]).includes("aws_cloudwatch_event_bus.hub");
  return `${onHub ? "mechcloud-hub/" : ""}${text}`
    .replace(/\$\{(?:one\()?(aws_\w+)\.(\w+)(?:\[\*\]|\[each\.key\])?\.\w+\)?\}/g, (_all, type: string, id: string) =>
      nameOf(module.resource[type]?.[id] ?? {}, module),
    )
    .replaceAll("${var.name_prefix}", "")
    .replaceAll("${each.key}", "deployments")
    .replaceAll("${data.aws_region.current.id}", "eu-west-1")
    .replaceAll("${data.aws_caller_identity.current.account_id}", account)
    .replaceAll("${var.event_source_name}", "aws.partner/scalr.com/account-name/integration-name");
}

const partnerBus = "aws.partner/scalr.com/account-name/integration-name";

describe.each(modules)("the documented policies for %s", (moduleName, policies) => {
  const statements = policies.flatMap((name) => documentedPolicy(name).Statement);
  const module = readModule(moduleName);
  const types = Object.keys(module.resource);

  test.each(types)("lets Terraform create, read, change and delete %s", (type) => {
    const actions = statements.flatMap(({ Action }) => listOf(Action));

    expect(lifecycles[type]?.actions.filter((action) => !actions.includes(action))).toEqual([]);
  });

  const resources = types.flatMap((type) =>
    Object.values(module.resource[type] ?? {}).map((attributes): [type: string, name: string] => [
      type,
      nameOf(attributes, module),
    ]),
  );
  test.each(resources.filter(([type]) => lifecycles[type]?.arn))("covers the %s %s", (type, name) => {
    const { actions = [], arn = String } = lifecycles[type] ?? {};
    const onPartnerBus = type === "aws_cloudwatch_event_rule" && moduleName === "terraform-aws-scalr-events";
    const own = arn(onPartnerBus ? `${partnerBus}/${name}` : name);
    const statement = statements.find(
      ({ Action, Resource }) =>
        listOf(Action).includes(actions[0] ?? "") && listOf(Resource).some((pattern) => matches(pattern, own)),
    );

    expect(own).not.toContain("$");
    expect(statement).toBeDefined();
  });

  test("lets nothing happen that no resource needs", () => {
    const needed = new Set(types.flatMap((type) => lifecycles[type]?.actions ?? []));
    const granted = statements.flatMap(({ Action }) => listOf(Action));

    expect(granted.filter((action) => !needed.has(action))).toEqual([]);
  });

  test("takes any resource only for calls that know none, and for mappings of the function", () => {
    const any = statements.filter(({ Resource }) => Resource === "*");

    expect(any.filter(({ Sid, Condition }) => Sid !== "WithoutArn" && !Condition)).toEqual([]);
  });

  test.each(policies)("%s fits a managed policy, with a prefix, too", (name) => {
    expect(JSON.stringify(documentedPolicy(name, PREFIX)).length).toBeLessThanOrEqual(MAX_POLICY_CHARACTERS);
  });
});

test("a customer key is used, and its policy left alone", () => {
  const actions = documentedPolicy("customer-key").Statement.flatMap(({ Action }) => listOf(Action));

  expect(actions.toSorted()).toEqual(["kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"]);
});
