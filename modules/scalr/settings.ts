import { LOG_RETENTION_DAYS, NODE_RUNTIME } from "../eventing/constraints";
import { FLOW_SETTINGS, FUNCTION_SETTINGS } from "../eventing/settings";
import { settings } from "../terraform/setting";
import { AWS_ACCOUNT_ID, AWS_REGION, CONNECTION_NAME, EVENT_SOURCE_NAME } from "./constraints";

/** What can be set about a partner event bus. */
export const EVENT_BUS_SETTINGS = settings({
  eventSourceName: {
    type: "string",
    description: "Name of the partner event source, as Scalr and the EventBridge console show it.",
    constraint: EVENT_SOURCE_NAME,
  },
  createEventBus: {
    type: "bool",
    description:
      "Whether to create the event bus, which associates the event source with it. Set false if the event source is associated with an existing event bus.",
    default: true,
  },
});

/** What can be set about Scalr's events. */
export const SCALR_EVENTS_SETTINGS = settings({
  ...EVENT_BUS_SETTINGS,
  runLogRetentionDays: {
    type: "number",
    description: "How long the log of runs is kept, in days.",
    default: 30,
    constraint: LOG_RETENTION_DAYS,
  },
  auditLogRetentionDays: {
    type: "number",
    description: "How long the audit log is kept, in days.",
    default: 365,
    constraint: LOG_RETENTION_DAYS,
  },
  createLogResourcePolicy: {
    type: "bool",
    description:
      "Whether to create the resource policy that lets the rules write to log groups. Set false if one of the account's ten such policies already lets EventBridge write to /aws/events/*.",
    default: true,
  },
  runtime: {
    ...FUNCTION_SETTINGS.runtime,
    description: "Lambda runtime of the alerts' function.",
    constraint: NODE_RUNTIME,
  },
  architecture: {
    ...FUNCTION_SETTINGS.architecture,
    description: "Instruction set of the alerts' function. Not every region has `arm64`: China's have `x86_64` only.",
  },
  ...FLOW_SETTINGS,
});

/** What can be set about the connection from Scalr to EventBridge. */
export const CONNECTION_SETTINGS = settings({
  name: {
    type: "string",
    description:
      "Name of the connection in Scalr. A different name replaces the connection and its partner event source.",
    constraint: CONNECTION_NAME,
  },
  awsAccountId: {
    type: "string",
    description:
      "AWS account that receives the events. A Scalr account can have one connection for each AWS account and region.",
    constraint: AWS_ACCOUNT_ID,
  },
  region: {
    type: "string",
    description: "AWS region that receives the events.",
    constraint: AWS_REGION,
  },
});
