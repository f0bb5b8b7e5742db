/** Queries of CloudWatch Logs Insights by name. */
export type SavedQueries = Readonly<Record<string, string>>;

/** Queries of the log of runs. */
export const RUN_QUERIES: SavedQueries = {
  "failed runs by workspace": `filter detail.event.result = "errored"
| stats count(*) as failures, max(@timestamp) as latest by detail.event.environment as environment, detail.event.workspace as workspace
| sort failures desc`,
  "durations of runs": `stats count(*) as runs, avg(detail.event.duration) / 1000000000 as averageSeconds, max(detail.event.duration) / 1000000000 as longestSeconds by detail.event.environment as environment, detail.event.workspace as workspace
| sort longestSeconds desc`,
};

/** Queries of the audit log. */
export const AUDIT_QUERIES: SavedQueries = {
  "who did what": `fields @timestamp, detail.actor.email as actor, detail.request.action as action, detail.target.type as type, \`detail.target.display-name\` as target, detail.outcome.result as result, \`detail.request.ip-address\` as address
| sort @timestamp desc
| limit 500`,
  "failed actions": `fields @timestamp, detail.actor.email as actor, detail.request.action as action, \`detail.target.display-name\` as target, detail.outcome.result as result, \`detail.outcome.status-code\` as status
| filter detail.outcome.result != "SUCCESS"
| sort @timestamp desc
| limit 500`,
  "changes by workspace": `filter ispresent(\`detail.target.context.workspace.display-name\`)
| stats count(*) as changes, max(@timestamp) as latest by \`detail.target.context.environment.display-name\` as environment, \`detail.target.context.workspace.display-name\` as workspace, detail.request.action as action
| sort changes desc`,
};
