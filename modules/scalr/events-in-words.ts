import { isDeepStrictEqual } from "node:util";
import { type IResolvable, Lazy, Tokenization } from "cdktf";
import type { EventPattern } from "../eventing/event-rule";
import {
  AUDIT_LOG_PATHS,
  type AuditLogFilter,
  type FilterPaths,
  place,
  RUN_EXECUTED_PATHS,
  type RunExecutedFilter,
  SCALR_SOURCE,
} from "./event-filters";

/** What precedes the texts of a filter's part, or what stands for true and for false. */
type Words<F> = Readonly<Record<keyof F, string | { readonly true: string; readonly false: string }>>;

const RUN_EXECUTED_WORDS: Words<RunExecutedFilter> = {
  results: "with result",
  environments: "of environment",
  workspaces: "of workspace",
  sources: "from source",
  dryRun: { true: "that are dry runs", false: "that are no dry runs" },
  destroy: { true: "that destroy", false: "that do not destroy" },
  tags: "with tag",
};

const AUDIT_LOG_WORDS: Words<AuditLogFilter> = {
  actions: "of action",
  targetTypes: "on target type",
  environments: "in environment",
  actorEmails: "by actor",
  results: "with result",
};

interface Kind {
  readonly name: string;
  readonly words: Words<Record<string, unknown>>;
  readonly paths: FilterPaths<Record<string, unknown>>;
}

/** The kinds of event by their detail type. */
const KINDS: Readonly<Record<string, Kind>> = {
  RunExecuted: { name: "runs", words: RUN_EXECUTED_WORDS, paths: RUN_EXECUTED_PATHS },
  AuditLog: { name: "audit log entries", words: AUDIT_LOG_WORDS, paths: AUDIT_LOG_PATHS },
};

/**
 * The events that a pattern selects, in words: `runs with result errored, of environment production*`. A pattern that
 * neither `runExecuted` nor `auditLog` returns is shown as JSON.
 */
export function eventsInWords(pattern: EventPattern | IResolvable): string {
  if (!Tokenization.isResolvable(pattern))
    return knownInWords(pattern) ?? `events that match ${JSON.stringify(pattern)}`;
  return Lazy.stringValue({
    produce: (context) => {
      // The HCL of the pattern, without the braces of a template.
      const reference = String(context.resolve(pattern)).replace(/^\$\{(.*)\}$/s, "$1");
      const words = eventsExpression(reference);
      return context.suppressBraces ? words : `\${${words}}`;
    },
  });
}

function knownInWords(pattern: EventPattern): string | undefined {
  const [detailType = ""] = (pattern["detail-type"] ?? []) as string[];
  const { name, words, paths } = KINDS[detailType] ?? { name: "", words: {}, paths: {} };
  const detail = {};
  const phrases = Object.entries(words).flatMap(([part, word]) => {
    const path = paths[part] ?? [];
    const matchers = path.reduce<unknown>(
      (value, key) => (value as EventPattern | undefined)?.[key],
      pattern["detail"],
    );
    if (!Array.isArray(matchers)) return [];
    place(detail, path, matchers);
    return [
      typeof word === "string"
        ? `${word} ${matchers.map(textOf).join(" or ")}`
        : word[JSON.stringify(matchers[0]) as "true"],
    ];
  });
  const complete = { source: SCALR_SOURCE, "detail-type": [detailType], ...(phrases.length > 0 && { detail }) };
  if (!name || !isDeepStrictEqual(complete, pattern)) return undefined;
  return phrases.length > 0 ? `${name} ${phrases.join(", ")}` : `all ${name}`;
}

function textOf(matcher: unknown): string {
  return typeof matcher === "string"
    ? matcher
    : ((matcher as { wildcard?: string }).wildcard ?? JSON.stringify(matcher));
}

/** The same as an HCL expression, for a pattern that `runExecutedExpression` or `auditLogExpression` gives: JSON. */
export function eventsExpression(reference: string): string {
  const ofKind = Object.values(KINDS).map(({ name, words, paths }) => {
    const phrases = Object.entries(words).map(([part, word]) => {
      const matchers = `pattern.detail${(paths[part] ?? []).map((key) => `[${JSON.stringify(key)}]`).join("")}`;
      const texts = `join(" or ", [for matcher in ${matchers} : try(matcher.wildcard, matcher)])`;
      return typeof word === "string"
        ? `try(join(" ", [${JSON.stringify(word)}, ${texts}]), "")`
        : `try(${matchers}[0] ? ${JSON.stringify(word.true)} : ${JSON.stringify(word.false)}, "")`;
    });
    const all = `join(", ", compact([${phrases.join(", ")}]))`;
    return `[for phrases in [${all}] : phrases == "" ? "all ${name}" : join(" ", ["${name}", phrases])][0]`;
  });
  const kinds = Object.keys(KINDS).map((detailType, index) => `${detailType} = ${ofKind[index]}`);
  return `[for pattern in [jsondecode(${reference})] : { ${kinds.join(", ")} }[pattern["detail-type"][0]]][0]`;
}
