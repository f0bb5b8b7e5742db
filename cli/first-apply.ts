/** What only a real AWS account can show: commands to run after the first apply, and the expected answers. */
export interface FirstApplyCheck {
  /** Letters, digits and hyphens. */
  readonly id: string;
  readonly module: "mechcloud-sync" | "scalr-events";
  /** What the check shows, as a heading. */
  readonly title: string;
  /** Why a local AWS cannot show it, and what happens if the answer is another one. */
  readonly why: string;
  /**
   * What the check needs, as a condition: `with kms_key_arn`.
   * @default - nothing
   */
  readonly when?: string;
  /**
   * What the command changes, as a sentence.
   * @default - nothing
   */
  readonly changes?: string;
  /** Bash, with the AWS CLI v2 and the variables of `FIRST_APPLY_VARIABLES`. */
  readonly command: string;
  /** What the command prints, or what happens then. */
  readonly expected: string;
}

/** Sets the variables that the commands use. */
export const FIRST_APPLY_VARIABLES = `export AWS_PAGER="" AWS_DEFAULT_OUTPUT="json"
export AWS_REGION="eu-central-1"              # the module's region
PREFIX=""                                     # the module's name_prefix, if any
RESOURCE="i-0123456789abcdef0"                # an instance, VPC or subnet of yours

ACCOUNT="$(aws sts get-caller-identity --query Account --output text)"
FUNCTION="\${PREFIX}push-mgmt-events-to-mechcloud"
MAPPING="$(aws lambda list-event-source-mappings --function-name "$FUNCTION" --query 'EventSourceMappings[0].UUID' --output text)"
RULE_DLQ="$(aws sqs get-queue-url --queue-name "\${PREFIX}management-events-rule-dlq" --query QueueUrl --output text)"
mapping_state() { aws lambda get-event-source-mapping --uuid "$MAPPING" --query State --output text; }
sum_of_last_hour() { # <namespace> <metric> <dimensions>…
  aws cloudwatch get-metric-statistics --namespace "$1" --metric-name "$2" --dimensions "\${@:3}" --statistics Sum --period 3600 \\
    --start-time "$(($(date +%s) - 3600))" --end-time "$(date +%s)" --query 'sum(Datapoints[].Sum)'
}`;

/** Tags a resource of a spoke; each check can be run by itself. */
const tagInSpoke = (name: string) => `SPOKE=(--profile account-b --region eu-west-1)  # the spoke's account and region
SPOKE_RESOURCE="i-0123456789abcdef0"            # an instance, VPC or subnet there
aws ec2 create-tags "\${SPOKE[@]}" --resources "$SPOKE_RESOURCE" --tags Key=Mc-Asset-Name,Value=${name}`;

export const FIRST_APPLY_CHECKS: readonly FirstApplyCheck[] = [
  {
    id: "wake-up",
    module: "mechcloud-sync",
    title: "Without a token, the relay pauses and wakes itself up",
    why: "Whether EventBridge Scheduler accepts the role's trust policy, which names the schedule group, shows only on AWS. If it does not, the relay stays paused after an outage.",
    when: "before the access token is stored, with `tags` in `sync_mechanisms`",
    changes: "Tags a resource of yours with `Mc-Asset-Name`.",
    command: `aws ec2 create-tags --resources "$RESOURCE" --tags Key=Mc-Asset-Name,Value=first-apply
sleep 600
sum_of_last_hour AWS/Scheduler InvocationAttemptCount "Name=ScheduleGroup,Value=$FUNCTION"
sum_of_last_hour AWS/Scheduler TargetErrorCount "Name=ScheduleGroup,Value=$FUNCTION"`,
    expected: "A number from `1.0`, then `0`. Then store the access token; the event arrives within 15 minutes.",
  },
  {
    id: "delivery",
    module: "mechcloud-sync",
    title: "A real event is delivered",
    why: "The events of a local AWS are written after the documentation's samples.",
    when: "after the access token is stored, with `tags` in `sync_mechanisms`",
    changes: "Tags a resource of yours with `Mc-Asset-Name`.",
    command: `aws ec2 create-tags --resources "$RESOURCE" --tags Key=Mc-Asset-Name,Value=first-apply-2
sleep 120
sum_of_last_hour AWS/Events Invocations "Name=RuleName,Value=\${PREFIX}mc-tag-change-events"
aws logs filter-log-events --log-group-name "/aws/lambda/$FUNCTION" --filter-pattern '{ $.Delivered = * }' --start-time "$((($(date +%s) - 3600) * 1000))" --query 'length(events)'`,
    expected: "Two numbers from `1`. The resource in MechCloud shows the new name.",
  },
  {
    id: "policies-in-force",
    module: "mechcloud-sync",
    title: "No event was lost while the queues' policies took effect",
    why: "AWS says that a queue's new policy can take 60 seconds; the provider waits for about 25. EventBridge sends the events of the time between to this queue; a number above 0 in `…-lost` would mean that they are gone.",
    command: `aws sqs get-queue-attributes --queue-url "$RULE_DLQ" --attribute-names ApproximateNumberOfMessages --query Attributes.ApproximateNumberOfMessages
sum_of_last_hour AWS/Events InvocationsFailedToBeSentToDlq "Name=RuleName,Value=\${PREFIX}mc-instance-state-change-events"`,
    expected:
      '`"0"`, then `0`. Move events of the first minute back as in [Operations](operations.md#dead-letter-queue).',
  },
  {
    id: "cloudtrail-events",
    module: "mechcloud-sync",
    title: "The trail's events reach the rule",
    why: "Real records of CloudTrail come up to 15 minutes late, and their fields differ from call to call.",
    when: "with `cloudtrail` in `sync_mechanisms`, after a VPC, subnet or instance was created",
    command: `aws cloudtrail get-trail-status --name "\${PREFIX}mc-management-events" --query IsLogging
sum_of_last_hour AWS/Events TriggeredRules "Name=RuleName,Value=\${PREFIX}mc-cloudtrail-events"`,
    expected: "`true` (with `create_trail = false`, ask for your own trail), and a number from `1.0`.",
  },
  {
    id: "customer-key",
    module: "mechcloud-sync",
    title: "EventBridge may use the customer managed key",
    why: "Whether EventBridge sends `aws:SourceArn`, on which the key policy has a condition, with each call of KMS is not documented. If it does not, every event is lost: the dead-letter queue has the same key.",
    when: "with `kms_key_arn`, after the check `delivery`",
    command: `sum_of_last_hour AWS/Events FailedInvocations "Name=RuleName,Value=\${PREFIX}mc-tag-change-events"
sum_of_last_hour AWS/Events InvocationsFailedToBeSentToDlq "Name=RuleName,Value=\${PREFIX}mc-tag-change-events"`,
    expected: "Twice `0`, and the check `delivery` succeeded.",
  },
  {
    id: "alarm-arrives",
    module: "mechcloud-sync",
    title: "An alarm arrives",
    why: "Subscribers must confirm, and CloudWatch must be allowed to use the topic and its key.",
    changes: "Sets the alarm until CloudWatch evaluates it again, after some minutes.",
    command: `aws cloudwatch set-alarm-state --alarm-name "\${PREFIX}management-events-rule-dlq-depth" --state-value ALARM --state-reason "first apply"
sleep 60
aws cloudwatch describe-alarm-history --alarm-name "\${PREFIX}management-events-rule-dlq-depth" --history-item-type Action --max-records 1 --query 'AlarmHistoryItems[0].HistorySummary'`,
    expected: '`"Successfully executed action arn:aws:sns:…"`, and a message for each subscriber.',
  },
  {
    id: "install-policy-alarms",
    module: "mechcloud-sync",
    title: "The policy to install lets Terraform read the alarms",
    why: "CloudWatch decides on `alarm:*`, whatever names are asked for; this is known from error messages only. Run it as the identity that applies.",
    when: "with [the policies of docs/security.md](security.md#permissions-to-install)",
    command: `aws cloudwatch describe-alarms --alarm-names "\${PREFIX}management-events-rule-dlq-depth" --alarm-types MetricAlarm --query 'length(MetricAlarms)'
aws lambda get-event-source-mapping --uuid 00000000-0000-0000-0000-000000000000`,
    expected:
      "`1`, then `ResourceNotFoundException`. `AccessDenied` in its place would make `terraform destroy` fail while it waits for the deletion.",
  },
  {
    id: "no-other-function",
    module: "mechcloud-sync",
    title: "The role that pauses the relay may not connect the queue to another function",
    why: "Whether AWS compares the condition `lambda:FunctionArn` with the present function or with the requested one is not documented. The commands use the policy in a role of your own for a minute.",
    when: 'with `on_failure = "pause"`, as an administrator',
    changes: "Creates a role `first-apply`, and deletes it.",
    command: `aws iam get-role-policy --role-name "$FUNCTION-$AWS_REGION" --policy-name pause --query PolicyDocument > pause.json
aws iam create-role --role-name first-apply --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"'"$ACCOUNT"'"}}]}'
aws iam put-role-policy --role-name first-apply --policy-name pause --policy-document file://pause.json
sleep 15
read -r id secret token <<< "$(aws sts assume-role --role-arn "arn:aws:iam::$ACCOUNT:role/first-apply" --role-session-name first-apply --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)"
AWS_ACCESS_KEY_ID="$id" AWS_SECRET_ACCESS_KEY="$secret" AWS_SESSION_TOKEN="$token" aws lambda update-event-source-mapping --uuid "$MAPPING" --function-name "arn:aws:lambda:$AWS_REGION:$ACCOUNT:function:first-apply"
aws iam delete-role-policy --role-name first-apply --policy-name pause
aws iam delete-role --role-name first-apply`,
    expected:
      "`AccessDeniedException`. Another answer, such as that the function does not exist, means that the condition does not restrict this: tell us.",
  },
  {
    id: "paused-stays-paused",
    module: "mechcloud-sync",
    title: "A change of the batch size does not resume a paused relay",
    why: "AWS documents that `Enabled` is true by default, also for an update. Terraform omits it for a change of `batch_size`.",
    changes:
      "Pauses the relay for three minutes; the queue keeps the events. Sets the batch size to 9, and back to the default.",
    command: `aws lambda update-event-source-mapping --uuid "$MAPPING" --no-enabled --query State
sleep 90
aws lambda update-event-source-mapping --uuid "$MAPPING" --batch-size 9 --query State
sleep 90
mapping_state
aws lambda update-event-source-mapping --uuid "$MAPPING" --batch-size 10 --enabled --query State`,
    expected: '`"Disabling"`, `"Updating"` (or `"Disabled"`), `Disabled`, and `"Enabling"`.',
  },
  {
    id: "high-throughput",
    module: "mechcloud-sync",
    title: "The FIFO queue is in high-throughput mode",
    why: "A local AWS keeps the attributes and has no limits.",
    command: `aws sqs get-queue-attributes --queue-url "$(aws sqs get-queue-url --queue-name "\${PREFIX}management-events.fifo" --query QueueUrl --output text)" --attribute-names DeduplicationScope FifoThroughputLimit --query Attributes`,
    expected: "`messageGroup` and `perMessageGroupId`.",
  },
  {
    id: "spoke-refused",
    module: "mechcloud-sync",
    title: "What the hub refuses waits in the spoke's dead-letter queue",
    why: "A local AWS evaluates the policies of both sides as documented. If an event of another account did not come to this queue at once, nobody would notice that the hub refuses it.",
    when: "with `create_hub` and a spoke in another account, before that account is in `cloud_accounts`",
    changes: "Tags a resource of the spoke's account with `Mc-Asset-Name`.",
    command: `${tagInSpoke("first-apply")}
sleep 60
aws sqs receive-message "\${SPOKE[@]}" --queue-url "$(aws sqs get-queue-url "\${SPOKE[@]}" --queue-name "\${PREFIX}management-events-spoke-dlq" --query QueueUrl --output text)" --visibility-timeout 0 --message-attribute-names All --query 'Messages[0].MessageAttributes.ERROR_CODE.StringValue'`,
    expected:
      '`"NO_PERMISSIONS"`. Then add the account to `cloud_accounts`, apply, and [redrive](redelivery.md#redriving-the-dead-letter-queues) the event.',
  },
  {
    id: "spoke-delivery",
    module: "mechcloud-sync",
    title: "An event of a spoke is posted for the cloud account of its AWS account",
    why: "That EventBridge keeps `account` and `region` of an event on its way to another bus is documented, and a local AWS does so. If it did not, the relay would post the event for its own account.",
    when: "with `create_hub` and a spoke, after the access token is stored",
    changes: "Tags a resource of the spoke's account with `Mc-Asset-Name`.",
    command: `${tagInSpoke("first-apply-2")}
sleep 120
aws logs filter-log-events --log-group-name "/aws/lambda/$FUNCTION" --filter-pattern '"'"$SPOKE_RESOURCE"'" delivered' --start-time "$((($(date +%s) - 3600) * 1000))" --query 'events[].message'`,
    expected: "An entry with the spoke's `account` and `region`, and its account's `cloudAccountId`.",
  },
  {
    id: "token-renewal",
    module: "mechcloud-sync",
    title: "Secrets Manager renews the token",
    why: "Only Secrets Manager calls the function in the four steps of a rotation.",
    when: "with `token_renewal_function_arn`",
    changes: "Replaces the access token.",
    command: `aws secretsmanager rotate-secret --secret-id "\${PREFIX}mechcloud-access-token" --query VersionId
sleep 60
aws secretsmanager list-secret-version-ids --secret-id "\${PREFIX}mechcloud-access-token" --query 'Versions[].[VersionId,VersionStages]'`,
    expected: "The printed version has the stage `AWSCURRENT`, and none has `AWSPENDING` alone.",
  },
  {
    id: "tracing",
    module: "mechcloud-sync",
    title: "X-Ray has traces of the function",
    why: "A local AWS records no traces.",
    when: "with `tracing = true`, after an event",
    command: `aws xray get-trace-summaries --start-time "$(($(date +%s) - 3600))" --end-time "$(date +%s)" --filter-expression 'service("'"$FUNCTION"'")' --query 'length(TraceSummaries)'`,
    expected: "A number from `1`.",
  },
  {
    id: "event-source-active",
    module: "scalr-events",
    title: "The event source is active",
    why: "Only Scalr creates partner event sources.",
    command: `aws events list-event-sources --name-prefix aws.partner/scalr.com --query 'EventSources[].[Name,State]'`,
    expected: "`ACTIVE` beside the name in `event_source_name`.",
  },
  {
    id: "run-logged",
    module: "scalr-events",
    title: "A run of Scalr is in the log",
    why: "EventBridge writes to log groups by a resource policy, which a local AWS evaluates as documented.",
    when: "after a run in Scalr",
    command: `aws logs filter-log-events --log-group-name "/aws/events/\${PREFIX}scalr/run-executed" --limit 1 --query 'events[0].message'
aws logs describe-resource-policies --query "resourcePolicies[?policyName=='\${PREFIX}scalr-events'].policyName"`,
    expected:
      "The event as JSON, and the name of the policy. With `create_log_resource_policy = false`, the list is empty.",
  },
  {
    id: "partner-bus-metrics",
    module: "scalr-events",
    title: "The metrics of rules have the dimensions that the alarms use",
    why: "AWS documents the dimensions for the default bus and for custom buses, but not for partner buses. With other dimensions the alarms of the rules never go off.",
    when: "after a run in Scalr",
    command: `aws cloudwatch list-metrics --namespace AWS/Events --metric-name Invocations --dimensions "Name=RuleName,Value=\${PREFIX}scalr-run-executed" --query 'Metrics[].Dimensions[].Name'`,
    expected: '`["EventBusName", "RuleName"]`, in any order.',
  },
  {
    id: "alert-arrives",
    module: "scalr-events",
    title: "An alert arrives",
    why: "Subscribers must confirm, and the function must be allowed to use the topic's key.",
    when: "with `alerts`, after a failed run in Scalr",
    command: `sum_of_last_hour AWS/Lambda Invocations "Name=FunctionName,Value=\${PREFIX}scalr-run-alerts"
sum_of_last_hour AWS/Lambda Errors "Name=FunctionName,Value=\${PREFIX}scalr-run-alerts"`,
    expected: "A number from `1.0`, then `0.0`, and a message for each subscriber.",
  },
  {
    id: "destinations",
    module: "scalr-events",
    title: "Each destination receives events",
    why: "Policies of existing queues and topics are their owners', and roles across accounts need both accounts.",
    when: "with `destinations`, after an event that one of them selects",
    command: `DESTINATION="deployments" # its name
sum_of_last_hour AWS/Events FailedInvocations "Name=EventBusName,Value=$(aws events list-event-buses --name-prefix aws.partner/scalr.com --query 'EventBuses[0].Name' --output text)" "Name=RuleName,Value=\${PREFIX}scalr-to-$DESTINATION"
aws sqs get-queue-attributes --queue-url "$(aws sqs get-queue-url --queue-name "\${PREFIX}scalr-to-$DESTINATION-dlq" --query QueueUrl --output text)" --attribute-names ApproximateNumberOfMessages --query Attributes.ApproximateNumberOfMessages`,
    expected: '`0`, and `"0"`. An event in that queue has the reason in the attribute `ERROR_MESSAGE`.',
  },
];
