import type { Aws } from "../aws/aws";
import { listTargets } from "../aws/lists";
import type { CommandContext } from "../command";
import { once } from "../once";
import { alarmsNamed, alarmsOf } from "../relay/alarms";
import type { Relay } from "../relay/relay";
import { rulesOf } from "../relay/rules";
import type { ScalrEvents } from "../scalr/scalr-events";
import { ALARM_CHECKS } from "./alarm-checks";
import { ASSET_CHECK } from "./asset-check";
import type { Check, Deployment, Finding, RuleTarget, ScalrDeployment, SyncDeployment } from "./check";
import { FUNCTION_CHECKS } from "./function-checks";
import { PROBE_CHECK } from "./probe-check";
import { QUEUE_CHECKS } from "./queue-checks";
import { RULE_CHECKS } from "./rules";
import { connectionCheck } from "./scalr-connection-check";
import { SCALR_RECEIVER_CHECKS } from "./scalr-receivers";
import { SCALR_RULE_CHECKS } from "./scalr-rules";
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
    alarms: once(() => alarmsOf(aws, relay.names)),
    now: clock.now(),
  };
  const checks = [...RULE_CHECKS, ...QUEUE_CHECKS, ...FUNCTION_CHECKS, ...VERSION_CHECKS, TOKEN_CHECK, ASSET_CHECK];
  return [
    ...bound(checks, deployment),
    ...bound(ALARM_CHECKS, deployment),
    ...bound(probe ? [PROBE_CHECK] : [], deployment),
  ];
}

/** From Scalr to the destinations. */
export function scalrChecks(events: ScalrEvents, context: CommandContext): BoundCheck[] {
  const { aws, clock, env, fetch } = context;
  const deployment: ScalrDeployment = {
    aws,
    context,
    events,
    targets: once(() => targetsOf(aws, events)),
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

async function targetsOf(aws: Aws, { rules, eventBus }: ScalrEvents): Promise<RuleTarget[]> {
  const found = rules.map(async (rule) => {
    const targets = await listTargets(aws, rule.Name!, eventBus);
    return targets.map((target) => ({ rule, target }));
  });
  return (await Promise.all(found)).flat();
}
