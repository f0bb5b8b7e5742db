import type { Rule } from "@aws-sdk/client-eventbridge";
import type { Aws } from "../aws/aws";
import { listTargets } from "../aws/lists";
import type { CommandContext } from "../command";
import { once } from "../once";
import { alarmsNamed, alarmsOf } from "../relay/alarms";
import { findHub } from "../relay/hub";
import type { Relay } from "../relay/relay";
import { rulesOf } from "../relay/rules";
import { type Spoke, spokeAlarmPrefixes } from "../relay/spoke";
import type { ScalrEvents } from "../scalr/scalr-events";
import { ALARM_CHECKS } from "./alarm-checks";
import { ASSET_CHECK } from "./asset-check";
import type {
  Check,
  Deployment,
  Finding,
  RuleTarget,
  ScalrDeployment,
  SpokeDeployment,
  SpokeOptions,
  SyncDeployment,
} from "./check";
import { FUNCTION_CHECKS } from "./function-checks";
import { HUB_CHECKS } from "./hub-checks";
import { PROBE_CHECK } from "./probe-check";
import { QUEUE_CHECKS } from "./queue-checks";
import { RULE_CHECKS } from "./rules";
import { connectionCheck } from "./scalr-connection-check";
import { SCALR_RECEIVER_CHECKS } from "./scalr-receivers";
import { SCALR_RULE_CHECKS } from "./scalr-rules";
import { SPOKE_CHECKS } from "./spoke-checks";
import { TOKEN_CHECK } from "./token-check";
import { VERSION_CHECKS } from "./version-check";

/** A check, and what it is to look at. */
export interface BoundCheck extends Pick<Check, "id" | "right"> {
  readonly run: () => Promise<Finding[]>;
}

/** From the rules to MechCloud. */
export function syncChecks(relay: Relay, context: CommandContext, probe: boolean): BoundCheck[] {
  const { aws, clock } = context;
  const deployment: SyncDeployment = {
    aws,
    context,
    relay,
    rules: once(() => rulesOf(aws, relay.names)),
    hub: once(() => findHub(aws, relay.names)),
    alarms: once(() => alarmsOf(aws, relay.names)),
    now: clock.now(),
  };
  const checks = [
    ...RULE_CHECKS,
    ...QUEUE_CHECKS,
    ...FUNCTION_CHECKS,
    ...VERSION_CHECKS,
    TOKEN_CHECK,
    ASSET_CHECK,
    ...HUB_CHECKS,
  ];
  return [
    ...bound(checks, deployment),
    ...bound(ALARM_CHECKS, deployment),
    ...bound(probe ? [PROBE_CHECK] : [], deployment),
  ];
}

/** From the rules to the hub. */
export function spokeChecks(spoke: Spoke, context: CommandContext, options: SpokeOptions): BoundCheck[] {
  const { aws, clock } = context;
  const deployment: SpokeDeployment = {
    aws,
    context,
    spoke,
    options,
    targets: once(() => targetsOf(aws, spoke.rules)),
    alarms: once(() => alarmsNamed(aws, spokeAlarmPrefixes(spoke))),
    now: clock.now(),
  };
  return [...bound(SPOKE_CHECKS, deployment), ...bound(ALARM_CHECKS, deployment)];
}

/** From Scalr to the destinations. */
export function scalrChecks(events: ScalrEvents, context: CommandContext): BoundCheck[] {
  const { aws, clock, env, fetch } = context;
  const deployment: ScalrDeployment = {
    aws,
    context,
    events,
    targets: once(() => targetsOf(aws, events.rules, events.eventBus)),
    alarms: once(() => alarmsNamed(aws, [events.names.all])),
    now: clock.now(),
  };
  const { SCALR_HOSTNAME: hostname, SCALR_TOKEN: token } = env;
  const connection = hostname && token ? [connectionCheck({ hostname, token, fetch })] : [];
  return [
    ...bound([...connection, ...SCALR_RULE_CHECKS, ...SCALR_RECEIVER_CHECKS], deployment),
    ...bound(ALARM_CHECKS, deployment),
  ];
}

function bound<Of extends Deployment>(checks: readonly Check<Of>[], deployment: Of): BoundCheck[] {
  return checks.map(({ id, right, check }) => ({ id, right, run: () => check(deployment) }));
}

/** @param eventBus default: the default bus */
async function targetsOf(aws: Aws, rules: readonly Rule[], eventBus?: string): Promise<RuleTarget[]> {
  const found = rules.map(async (rule) => {
    const targets = await listTargets(aws, rule.Name!, eventBus);
    return targets.map((target) => ({ rule, target }));
  });
  return (await Promise.all(found)).flat();
}
