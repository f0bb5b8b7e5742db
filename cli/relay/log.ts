import type { Aws } from "../aws/aws";
import { allPages } from "../aws/pages";
import type { RelayNames } from "./names";

/** An entry of the function's log. What is not known is not of this relay's function. */
export interface LogEntry {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly level: string;
  readonly message: string;
  readonly outcome?: string;
  readonly eventId?: string;
  /** Of the event. */
  readonly account?: string;
  readonly region?: string;
  /** The cloud account that it was posted for. */
  readonly cloudAccountId?: string;
  readonly detailType?: string;
  readonly resourceType?: string;
  readonly resourceIds?: readonly string[];
  readonly status?: number;
  readonly answer?: string;
  readonly fault?: string;
  readonly receiveCount?: number;
  readonly latencyMs?: number;
  /** From when the event happened to when it was delivered. */
  readonly queueDelayMs?: number;
}

/** Reads the function's log from a time on, and then what is new. */
export class Log {
  readonly #seen = new Set<string>();
  readonly #logGroupName: string;

  constructor(
    private readonly aws: Aws,
    names: RelayNames,
    private since: number,
    /** What entries must contain; all if undefined. */
    private readonly filterPattern?: string,
  ) {
    this.#logGroupName = `/aws/lambda/${names.function}`;
  }

  /** The entries since the last call, in the order of their time. */
  async read(): Promise<LogEntry[]> {
    const { since: startTime, filterPattern } = this;
    const logGroupName = this.#logGroupName;
    const events = await allPages(async (nextToken) => {
      const page = await this.aws.logs.filterLogEvents({ logGroupName, startTime, nextToken, filterPattern });
      return { items: page.events, next: page.nextToken };
    });
    const unseen = events.filter(({ eventId }) => !this.#seen.has(eventId!));
    for (const { eventId, timestamp } of unseen) {
      this.#seen.add(eventId!);
      this.since = Math.max(this.since, timestamp!);
    }
    return unseen
      .flatMap(({ message, timestamp }) => entryOf(message!, timestamp!))
      .toSorted((a, b) => a.time - b.time);
  }
}

/** None for metrics, and for what Lambda itself writes, unless it ended the function. */
function entryOf(line: string, time: number): LogEntry[] {
  const fields = parse(line);
  if (typeof fields?.level === "string") return [{ ...(fields as unknown as LogEntry), time }];
  return /Task timed out|Runtime\.\w+/.test(line) ? [{ time, level: "ERROR", message: line.trim() }] : [];
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line.slice(line.indexOf("{"))) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
