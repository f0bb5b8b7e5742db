import { CONFIRM_SUBSCRIPTIONS, type CommandLine } from "../../eventing/module/operation-outputs";

/**
 * The steps that remain in Scalr after the event source is associated with an event bus.
 * @see https://docs.scalr.io/docs/aws-eventbridge
 */
export const STEPS_IN_SCALR = [
  "In Scalr, account scope, Integrations, the connection's details: Refresh status, until it is active.",
  "For the audit log, account scope, Settings, Security, Audit logs: select the connection.",
];

/** What remains to do after the first apply. */
export function nextSteps(commandLine: CommandLine): string[] {
  return [...STEPS_IN_SCALR, CONFIRM_SUBSCRIPTIONS, `Check everything: ${commandLine("doctor")}`];
}
