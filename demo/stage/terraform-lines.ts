import type { Fact } from "../picture/facts";

type Part = Pick<Extract<Fact, { kind: "part" }>, "address" | "state">;

/** A line of `terraform apply -json` (https://developer.hashicorp.com/terraform/internals/machine-readable-ui). */
interface Line {
  readonly type?: string;
  readonly change?: { readonly resource: { readonly addr: string } };
  readonly hook?: { readonly resource: { readonly addr: string }; readonly action?: string };
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail: string };
}

/** @returns what the line tells about one resource; undefined if it tells nothing of the kind */
export function partOf(text: string): Part | undefined {
  const { type, change, hook } = parsed(text);
  if (type === "planned_change" && change) return { address: change.resource.addr, state: "planned" };
  if (!hook || hook.action === "read") return undefined;
  const { addr: address } = hook.resource;
  const isDestroyed = hook.action === "delete";
  if (type === "apply_start") return { address, state: isDestroyed ? "destroying" : "creating" };
  if (type === "apply_complete") return { address, state: isDestroyed ? "destroyed" : "created" };
  return type === "apply_errored" ? { address, state: "failed" } : undefined;
}

/** The errors among the lines, as people read them. */
export function problemsIn(output: string): string {
  return output
    .split("\n")
    .map((line) => parsed(line).diagnostic)
    .filter((diagnostic) => diagnostic?.severity === "error")
    .map((diagnostic) => `${diagnostic?.summary}\n${diagnostic?.detail}`.trim())
    .join("\n\n");
}

function parsed(text: string): Line {
  return text.startsWith("{") ? (JSON.parse(text) as Line) : {};
}
