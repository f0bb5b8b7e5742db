import { join } from "node:path";
import { auditEntry, makePartnerSources, run, SCALR_SOURCE } from "./support/scalr-events";
import { Receivers } from "./support/scalr-receivers";
import { hcl } from "./support/terraform";
import { DEPLOY_LIMIT, type TestBed } from "./support/test-bed";
import { losses, MODULES, play, startBed } from "./support/transition";

let bed: TestBed;
let receivers: Receivers | undefined;

beforeAll(async () => {
  bed = await startBed();
}, 180_000);
afterAll(async () => {
  await receivers?.end();
  await bed?.end();
}, 30_000);

test(
  "no event gets lost while Scalr events are set up, a destination becomes another kind, and all is destroyed",
  async () => {
    await makePartnerSources(bed.events, [SCALR_SOURCE]);
    receivers = await Receivers.make(bed, "token");
    const { arns } = receivers;
    const root = {
      variable: { destinations: { type: "any" } },
      module: {
        scalr: {
          source: join(MODULES, "terraform-aws-scalr-events"),
          event_source_name: SCALR_SOURCE,
          alerts: {},
          destinations: hcl("var.destinations"),
        },
      },
    };
    const destination = (target: object) => ({ destinations: { team: { run_executed: {}, ...target } } });
    const stages = {
      "apply with lambda": destination({ lambda: { function_arn: arns.function } }),
      "change to step_functions": destination({ step_functions: { state_machine_arn: arns.stateMachine } }),
      "change to cloudwatch_logs": destination({ cloudwatch_logs: { log_group_arn: arns.logGroup } }),
    };
    const stream = await play(bed, { policies: ["scalr-events"] }, root, stages, (count) => ({
      run: run(`run-${count}`, { result: "errored" }),
      audit: auditEntry(`action-${count}`, "SUCCESS"),
    }));

    expect(
      await losses(stream, {
        "scalr-run-executed": "run",
        "scalr-audit-log": "audit",
        "scalr-run-alerts": "run",
        "scalr-to-team": "run",
      }),
    ).toEqual({});
  },
  4 * DEPLOY_LIMIT,
);
