import { command } from "../command";
import type { CommonValues } from "../common-options";
import { findDeployments } from "../deployments";
import { scalrChecks, spokeChecks, syncChecks } from "../doctor/suites";
import { commandLine } from "../output/command-line";
import { counted } from "../output/words";

export const doctor = command({
  name: "doctor",
  description: "check MechCloud sync and Scalr's events, end to end; each finding has a next step",
  details: [
    "Checks what exists with this prefix: MechCloud sync with its hub, a spoke, Scalr's events. It changes nothing.",
    "With SCALR_HOSTNAME and SCALR_TOKEN in the environment, it also asks Scalr for the connection's status.",
    "--probe sends an event through the queue that changes nothing: the removal of the tag from a VPC that does not exist.",
  ].join("\n"),
  options: {
    probe: { description: "send a test event to MechCloud, to see whether it accepts the token" },
    hubProfile: {
      value: "profile",
      description: "AWS profile of the hub's account, to check the hub of a spoke in another account, too",
    },
  },
  async run({ probe, hubProfile, ...common }, context) {
    const { prefix } = common;
    const { aws, output, signal } = context;
    const { relay, spoke, events } = await findDeployments(aws, prefix);
    const checks = [
      ...(relay ? syncChecks(relay, context, probe) : []),
      ...(spoke ? spokeChecks(spoke, context, { ...common, hubProfile }) : []),
      ...(events ? scalrChecks(events, context) : []),
    ];
    const results: { id: string; findings: object[]; notes: object[] }[] = [];
    const lines: string[] = [];
    for (const { id, right, run } of checks) {
      if (signal.aborted) return;
      const found = (await run()).map((each) => ({
        ...each,
        next: each.isComplete ? each.next : withOptions(each.next, common),
      }));
      const shown = (of: typeof found) => of.map(({ problem, next }) => ({ problem, next }));
      results.push({
        id,
        findings: shown(found.filter(({ isNote }) => !isNote)),
        notes: shown(found.filter(({ isNote }) => isNote)),
      });
      if (found.length === 0) lines.push(`${output.paint("green", "ok  ")}  ${right}`);
      for (const { problem, next, isNote } of found) {
        const mark = isNote ? output.paint("yellow", "note") : output.paint("red", "FAIL");
        lines.push(`${mark}  ${problem}\n      Next: ${next}`);
      }
    }
    const count = results.flatMap(({ findings }) => findings).length;
    lines.push(count === 0 ? "No findings." : `${counted(count, "finding")}.`);
    const subject = {
      function: relay?.names.function ?? null,
      spoke: spoke?.names.spokeDeadLetterQueue ?? null,
      eventBus: events?.eventBus ?? null,
    };
    output.result({ ...subject, findings: count, checks: results }, lines.join("\n"));
    return count === 0 ? 0 : 1;
  },
});

/** A command line of this program for the same deployment. */
function withOptions(next: string, { prefix, region, profile, endpointUrl }: CommonValues): string {
  if (!next.startsWith("aws-event-relay ")) return next;
  return commandLine(next, { prefix, region, profile, "endpoint-url": endpointUrl });
}
