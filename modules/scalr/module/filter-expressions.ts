import type { InputConstraint } from "../../terraform/module-input";
import { snakeCase } from "../../terraform/setting";
import { FILTER_TEXT } from "../constraints";
import { AUDIT_LOG_PATHS, place, RUN_EXECUTED_PATHS, SCALR_SOURCE } from "../event-filters";

const BOOLEANS = ["dryRun", "destroy"];

/** A part of `detail`: a matcher as an HCL expression, or further parts. */
interface Parts {
  [key: string]: Parts | string;
}

/** The pattern of `runExecuted` as an HCL expression, for a filter that only Terraform knows: the object at `reference`. */
export function runExecutedExpression(reference: string): string {
  return patternExpression("RunExecuted", RUN_EXECUTED_PATHS, reference);
}

/** The pattern of `auditLog` as an HCL expression. */
export function auditLogExpression(reference: string): string {
  return patternExpression("AuditLog", AUDIT_LOG_PATHS, reference);
}

/** Terraform's type of a filter. Lists are empty by default, and select all. */
export const RUN_EXECUTED_FILTER_TYPE = filterType(RUN_EXECUTED_PATHS);
export const AUDIT_LOG_FILTER_TYPE = filterType(AUDIT_LOG_PATHS);

/** The constraint on a variable that is a filter. */
export const RUN_EXECUTED_FILTER_CONSTRAINT = filterConstraint(runExecutedTexts);
export const AUDIT_LOG_FILTER_CONSTRAINT = filterConstraint(auditLogTexts);

/** All texts of the filter at `reference`, as an HCL expression. */
export function runExecutedTexts(reference: string): string {
  return texts(RUN_EXECUTED_PATHS, reference);
}

export function auditLogTexts(reference: string): string {
  return texts(AUDIT_LOG_PATHS, reference);
}

/** The texts of a list that EventBridge refuses, as an HCL expression. */
export function refusedTexts(list: string): string {
  return `[for text in ${list} : text if !(${FILTER_TEXT.condition("text")})]`;
}

type Paths = Readonly<Record<string, readonly string[]>>;

function filterType(paths: Paths): string {
  const attributes = Object.keys(paths).map(
    (name) => `${snakeCase(name)} = ${BOOLEANS.includes(name) ? "optional(bool)" : "optional(list(string), [])"}`,
  );
  return `object({ ${attributes.join(", ")} })`;
}

function filterConstraint(textsOf: (reference: string) => string): InputConstraint {
  return {
    allowed: `a filter in which every text is ${FILTER_TEXT.allowed}`,
    condition: (reference) => `length(${refusedTexts(textsOf(reference))}) == 0`,
    culprit: (reference) => refusedTexts(textsOf(reference)),
  };
}

function texts(paths: Paths, reference: string): string {
  const lists = Object.keys(paths).filter((name) => !BOOLEANS.includes(name));
  return `concat(${lists.map((name) => `${reference}.${snakeCase(name)}`).join(", ")})`;
}

function patternExpression(detailType: string, paths: Paths, reference: string): string {
  const parts: Parts = {};
  for (const [name, path] of Object.entries(paths)) {
    const attribute = `${reference}.${snakeCase(name)}`;
    place(parts, path, BOOLEANS.includes(name) ? booleanMatcher(attribute) : listMatcher(attribute));
  }
  const envelope = JSON.stringify({ source: SCALR_SOURCE, "detail-type": [detailType] }).slice(0, -1);
  return `format("%s%s}", ${JSON.stringify(envelope)}, ${member("detail", parts, ",")})`;
}

/** `"key":{…}`, or an empty text if all its parts are empty: EventBridge refuses empty objects. */
function member(key: string, parts: Parts, before = ""): string {
  const members = Object.entries(parts).map(([name, part]) =>
    typeof part === "string"
      ? `[for matcher in [${part}] : matcher == "" ? "" : format("%s:[%s]", ${quoted(name)}, matcher)][0]`
      : member(name, part),
  );
  const body = `join(",", compact([${members.join(", ")}]))`;
  return `[for body in [${body}] : body == "" ? "" : format("${before}%s:{%s}", ${quoted(key)}, body)][0]`;
}

function listMatcher(reference: string): string {
  const text = 'strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)';
  return `join(",", [for text in ${reference} : ${text}])`;
}

function booleanMatcher(reference: string): string {
  return `${reference} == null ? "" : tostring(${reference})`;
}

/** A key in JSON, as a string in HCL. */
function quoted(key: string): string {
  return JSON.stringify(JSON.stringify(key));
}
