import type { EventPattern } from "../eventing/event-rule";
import { check } from "../terraform/constraint";
import { FILTER_TEXT } from "./constraints";

/** Selects runs. An omitted part selects all. `*` in a text matches any characters; `**` is refused. */
export interface RunExecutedFilter {
  /** Results of the run: `applied`, `errored`, … Scalr may add others. */
  readonly results?: readonly string[];
  /** Names of environments. */
  readonly environments?: readonly string[];
  /** Names of workspaces. */
  readonly workspaces?: readonly string[];
  /** Sources of the run: `vcs`, `ui`, `cli`, `api`, … */
  readonly sources?: readonly string[];
  /** Only dry runs, or no dry runs. */
  readonly dryRun?: boolean;
  /** Only runs that destroy resources, or no such runs. */
  readonly destroy?: boolean;
  /** Tags of the event, such as `scalr-environment:env-1234567890`. The event must have one of them. */
  readonly tags?: readonly string[];
}

/** Selects entries of the audit log. An omitted part selects all. `*` in a text matches any characters; `**` is refused. */
export interface AuditLogFilter {
  /** Actions, e.g. `create-workspace`, `delete-*`. */
  readonly actions?: readonly string[];
  /** Types of the objects of the actions, e.g. `workspaces`. */
  readonly targetTypes?: readonly string[];
  /** Names of environments. */
  readonly environments?: readonly string[];
  /** E-mail addresses of the actors. */
  readonly actorEmails?: readonly string[];
  /** Results of the actions: `SUCCESS`, or another value of Scalr's. */
  readonly results?: readonly string[];
}

type Filter = Readonly<Record<string, readonly string[] | boolean | undefined>>;

/** The path in the event's `detail` of each part of a filter. */
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

/** All of Scalr's event sources. A partner event bus receives events of its own source only. */
export const SCALR_SOURCE = [{ prefix: "aws.partner/scalr.com" }];

/**
 * The pattern of `RunExecuted` events.
 * @see https://docs.scalr.io/docs/aws-eventbridge
 * @example
 * runExecuted({ results: ["errored"], workspaces: ["network-*"] });
 */
export function runExecuted(filter: RunExecutedFilter = {}): EventPattern {
  return pattern("RunExecuted", filter as Filter, RUN_EXECUTED_PATHS);
}

/**
 * The pattern of `AuditLog` events, which Scalr sends after audit logs are enabled in the account's settings.
 * @see https://docs.scalr.io/docs/aws-eventbridge
 * @example
 * auditLog({ actions: ["delete-*"] });
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
  if (wanted.length === 0) throw new Error(`${name} must have at least one text; omit it to select all.`);
  for (const text of wanted) check(name, text, FILTER_TEXT);
  return wanted.map((text) => (text.includes("*") ? { wildcard: text } : text));
}

/** Sets the value at a path of a tree, and creates the objects on the way. */
export function place(target: Record<string, unknown>, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) target[key] = value;
  else place((target[key] ??= {}) as Record<string, unknown>, rest, value);
}
