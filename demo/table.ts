import type { Sighting } from "./journal";
import { paint, say, seconds } from "./screen";

/** The table of what is done and what arrives, a row each, with the time since it began. */
export class Table {
  private readonly start = Date.now();

  constructor() {
    say(paint("bold", row("since start", "latency", "rule", "detail-type", "resource", "name", "what")));
  }

  /** @param by "AWS call" or "Scalr event" */
  done(by: string, what: string, resource: string, name: string): void {
    say(paint("cyan", row(this.since(Date.now()), "", "", `→ ${by}`, resource, name, what)));
  }

  /** @param calledAt when it was brought about; undefined where nobody knows */
  arrived(
    at: number,
    calledAt: number | undefined,
    { rule, detailType, resource, what }: Sighting,
    name: string,
  ): void {
    const latency = calledAt === undefined ? "?" : `${at - calledAt} ms`;
    say(row(this.since(at), latency, rule, detailType, resource, name, what));
  }

  refused(at: number, status: number): void {
    say(paint("yellow", row(this.since(at), "", "", `refused with ${status}; it is tried again`, "", "", "")));
  }

  /** Text of several lines below a row. */
  note(text: string): void {
    for (const line of text.split("\n")) say(paint("magenta", `${" ".repeat(21)}│ ${line}`));
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
