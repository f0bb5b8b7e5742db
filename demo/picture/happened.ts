import { countsOf, type Journey } from "./journey";
import type { Picture, Pressed } from "./picture";

/** Events may be sent so long after the call that causes them, in milliseconds. */
const DELAY_MS = 500;
const REASON_LENGTH = 160;

/** What came of a button so far, as sentences: what it did, and where the events are that it caused. */
export function happened({ startedAt, endedAt, text, hasFailed }: Pressed, { journeys }: Picture): string {
  if (endedAt === undefined) return "Under way …";
  if (hasFailed) return `It failed: ${text}`;
  const caused = [...journeys.values()].filter(({ sentAt = 0 }) => sentAt >= startedAt && sentAt <= endedAt + DELAY_MS);
  return [text, ...(caused.length > 0 ? [outcome(caused, startedAt)] : [])].join(" ");
}

function outcome(caused: readonly Journey[], startedAt: number): string {
  const { sent, delivered, queued, setAside } = countsOf(caused);
  const last = Math.max(...caused.map(({ deliveredAt = 0 }) => deliveredAt));
  const parts = [
    delivered > 0 && `${delivered} delivered within ${seconds(last - startedAt)}`,
    queued > 0 && `${queued} in the queue`,
    setAside > 0 && `${setAside} set aside (${reasonOf(caused)})`,
  ];
  return `${sent} ${sent === 1 ? "event" : "events"}: ${parts.filter(Boolean).join(", ")}.`;
}

function reasonOf(caused: readonly Journey[]): string {
  const { reason, tries } = caused.find(({ place }) => place === "refused" || place === "undeliverable")!;
  // Events that the rules could not deliver were never posted.
  const { status, answer } = { ...tries.at(-1), ...reason };
  return `HTTP status ${status}: ${messageOf(answer ?? "no answer")}`.slice(0, REASON_LENGTH);
}

/** MechCloud's stand-in answers {"message": "…"}. */
function messageOf(answer: string): string {
  return /"message":\s*"([^"]*)"/.exec(answer)?.[1] ?? answer;
}

/** "12.3 s" */
export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
