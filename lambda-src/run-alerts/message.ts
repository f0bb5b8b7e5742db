import type { Run } from "./run";

export interface Message {
  readonly subject: string;
  readonly message: string;
}

/** SNS takes fewer than 100 characters. */
const MAX_SUBJECT_LENGTH = 99;

const NANOSECONDS = 1e9;

/** Tells of a run in plain text, the main thing first. What is unknown has no line. */
export function messageOf(run: Run): Message {
  const { result = "ended", workspace = "unknown workspace", environment = "unknown environment" } = run;
  const headline = `Scalr run ${result}: ${workspace} (${environment})`;
  const lines: [label: string, value: string | undefined][] = [
    ["Result", run.result],
    ["Workspace", run.workspace],
    ["Environment", run.environment],
    ["Duration", durationText(run.duration)],
    ["Run ID", run.id],
    ["Started by", run.source],
    ["Destroy", run.isDestroy ? "yes" : undefined],
    ["Dry run", run.isDry ? "yes" : undefined],
    ["Link", linkTo(run)],
  ];
  const known = lines.flatMap(([label, value]) => (value ? [`${label}: ${value}`] : []));
  return { subject: subjectOf(headline), message: [headline, ...known].join("\n") };
}

/**
 * SNS refuses a subject that is not printable ASCII: letters lose their accents, other characters become "?".
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
function subjectOf(headline: string): string {
  const ascii = headline
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^ -~]/gu, "?");
  return ascii.length > MAX_SUBJECT_LENGTH ? `${ascii.slice(0, MAX_SUBJECT_LENGTH - 3)}...` : ascii;
}

/** Such as "2 min 17 s". */
function durationText(nanoseconds: number | undefined): string | undefined {
  if (nanoseconds === undefined || !Number.isFinite(nanoseconds) || nanoseconds < 0) return undefined;
  const seconds = Math.round(nanoseconds / NANOSECONDS);
  const parts: [count: number, unit: string][] = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ];
  const counted = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return counted.join(" ") || "0 s";
}

/**
 * The address that Terraform's remote backend, which Scalr speaks, gives for a run.
 *
 * @see https://github.com/hashicorp/terraform/blob/main/internal/backend/remote/backend_plan.go
 */
function linkTo({ account, environment, workspace, id }: Run): string | undefined {
  if (!account || !environment || !workspace || !id) return undefined;
  const path = ["app", environment, workspace, "runs", id].map(encodeURIComponent).join("/");
  return `https://${encodeURIComponent(account)}.scalr.io/${path}`;
}
