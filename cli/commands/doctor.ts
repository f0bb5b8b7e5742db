import { command } from "../command";
import { ALARM_CHECKS } from "../doctor/alarm-checks";
import type { Check, Deployment } from "../doctor/check";
import { FUNCTION_CHECKS } from "../doctor/function-checks";
import { QUEUE_CHECKS } from "../doctor/queue-checks";
import { RULE_CHECKS } from "../doctor/rules";
import { TOKEN_CHECK } from "../doctor/token-check";
import { once } from "../once";
import { counted } from "../output/words";
import { alarmsOf } from "../relay/alarms";
import { findRelay } from "../relay/relay";
import { rulesOf } from "../relay/rules";

/** From the rules to MechCloud. */
const CHECKS: readonly Check[] = [...RULE_CHECKS, ...QUEUE_CHECKS, ...FUNCTION_CHECKS, TOKEN_CHECK, ...ALARM_CHECKS];

export const doctor = command({
  name: "doctor",
  description: "check the relay from the rules to the access token; each finding has a next step",
  options: {},
  async run({ prefix }, { aws, clock, output, signal }) {
    const relay = await findRelay(aws, prefix);
    const deployment: Deployment = {
      aws,
      relay,
      rules: once(() => rulesOf(aws, relay.names)),
      alarms: once(() => alarmsOf(aws, relay.names)),
      now: clock.now(),
    };
    const checks: object[] = [];
    const lines: string[] = [];
    let count = 0;
    for (const { id, right, check } of CHECKS) {
      if (signal.aborted) return;
      const findings = await check(deployment);
      count += findings.length;
      checks.push({ id, findings });
      if (findings.length === 0) lines.push(`${output.paint("green", "ok  ")}  ${right}`);
      for (const { problem, next } of findings)
        lines.push(`${output.paint("red", "FAIL")}  ${problem}\n      Next: ${next}`);
    }
    lines.push(count === 0 ? "No findings." : `${counted(count, "finding")}.`);
    output.result({ function: relay.names.function, findings: count, checks }, lines.join("\n"));
    return count === 0 ? 0 : 1;
  },
});
