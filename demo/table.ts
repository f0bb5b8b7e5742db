import { paint, print, seconds } from "./screen";
import type { Observation } from "./timeline";

/** The table of calls and arriving events, one row each, with the time since the start. */
export class Table {
  private readonly start = Date.now();

  constructor() {
    print(paint("bold", row("since start", "latency", "rule", "detail-type", "resource", "name", "what")));
  }

  /** @param kind "AWS call" or "Scalr event" */
  sent(kind: string, what: string, resource: string, name: string): void {
    print(paint("cyan", row(this.since(Date.now()), "", "", `→ ${kind}`, resource, name, what)));
  }

  /** @param calledAt the time of the call that caused the event; undefined if unknown */
  arrived(
    at: number,
    calledAt: number | undefined,
    { rule, detailType, resource, what }: Observation,
    name: string,
  ): void {
    const latency = calledAt === undefined ? "?" : `${at - calledAt} ms`;
    print(row(this.since(at), latency, rule, detailType, resource, name, what));
  }

  refused(at: number, status: number): void {
    print(paint("yellow", row(this.since(at), "", "", `refused with ${status}, will be retried`, "", "", "")));
  }

  /** Text below a row, which may have several lines. */
  note(text: string): void {
    for (const line of text.split("\n")) print(paint("magenta", `${" ".repeat(21)}│ ${line}`));
  }

  private since(at: number): string {
    return seconds(at - this.start);
  }
}

function row(...cells: [string, string, string, string, string, string, string]): string {
  const [since, latency, rule, detailType, resource, name, what] = cells;
  const left = [since.padStart(11), latency.padStart(8), rule.padEnd(31), detailType.padEnd(38)];
  return [...left, resource.padEnd(24), name.padEnd(14), what].join("  ").trimEnd();
}
