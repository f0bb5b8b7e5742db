import { App, TerraformStack } from "cdktf";
import type { RuleTarget } from "../../modules/eventing/event-rule";
import { CrossAccountTarget } from "../../modules/eventing/targets/cross-account-target";
import { DeliveryStreamTarget } from "../../modules/eventing/targets/delivery-stream-target";
import { EventBusTarget } from "../../modules/eventing/targets/event-bus-target";
import { FunctionTarget } from "../../modules/eventing/targets/function-target";
import { type HttpsAuthorization, HttpsTarget } from "../../modules/eventing/targets/https-target";
import { LogGroupTarget } from "../../modules/eventing/targets/log-group-target";
import { QueueTarget } from "../../modules/eventing/targets/queue-target";
import { StateMachineTarget } from "../../modules/eventing/targets/state-machine-target";
import { StreamTarget } from "../../modules/eventing/targets/stream-target";
import { TopicTarget } from "../../modules/eventing/targets/topic-target";
import { MechCloudSync, type MechCloudSyncProps } from "../../modules/mechcloud/mechcloud-sync";
import { auditLog, runExecuted } from "../../modules/scalr/event-filters";
import { DESTINATION_KINDS } from "../../modules/scalr/module/destination-kinds";
import { ScalrEvents, type ScalrEventsProps } from "../../modules/scalr/scalr-events";
import { SYNC_MODULE_VALUES } from "../../samples/values/mechcloud-sync";
import { SCALR_EVENTS_MODULE_VALUES } from "../../samples/values/scalr-events";
import type { Values } from "../../samples/values/values";

type Attributes = Readonly<Record<string, never>>;

const sync = (props: Partial<MechCloudSyncProps>) =>
  new MechCloudSync(new TerraformStack(new App(), "test"), "sync", { cloudAccountId: "acc-1", ...props });

const events = (props: Partial<ScalrEventsProps> = {}) =>
  new ScalrEvents(new TerraformStack(new App(), "test"), "events", {
    eventSourceName: "aws.partner/scalr.com/account-name/integration-name",
    ...props,
  });

/** A value of a variable as constructs name its attributes; null is undefined. */
function asProps<T>(value: unknown): T {
  if (value === null) return undefined as T;
  const entries = Object.entries(value as object).map(([name, part]: [string, unknown]) => [
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    part !== null && typeof part === "object" && !Array.isArray(part) && name !== "input_paths" ? asProps(part) : part,
  ]);
  return Object.fromEntries(entries) as T;
}

const TARGETS: Readonly<Record<string, (attributes: Attributes) => RuleTarget>> = {
  sqs: ({ queueArn, messageGroupId }) => new QueueTarget(queueArn!, messageGroupId),
  sns: ({ topicArn }) => new TopicTarget(topicArn!),
  lambda: ({ functionArn }) => new FunctionTarget(functionArn!),
  crossAccount: ({ targetArn, messageGroupId }) => new CrossAccountTarget(targetArn!, messageGroupId),
  stepFunctions: ({ stateMachineArn }) => new StateMachineTarget(stateMachineArn!),
  eventBus: ({ eventBusArn }) => new EventBusTarget(eventBusArn!),
  cloudwatchLogs: ({ logGroupArn }) => new LogGroupTarget(logGroupArn!),
  kinesis: ({ streamArn, partitionKeyPath }) => new StreamTarget(streamArn!, partitionKeyPath),
  firehose: ({ deliveryStreamArn }) => new DeliveryStreamTarget(deliveryStreamArn!),
  https: ({ authorization, apiKeyName = "Authorization", username = "", clientId = "", ...attributes }) => {
    const { authorizationEndpoint = "", oauthBody, ...props } = attributes;
    const types: Record<string, object> = {
      API_KEY: { name: apiKeyName, value: "secret" },
      BASIC: { username, password: "secret" },
      OAUTH_CLIENT_CREDENTIALS: { clientId, authorizationEndpoint, clientSecret: "secret", body: oauthBody },
    };
    const parts = { type: authorization, ...types[authorization!] } as unknown as HttpsAuthorization;
    return new HttpsTarget({ ...(props as { url: never }), authorization: parts });
  },
};

test("each kind of destination has a target", () => {
  const kinds = Object.keys(asProps<object>(DESTINATION_KINDS));
  expect(Object.keys(TARGETS).sort()).toEqual(kinds.sort());
});

function addDestinations(destinations: object) {
  const scalr = events();
  for (const [name, destination] of Object.entries(destinations)) {
    const { runExecuted: runs, auditLog: entries, ...props } = asProps<Attributes>(destination);
    const kind = Object.keys(TARGETS).find((kind) => kind in props)!;
    const { [kind]: attributes, ...delivery } = props;
    scalr.addDestination(name, {
      ...delivery,
      eventPattern: entries ? auditLog(entries) : runExecuted(runs),
      target: TARGETS[kind]!(attributes!),
    });
  }
}

/** The types of constructs require one filter and one target of each destination. */
function isComplete(destinations: unknown): boolean {
  return Object.values(destinations as object).every((destination) => {
    if (destination === null) return false;
    const { runExecuted: runs, auditLog: entries, ...props } = asProps<Attributes>(destination);
    const targets = Object.keys(TARGETS).filter((kind) => kind in props);
    return targets.length === 1 && Boolean(runs) !== Boolean(entries);
  });
}

function addAlerts(alerts: unknown) {
  const props = asProps<Attributes | undefined>(alerts);
  if (!props) return;
  const { results = ["errored"], environments, workspaces, ...topic } = props as Record<string, string[]>;
  events().addAlerts({ ...topic, eventPattern: runExecuted({ results, environments, workspaces }) });
}

const endpoint = (secret: never) =>
  new HttpsTarget({ url: "https://example.com", authorization: { type: "API_KEY", name: "X-Api-Key", value: secret } });

const CONSTRUCTS: Readonly<Record<string, [Values, create: (value: never) => unknown]>> = {
  "alarms of MechCloud sync": [SYNC_MODULE_VALUES.alarms, (value) => sync({ alarms: asProps(value) })],
  forwarderPackage: [SYNC_MODULE_VALUES.forwarderPackage, (value) => sync({ forwarderPackage: asProps(value) })],
  "alarms of Scalr's events": [SCALR_EVENTS_MODULE_VALUES.alarms, (value) => events({ alarms: asProps(value) })],
  runExecutedFilter: [SCALR_EVENTS_MODULE_VALUES.runExecutedFilter, (value) => runExecuted(asProps(value))],
  auditLogFilter: [SCALR_EVENTS_MODULE_VALUES.auditLogFilter, (value) => auditLog(asProps(value))],
  alerts: [SCALR_EVENTS_MODULE_VALUES.alerts, addAlerts],
  destinations: [SCALR_EVENTS_MODULE_VALUES.destinations, addDestinations],
  destinationSecrets: [
    SCALR_EVENTS_MODULE_VALUES.destinationSecrets,
    (value) => Object.values<never>(value).forEach(endpoint),
  ],
};

/** The settings of constructs have a test of their own. */
describe.each(Object.entries(CONSTRUCTS))(
  "constructors and the module refuse the same %s",
  (name, [values, create]) => {
    const given = (kind: keyof Values) =>
      name === "destinations" ? values[kind].filter(isComplete) : (values[kind] as unknown[]);

    test.each(given("right").map((value) => [value]))("right: %j", (value) => {
      expect(() => create(value as never)).not.toThrow();
    });

    test.each(given("wrong").map((value) => [value]))("wrong: %j", (value) => {
      expect(() => create(value as never)).toThrow(/ must /);
    });
  },
);

test("all variables of the modules are in the table", () => {
  const names = Object.keys({ ...SYNC_MODULE_VALUES, ...SCALR_EVENTS_MODULE_VALUES });
  expect([...new Set(Object.keys(CONSTRUCTS).map((name) => name.split(" ")[0]))].sort()).toEqual(names.sort());
});
