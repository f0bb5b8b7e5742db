import type { EventPattern } from "../eventing/event-rule";
import { check } from "../terraform/constraint";
import { FILTER_TEXT } from "./constraints";

/** Which runs; what is left out does not restrict. A `*` in a text stands for any characters; no two in a row. */
export interface RunExecutedFilter {
  /** How the run ended: `applied`, `errored`, … The vocabulary is Scalr's and open. */
  readonly results?: readonly string[];
  /** Names of environments. */
  readonly environments?: readonly string[];
  /** Names of workspaces. */
  readonly workspaces?: readonly string[];
  /** What started the run: `vcs`, `ui`, `cli`, `api`, … */
  readonly sources?: readonly string[];
  /** Only runs that are, or are not, dry runs. */
  readonly dryRun?: boolean;
  /** Only runs that destroy, or do not. */
  readonly destroy?: boolean;
  /** Tags of the event, such as `scalr-environment:env-1234567890`; one of them must be there. */
  readonly tags?: readonly string[];
}

/** Which entries of the audit log; what is left out does not restrict. A `*` in a text stands for any characters; no two in a row. */
export interface AuditLogFilter {
  /** What was done, e.g. `create-workspace`, `delete-*`. */
  readonly actions?: readonly string[];
  /** What it was done to, e.g. `workspaces`. */
  readonly targetTypes?: readonly string[];
  /** Names of environments. */
  readonly environments?: readonly string[];
  /** E-mail addresses of those who did it. */
  readonly actorEmails?: readonly string[];
  /** `SUCCESS`, or what Scalr says otherwise. */
  readonly results?: readonly string[];
}

type Filter = Readonly<Record<string, readonly string[] | boolean | undefined>>;

/** Where in the event's `detail` each part of a filter looks. */
export type FilterPaths<F> = Readonly<Record<keyof F, readonly string[]>>;

export const RUN_EXECUTED_PATHS: FilterPaths<RunExecutedFilter> = {
  results: ["event", "result"],
  environments: ["event", "environment"],
  workspaces: ["event", "workspace"],
  sources: ["event", "source"],
  dryRun: ["event", "is-dry"],
  destroy: ["event", "is-destroy"],
  tags: ["tags"],
};

export const AUDIT_LOG_PATHS: FilterPaths<AuditLogFilter> = {
  actions: ["request", "action"],
  targetTypes: ["target", "type"],
  environments: ["target", "context", "environment", "display-name"],
  actorEmails: ["actor", "email"],
  results: ["outcome", "result"],
};

/** Every source of Scalr; a partner event bus gets events of its own source alone. */
export const SCALR_SOURCE = [{ prefix: "aws.partner/scalr.com" }];

/**
 * The pattern of `RunExecuted` events.
 * @see https://docs.scalr.io/docs/aws-eventbridge
 */
export function runExecuted(filter: RunExecutedFilter = {}): EventPattern {
  return pattern("RunExecuted", filter as Filter, RUN_EXECUTED_PATHS);
}

/**
 * The pattern of `AuditLog` events, which Scalr sends once audit logs are enabled in the account's settings.
 * @see https://docs.scalr.io/docs/aws-eventbridge
 */
export function auditLog(filter: AuditLogFilter = {}): EventPattern {
  return pattern("AuditLog", filter as Filter, AUDIT_LOG_PATHS);
}

function pattern(detailType: string, filter: Filter, paths: Readonly<Record<string, readonly string[]>>): EventPattern {
  const detail: Record<string, unknown> = {};
  for (const [name, wanted] of Object.entries(filter)) {
    if (wanted === undefined) continue;
    const path = paths[name];
    if (!path) throw new Error(`${name} must be one of ${Object.keys(paths).join(", ")}.`);
    place(detail, path, matchers(name, wanted));
  }
  return {
    source: SCALR_SOURCE,
    "detail-type": [detailType],
    ...(Object.keys(detail).length > 0 && { detail }),
  };
}

function matchers(name: string, wanted: readonly string[] | boolean): unknown[] {
  if (typeof wanted === "boolean") return [wanted];
  if (wanted.length === 0) throw new Error(`${name} must hold at least one text; leave it out to take all.`);
  for (const text of wanted) check(name, text, FILTER_TEXT);
  return wanted.map((text) => (text.includes("*") ? { wildcard: text } : text));
}

/** Puts `value` at `path` of a tree, making what is missing on the way. */
export function place(target: Record<string, unknown>, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) target[key] = value;
  else place((target[key] ??= {}) as Record<string, unknown>, rest, value);
}
