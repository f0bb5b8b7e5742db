import { duration, isoTime } from "../output/words";
import { Log } from "../relay/log";
import { resumeTime } from "../relay/schedules";
import { APPLY, type Check, type Finding } from "./check";

/** Without these, no event is delivered. */
const VARIABLES = [
  "TEAM_ID",
  "CLOUD_ACCOUNT_ID",
  "MECHCLOUD_ENDPOINT_URL",
  "QUEUE_URL",
  "DEAD_LETTER_QUEUE_URL",
] as const;

const LOG_PERIOD_MS = 3_600_000;

const functionState: Check = {
  id: "function",
  right: "The function is active and may run.",
  async check({ aws, relay }) {
    const { State, StateReason, LastUpdateStatus, LastUpdateStatusReason } = relay.function;
    const FunctionName = relay.names.function;
    const { ReservedConcurrentExecutions } = await aws.lambda.getFunctionConcurrency({ FunctionName });
    const findings: Finding[] = [];
    if (State !== "Active") findings.push({ problem: `The function is ${State}: ${StateReason}`, next: APPLY });
    if (LastUpdateStatus === "Failed") {
      findings.push({ problem: `The function's last update failed: ${LastUpdateStatusReason}`, next: APPLY });
    }
    if (ReservedConcurrentExecutions === 0) {
      const next = `aws lambda delete-function-concurrency --function-name ${FunctionName}`;
      findings.push({
        problem: "The function's reserved concurrency is 0, so Lambda throttles each invocation.",
        next,
      });
    }
    return findings;
  },
};

const environment: Check = {
  id: "environment",
  right: "The function has its settings.",
  check({ relay }) {
    const missing = VARIABLES.filter((name) => !relay.environment[name]);
    const problem = `The function's environment lacks ${missing.join(", ")}.`;
    return Promise.resolve(missing.length > 0 ? [{ problem, next: APPLY }] : []);
  },
};

const mapping: Check = {
  id: "mapping",
  right: "The function receives the queue's events.",
  async check({ aws, relay, now }) {
    const { mapping: found } = relay;
    if (!found) return [{ problem: "The function has no event source mapping of the queue.", next: APPLY }];
    const findings: Finding[] = [];
    if (!found.FunctionResponseTypes?.includes("ReportBatchItemFailures")) {
      const problem = "The event source mapping does not report failures of single events, so that events are lost.";
      findings.push({ problem, next: APPLY });
    }
    if (found.State === "Disabled") {
      const until = await resumeTime(aws, relay);
      const problem = until
        ? `The relay has paused itself and tries again at ${isoTime(until)}, in ${duration(until - now)}.`
        : "The relay is paused until somebody resumes it.";
      findings.push({ problem, next: until ? "aws-event-relay tail --since 1d" : "aws-event-relay resume" });
    }
    return findings;
  },
};

const log: Check = {
  id: "log",
  right: "The function has logged no error in the last hour.",
  async check({ aws, relay, now }) {
    try {
      const entries = await new Log(aws, relay.names, now - LOG_PERIOD_MS).read();
      const last = entries.filter(({ level }) => level === "ERROR").at(-1);
      if (!last) return [];
      const problem = `The function's last error was at ${isoTime(last.time)}: ${last.message}`;
      return [{ problem, next: "aws-event-relay tail --since 1h" }];
    } catch (error) {
      if ((error as Error).name !== "ResourceNotFoundException") throw error;
      return [{ problem: "The function's log group does not exist.", next: APPLY }];
    }
  },
};

export const FUNCTION_CHECKS: readonly Check[] = [functionState, environment, mapping, log];
