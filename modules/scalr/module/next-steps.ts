/**
 * The steps that remain in Scalr after the event source is associated with an event bus.
 * @see https://docs.scalr.io/docs/aws-eventbridge
 */
export const NEXT_STEPS = [
  "In Scalr, account scope, Integrations, the connection's details: Refresh status, until it is active.",
  "For the audit log, account scope, Settings, Audit logs: select the connection.",
];
