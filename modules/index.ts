export { AlarmTopic, type AlarmTopicProps } from "./eventing/alarm-topic";
export { AwsEnvironment } from "./eventing/aws-environment";
export { DeadLetterQueue, type DeadLetterQueueProps } from "./eventing/dead-letter-queue";
export {
  type DeliveryProps,
  type EventPattern,
  EventRule,
  type EventRuleProps,
  type RuleTarget,
  type TargetAddress,
} from "./eventing/event-rule";
export { FifoQueue, type FifoQueueProps } from "./eventing/fifo-queue";
export type { InputTransformer } from "./eventing/input-transformer";
export { KeyPolicy, type KeyPolicyProps } from "./eventing/key-policy";
export { type LogDelivery, LogDeliveryPolicy, type LogDeliveryPolicyProps } from "./eventing/log-delivery-policy";
export { PolicyDocument, type PolicyStatement } from "./eventing/policy-document";
export { Queue, type QueueProps, type QueueSender } from "./eventing/queue";
export { type FunctionPackage, RelayFunction, type RelayFunctionProps } from "./eventing/relay-function";
export type {
  AlarmsSettings,
  FunctionPackageSettings,
  RetrySettings,
  TopicSettings,
} from "./eventing/settings.generated";
export { CrossAccountTarget } from "./eventing/targets/cross-account-target";
export { DeliveryStreamTarget } from "./eventing/targets/delivery-stream-target";
export { EventBusTarget } from "./eventing/targets/event-bus-target";
export { FifoQueueTarget } from "./eventing/targets/fifo-queue-target";
export { FunctionTarget } from "./eventing/targets/function-target";
export {
  type HttpsAlternative,
  type HttpsAuthorization,
  HttpsTarget,
  type HttpsTargetProps,
} from "./eventing/targets/https-target";
export { LogGroupTarget } from "./eventing/targets/log-group-target";
export { QueueTarget } from "./eventing/targets/queue-target";
export { StateMachineTarget } from "./eventing/targets/state-machine-target";
export { StreamTarget } from "./eventing/targets/stream-target";
export { TopicTarget } from "./eventing/targets/topic-target";
export type {
  ApiCallEvent,
  AuditLogEvent,
  InstanceStateChangeEvent,
  RunExecutedEvent,
  TagChangeEvent,
} from "./events.generated";
export { AccessTokenSecret, type AccessTokenSecretProps, AccessTokenSource } from "./mechcloud/access-token";
export { Forwarder, type ForwarderOptions, type ForwarderProps } from "./mechcloud/forwarder";
export { Hub, type HubProps } from "./mechcloud/hub";
export { ManagementTrail, type ManagementTrailProps } from "./mechcloud/management-trail";
export { MechCloudSpoke, type MechCloudSpokeProps } from "./mechcloud/mechcloud-spoke";
export { MechCloudSync, type MechCloudSyncProps } from "./mechcloud/mechcloud-sync";
export { SYNC_RULES, type SyncEventRules, type SyncMechanism, type SyncRule } from "./mechcloud/sync-rules";
export type { Destination, DestinationProps } from "./scalr/destination";
export { type AuditLogFilter, auditLog, type RunExecutedFilter, runExecuted } from "./scalr/event-filters";
export { type EventLog } from "./scalr/event-log";
export { PartnerEventBus, type PartnerEventBusProps } from "./scalr/partner-event-bus";
export { type AlertsProps, RunAlerts, type RunAlertsProps } from "./scalr/run-alerts";
export { ScalrConnection, type ScalrConnectionProps } from "./scalr/scalr-connection";
export { ScalrEvents, type ScalrEventsProps } from "./scalr/scalr-events";
export type { Condition, When } from "./terraform/condition";
export { AWS_PROVIDER_VERSION } from "./terraform/module-stack";
