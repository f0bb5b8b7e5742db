import fc from "fast-check";
import type { Answer } from "../../../lambda-src/forwarder/mechcloud-client";
import { captureOutput } from "../support/output";
import { type Plan, type Post, type Run, simulate } from "./support/simulation";

const ok: Answer = { status: 200 };
const refused: Answer = { status: 400 };
const unauthorized: Answer = { status: 401 };
const trouble: Answer[] = [{ status: 503 }, { status: 429, retryAfter: "1" }, { fault: "ECONNRESET" }];

const resource = fc.constantFrom("vpc-1", "vpc-2", "subnet-1", "subnet-2", "i-1", "i-2", "i-3", "i-4", "sg-1");

/** Trouble has not lasted yet. */
const young = fc.integer({ min: 1, max: 2 });
const ofAnyAge = fc.integer({ min: 1, max: 12 });

const batchAnsweredBy = (receiveCount: fc.Arbitrary<number>, ...answers: Answer[]): fc.Arbitrary<Plan[]> =>
  fc.array(
    fc.record({
      groupId: fc.constantFrom("group-1", "group-2"),
      ids: fc.uniqueArray(resource, { maxLength: 2 }),
      second: fc.integer({ min: 0, max: 3 }),
      receiveCount,
      answers: fc.array(fc.constantFrom(...answers), { maxLength: 4 }),
    }),
    { maxLength: 10 },
  );

const anyBatch = batchAnsweredBy(ofAnyAge, ok, refused, unauthorized, ...trouble);
const youngBatch = batchAnsweredBy(young, ok, refused, unauthorized, ...trouble);
const anyTokens = fc.constantFrom<[string, string][]>(["old", "old"], ["old", "new"]);
const anyTime = fc.integer({ min: 0, max: 30_000 });

/** Runs the batch in any circumstances, and checks the outcome. */
function always(batch: fc.Arbitrary<Plan[]>, check: (plans: Plan[], run: Run) => void) {
  return fc.assert(
    fc.asyncProperty(
      batch,
      anyTokens,
      anyTime,
      fc.boolean(),
      fc.scheduler(),
      async (plans, tokens, remainingMs, awsAnswers, scheduler) => {
        check(plans, await simulate(plans, { scheduler, tokens, remainingMs, awsAnswers }));
      },
    ),
  );
}

/** Runs the batch with time enough and a token that works. */
function inGoodTimes(batch: fc.Arbitrary<Plan[]>, check: (plans: Plan[], run: Run) => void) {
  return fc.assert(
    fc.asyncProperty(batch, fc.scheduler(), async (plans, scheduler) => {
      check(plans, await simulate(plans, { scheduler, remainingMs: 1_000_000 }));
    }),
  );
}

/** Written anew from the design, not taken from the code under test. */
function areDependent(a: Plan, b: Plan): boolean {
  const types = new Set([...a.ids, ...b.ids].map((id) => id.split("-")[0]));
  const isOneKnownType = types.size === 1 && !types.has("sg") && a.ids.length > 0 && b.ids.length > 0;
  return !isOneKnownType || a.ids.some((id) => b.ids.includes(id));
}

/** Indexes of a group's records, in the order in which their events happened. */
function inOrder(plans: Plan[], groupId: string): number[] {
  const indexes = plans.map((_plan, index) => index).filter((index) => plans[index]!.groupId === groupId);
  return indexes.sort((a, b) => plans[a]!.second - plans[b]!.second || a - b);
}

/** All pairs [earlier, later] of which the later had to wait for the earlier, directly or through others. */
function waits(plans: Plan[]): [earlier: number, later: number][] {
  return ["group-1", "group-2"].flatMap((groupId) => {
    const order = inOrder(plans, groupId);
    return order.flatMap((earlier, position) => {
      const chain = [earlier];
      for (const later of order.slice(position + 1)) {
        if (chain.some((link) => areDependent(plans[link]!, plans[later]!))) chain.push(later);
      }
      return chain.slice(1).map((later): [number, number] => [earlier, later]);
    });
  });
}

const postsOf = ({ posts }: Run, record: number): Post[] => posts.filter((post) => post.record === record);
const isAnswered = (run: Run, record: number) => postsOf(run, record).some(({ answer }) => answer.status === 200);
const lasted = (run: Run, record: number) => ![200, 400].includes(postsOf(run, record).at(-1)?.answer.status ?? 0);

beforeEach(() => captureOutput());
afterEach(() => jest.restoreAllMocks());

test("every record is answered with 200, isolated, or reported, and only one of these", () =>
  always(anyBatch, (plans, run) => {
    for (const index of plans.keys()) {
      const ends = [isAnswered(run, index), run.moved.includes(index), run.reported.includes(index)];
      expect(ends.filter(Boolean)).toHaveLength(1);
    }
  }));

/** Whether an event other than this one was delivered. */
const anotherIsAnswered = ({ posts }: Run, index: number) =>
  posts.some(({ record, answer }) => record !== index && answer.status === 200);

test("a record is isolated only if it is refused, or if it fails at its third receive or later, and another does not", () =>
  always(anyBatch, (plans, run) => {
    for (const index of run.moved) {
      const isPoison = plans[index]!.receiveCount >= 3 && anotherIsAnswered(run, index);
      expect(isPoison || postsOf(run, index).at(-1)!.answer.status === 400).toBe(true);
    }
  }));

test("no record is posted again after it was delivered or refused", () =>
  always(anyBatch, (plans, run) => {
    for (const index of plans.keys()) {
      const statuses = postsOf(run, index).map(({ answer }) => answer.status);
      expect(statuses.slice(0, -1)).not.toContain(200);
      expect(statuses.slice(0, -1)).not.toContain(400);
    }
  }));

test("nothing is posted after trouble that lasted with an event of its group that it had to wait for", () =>
  always(youngBatch, (plans, run) => {
    for (const [, later] of waits(plans).filter(([earlier]) => lasted(run, earlier))) {
      expect(postsOf(run, later)).toEqual([]);
    }
  }));

test("two dependent events are never in flight together, and the one that happened first goes first", () =>
  always(youngBatch, (plans, run) => {
    for (const [earlier, later] of waits(plans)) {
      const end = Math.max(...postsOf(run, earlier).map(({ endedAt }) => endedAt));
      for (const { begunAt } of postsOf(run, later)) expect(begunAt).toBeGreaterThan(end);
    }
  }));

test("events of a group are posted in the order in which they happened", () =>
  always(youngBatch, (plans, run) => {
    for (const groupId of ["group-1", "group-2"]) {
      const posted = [...new Set(run.posts.map(({ record }) => record))].filter(
        (index) => plans[index]!.groupId === groupId,
      );
      expect(posted).toEqual(inOrder(plans, groupId).filter((index) => posted.includes(index)));
    }
  }));

test("an event never overtakes another one about the same resource, before that has been received ten times", () =>
  always(anyBatch, (plans, run) => {
    for (const [earlier, later] of waits(plans)) {
      if (!plans[earlier]!.ids.some((id) => plans[later]!.ids.includes(id))) continue;
      const group = plans.filter(({ groupId }) => groupId === plans[earlier]!.groupId);
      if (group.some(({ receiveCount }) => receiveCount >= 10)) continue;
      const [first, begin] = [postsOf(run, earlier)[0], postsOf(run, later)[0]?.begunAt ?? Number.POSITIVE_INFINITY];
      expect(first?.begunAt ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(begin);
    }
  }));

test("a refused event holds nothing back", () =>
  inGoodTimes(batchAnsweredBy(ofAnyAge, ok, refused), (plans, run) => {
    for (const index of plans.keys()) expect(postsOf(run, index)).toHaveLength(1);
  }));

test("passing trouble holds nothing back in another group, nor what happened before it", () =>
  inGoodTimes(batchAnsweredBy(young, ok, refused, ...trouble), (plans, run) => {
    for (const groupId of ["group-1", "group-2"]) {
      const order = inOrder(plans, groupId);
      const firstInTrouble = order.findIndex((index) => lasted(run, index));
      const free = firstInTrouble === -1 ? order : order.slice(0, firstInTrouble + 1);
      for (const index of free) expect(postsOf(run, index)).not.toEqual([]);
    }
  }));

test("an event is posted at most three times for passing trouble", () =>
  inGoodTimes(batchAnsweredBy(young, ...trouble), (plans, run) => {
    for (const index of plans.keys()) expect(postsOf(run, index).length).toBeLessThanOrEqual(3);
  }));

test("nothing is posted once the token is known to be refused as it stands", () =>
  always(anyBatch, (_plans, run) => {
    for (const { begunAt } of run.posts) expect(begunAt).toBeLessThan(run.tokenKnownAsRefusedAt);
  }));

test("the rest of exactly the reported records is changed, in order", () =>
  always(anyBatch, (plans, run) => {
    const rested = [...run.comesBackAfter.keys()];
    expect(rested.toSorted((a, b) => a - b)).toEqual(run.reported);
    for (const groupId of ["group-1", "group-2"]) {
      const ofGroup = rested.filter((index) => plans[index]!.groupId === groupId);
      expect(ofGroup).toEqual(run.reported.filter((index) => plans[index]!.groupId === groupId));
    }
  }));

test("all reported records of a group are visible again at one moment, and not at once", () =>
  always(anyBatch, (plans, run) => {
    for (const groupId of ["group-1", "group-2"]) {
      const rests = run.reported
        .filter((index) => plans[index]!.groupId === groupId)
        .map((index) => run.comesBackAfter.get(index)!);
      expect(new Set(rests).size).toBeLessThanOrEqual(1);
      for (const rest of rests) expect(rest).toBeGreaterThanOrEqual(4);
    }
  }));

/** Written anew from the design: events that were posted in vain at their third receive, or later. */
const inLastingTrouble = (plans: Plan[], run: Run) =>
  run.reported.filter(
    (index) =>
      plans[index]!.receiveCount >= 3 &&
      postsOf(run, index).length > 0 &&
      postsOf(run, index).at(-1)!.answer.status !== 400,
  );

test("the relay pauses once if trouble lasts, or if the token is refused as it stands; otherwise never", () =>
  always(anyBatch, (plans, run) => {
    const lasting = inLastingTrouble(plans, run);
    const noneIsPoison = lasting.some((index) => !anotherIsAnswered(run, index));
    const isKnown = run.tokenKnownAsRefusedAt < Number.POSITIVE_INFINITY && run.reported.length > 0;
    expect(run.pauses).toBeGreaterThanOrEqual(noneIsPoison || isKnown ? 1 : 0);
    const isRefused = run.posts.some(({ answer, tokenIsCurrent }) => answer.status === 401 && tokenIsCurrent);
    expect(run.pauses).toBeLessThanOrEqual(lasting.length > 0 || isRefused ? 1 : 0);
  }));

test("events rest for long if and only if the relay pauses, or should", () =>
  always(anyBatch, (_plans, run) => {
    for (const rest of run.comesBackAfter.values()) expect(rest > 36).toBe(run.pauses === 1);
  }));
