import fc from "fast-check";
import { DAY, type Ending, type History, HOUR, idOf, play } from "./support/model/history";

/** HISTORIES=200 plays what docs/reliability.md tells. */
const HISTORIES = Number(process.env["HISTORIES"] ?? 20);
const DAYS = 30;

const resource = fc.constantFrom("vpc-1", "vpc-2", "subnet-1", "subnet-2", "i-1", "i-2", "i-3", "sg-1");
const change = fc.record({
  groupId: fc.constantFrom("group-1", "group-2", "group-3"),
  resource,
  fate: fc.oneof(
    { weight: 60, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom("poison" as const, "refused" as const) },
  ),
});

/** Bursts of events; some days without any. */
const changes = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: DAYS * DAY }),
      burst: fc.array(fc.record({ after: fc.integer({ min: 0, max: 20_000 }), change }), {
        minLength: 1,
        maxLength: 12,
      }),
    }),
    { minLength: 8, maxLength: 25, size: "max" },
  )
  .map((bursts) =>
    bursts
      .flatMap(({ at, burst }) => burst.map(({ after, change: each }) => ({ at: at + after, ...each })))
      .toSorted((a, b) => a.at - b.at),
  );

/** From ten seconds to two days. */
const outages = fc.array(
  fc
    .record({
      from: fc.integer({ min: 0, max: (DAYS - 3) * DAY }),
      ms: fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 10_000, max: 300_000 }) },
        { weight: 3, arbitrary: fc.integer({ min: 300_000, max: 6 * HOUR }) },
        { weight: 1, arbitrary: fc.integer({ min: 6 * HOUR, max: 2 * DAY }) },
      ),
      kind: fc.constantFrom("refused" as const, "silent" as const, "error" as const),
    })
    .map(({ from, ms, kind }) => ({ from, until: from + ms, kind })),
  { minLength: 2, maxLength: 6, size: "max" },
);

/** A token lasts for ten hours; somebody replaces it, soon or late. */
const expiries = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 600_000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 14 * HOUR }) },
    ),
    {
      minLength: 72,
      maxLength: 72,
    },
  )
  .map((delays) => {
    let at = 0;
    return delays.map((delay) => {
      at += 10 * HOUR;
      const replacedAt = at + delay;
      const expiry = { at, replacedAt };
      at = replacedAt;
      return expiry;
    });
  })
  .map((all) => all.filter(({ replacedAt }) => replacedAt < DAYS * DAY));

const history: fc.Arbitrary<History> = fc.record({ changes, outages, expiries });

function check({ changes: sent }: History, ending: Ending): void {
  const ids = sent.map((_change, index) => idOf(index));
  expect([ending.queued, ending.lost, ending.errors]).toEqual([[], [], 0]);
  // Each event is delivered or set aside, with its reason.
  expect(new Set([...ending.delivered, ...ending.setAside.keys()])).toEqual(new Set(ids));
  for (const [index, { fate }] of sent.entries()) {
    const outcome = ending.setAside.get(idOf(index));
    expect(outcome !== undefined).toBe(fate !== undefined);
    expect(fate !== "refused" || outcome === "refused").toBe(true);
  }
  // In order among events of a group about the same resource. Only trouble of more than an hour may end out of order.
  const outOfOrder: [earlier: number, later: number][] = [];
  for (const [later, { groupId, resource: about }] of sent.entries()) {
    if (sent[later]!.fate) continue;
    for (const earlier of sent.keys()) {
      if (earlier === later) break;
      const { fate, groupId: group, resource: other } = sent[earlier]!;
      if (fate || group !== groupId || other !== about) continue;
      const isInOrder = ending.delivered.indexOf(idOf(earlier)) < ending.delivered.indexOf(idOf(later));
      if (!isInOrder && !(ending.receives.get(idOf(earlier))! >= 10)) outOfOrder.push([earlier, later]);
    }
  }
  expect(outOfOrder).toEqual([]);
  expect(Math.max(...ending.receives.values())).toBeLessThan(500);
}

test("30 days of outages, expired tokens and poison need no command, and lose nothing", async () => {
  const recoveries: number[] = [];
  let [events, invocations] = [0, 0];

  for (const each of fc.sample(history, { numRuns: HISTORIES, seed: 20260101 })) {
    const ending = await play(each);
    check(each, ending);
    recoveries.push(...ending.recoveries);
    events += each.changes.length;
    invocations += ending.invocations;
  }

  const sorted = recoveries.toSorted((a, b) => a - b);
  const [median = 0, worst = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  process.stdout.write(
    `${events} events, ${invocations} invocations, ${recoveries.length} recoveries: ` +
      `median ${(median / 60_000).toFixed(1)} min, worst ${(worst / 60_000).toFixed(1)} min\n`,
  );
  // A pause of an hour, and what a schedule and a mapping take; and once more, if the probe meets poison.
  expect(worst).toBeLessThan(1.5 * HOUR);
}, 300_000);
