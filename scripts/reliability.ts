// Writes the table of faults in docs/reliability.md from the one that the tests play, so that each row is a test.
// "--check" only tells whether it is up to date.

import { join } from "node:path";
import { BURST } from "../samples/faults/burst";
import type { Fault } from "../samples/faults/fault";
import { faults } from "../samples/faults/faults";
import { tally } from "../samples/faults/tally";
import { markdownTable, updateParts } from "./lib/generated-parts";
import { ROOT } from "./lib/project";

const HEADS = ["Fault", "Played", "Sent [events]", "Delivered [events]", "Queued [events]", "Set aside [events]"];

const PLAYED = { virtual: "virtual clock", both: "both", deployed: "local AWS" };

const burst = [
  `${count(BURST.events)} events in a burst, ${100 * BURST.failures} % random failures`,
  PLAYED.deployed,
  count(BURST.events),
  count(BURST.events),
  "0",
  "0",
  "`Retried`",
  "",
];

/** Played by __tests__/e2e/healing.test.ts. */
const apply = [
  "`terraform apply` while relays have paused themselves, and one is paused by a person",
  PLAYED.deployed,
  "3",
  "3",
  "0",
  "0",
  "`ChannelDown`, `TokenMissing`, `Paused`",
  "ends the pause of a person",
];

updateParts(
  join(ROOT, "docs/reliability.md"),
  {
    faults: markdownTable([...HEADS, "The operator sees", "A person does"], [...faults.map(row), apply, burst]),
    messages: markdownTable(["Fault", "Log line of level ERROR"], faults.filter(({ says }) => says).map(message)),
  },
  "node --import tsx scripts/reliability.ts",
);

function row(fault: Fault): string[] {
  const { sent, delivered, repeated, queued, deadLetters } = tally(fault);
  const numbers = Object.entries(fault.metrics).filter(([metric]) => metric !== "Delivered");
  // Where time is real, how often depends on the computer.
  const sums = numbers.map(([metric, sum]) => `\`${metric}\`${fault.played === "deployed" ? "" : ` ${sum}`}`);
  const seen = [...alarmsOf(fault), sums.join(", ")];
  return [
    fault.name,
    PLAYED[fault.played ?? "virtual"],
    count(sent),
    count(delivered) + (repeated > 0 ? ` (${repeated} twice)` : ""),
    count(queued),
    count(deadLetters),
    seen.filter(Boolean).join("; ") || "nothing",
    fault.person ?? "",
  ];
}

/** The alarms that go off, as their names end. */
function alarmsOf({ outcome, errors, metrics, nearTimeout, downForLong }: Fault): string[] {
  const { MoveFailed: moveFailed = 0 } = metrics;
  const alarms: [string, string, unknown][] = [
    ["channel-down", "channel-down", downForLong],
    ["token-unusable", "token-unusable", metrics.TokenUnusable],
    // Three times in five minutes.
    ["move-failed", "move-failed", moveFailed >= 3],
    ["pause-failed", "pause-failed", metrics.PauseFailed],
    ["depth", "dead-letter-queue", outcome.deadLetters],
    ["errors", "function-errors", errors],
    ["near-timeout", "function-near-time-out", nearTimeout],
  ];
  return alarms.filter(([, , goesOff]) => goesOff).map(([alarm, section]) => `[…-${alarm}](operations.md#${section})`);
}

function message({ name, says = "" }: Fault): string[] {
  const line = says.replace("<secret>", "`<secret>`").replace(/: $/, ": …");
  return [name, line.startsWith("not on") ? `Event … could not be delivered, ${line}` : line];
}

function count(number: number): string {
  return number.toLocaleString("en");
}
