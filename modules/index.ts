export { AwsEnvironment } from "./eventing/aws-environment";
export { DeadLetterQueue, type DeadLetterQueueProps } from "./eventing/dead-letter-queue";
export {
  type DeliveryProps,
  type EventPattern,
  EventRule,
  type EventRuleProps,
  type RetryPolicy,
  type RuleTarget,
} from "./eventing/event-rule";
export { FifoQueue, type FifoQueueProps } from "./eventing/fifo-queue";
export { KeyPolicy, type KeyPolicyProps } from "./eventing/key-policy";
export { PolicyDocument, type PolicyStatement } from "./eventing/policy-document";
export { type EventSender, Queue, type QueueProps } from "./eventing/queue";
export { type FunctionPackage, RelayFunction, type RelayFunctionProps } from "./eventing/relay-function";
export { FifoQueueTarget } from "./eventing/targets/fifo-queue-target";
export {
  type AccessToken,
  AccessTokenSecret,
  type AccessTokenSecretProps,
  accessTokenInEnvironment,
  accessTokenInParameter,
  accessTokenInSecret,
} from "./mechcloud/access-token";
export { CLOUDTRAIL_CALL, INSTANCE_STATE_CHANGE, type SyncMechanism, TAG_CHANGE } from "./mechcloud/event-patterns";
export { Forwarder, type ForwarderOptions, type ForwarderProps } from "./mechcloud/forwarder";
export { ManagementTrail, type ManagementTrailProps } from "./mechcloud/management-trail";
export { MechCloudSync, type MechCloudSyncProps } from "./mechcloud/mechcloud-sync";
export { mechCloudSyncModule } from "./mechcloud/terraform-module";
export type { Condition } from "./terraform/condition";
export { AWS_PROVIDER_VERSION } from "./terraform/module-stack";
