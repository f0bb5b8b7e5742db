import type { Trouble } from "../../../lambda-src/forwarder/channel";
import { Invocation } from "../../../lambda-src/forwarder/invocation";
import type { PauseResult } from "../../../lambda-src/forwarder/pause";
import { Recovery } from "../../../lambda-src/forwarder/recovery";
import { invalidReportOf, type Report } from "../../../lambda-src/forwarder/report";
import { FUNCTION_ARN, lambdaContext } from "../support/context";
import { FakeClock } from "./support/fakes";
import { sqsRecord } from "./support/records";

const trouble: Trouble = { kind: "endpoint", reason: "It rains." };
const NOW = new FakeClock().now();

interface Scene {
  /** What comes of a pause; undefined if the relay does not pause itself. */
  result?: PauseResult;
  isOver?: boolean;
  remainingMs?: number;
}

function prepare({ result, isOver = true, remainingMs = 30_000 }: Scene) {
  const calls: unknown[][] = [];
  const pause = {
    begin: (...parts: unknown[]) => {
      calls.push(["pause", ...parts]);
      return Promise.resolve(result!);
    },
    isOver: () => Promise.resolve(isOver),
  };
  const recovery = new Recovery({
    pause: result && pause,
    visibility: {
      change: (undelivered, seconds, limitMs) => {
        calls.push(["rest", undelivered.length, seconds, limitMs]);
        return Promise.resolve();
      },
    },
    clock: new FakeClock(),
    telemetry: {
      channelDown: (...parts) => void calls.push(["down", ...parts]),
      channelWorks: (isEnabled) => void calls.push(["works", isEnabled]),
    },
  });
  return { recovery, calls, invocation: new Invocation(lambdaContext(() => remainingMs)) };
}

/** Two records of this many receives, the first one received two minutes ago. */
function undelivered(receiveCount: number) {
  const old = sqsRecord("", { receiveCount, firstReceivedAt: NOW - 120_000 });
  return [old, sqsRecord("", { firstReceivedAt: NOW - 1_000 })].map((record) => ({
    record,
    report: invalidReportOf(record),
  }));
}

async function recover(scene: Scene & { receiveCount?: number; trouble?: Trouble }) {
  const { recovery, calls, invocation } = prepare(scene);
  await recovery.recover(undelivered(scene.receiveCount ?? 1), scene.trouble, invocation);
  return calls;
}

const paused: PauseResult = { kind: "paused", until: NOW + 900_000 };

describe("Recovery", () => {
  test("lets events rest by their receives, without lasting trouble", async () => {
    expect(await recover({ result: paused })).toEqual([["rest", 2, undefined, 10_000]]);
  });

  test("pauses for longer, the more often an event was received; then events rest for a minute", async () => {
    expect(await recover({ result: paused, trouble, receiveCount: 7 })).toEqual([
      ["pause", 900, FUNCTION_ARN, 9_000],
      ["down", trouble, paused, 120],
      ["rest", 2, 60, 10_000],
    ]);
  });

  test.each<[result: PauseResult, seconds: number]>([
    [{ kind: "paused", until: NOW + 45_001 }, 46],
    [{ kind: "already-paused" }, 60],
    [{ kind: "in-use", fault: "in use" }, 60],
    [{ kind: "unanswered", fault: "late" }, 60],
    [{ kind: "failed", fault: "denied" }, 120],
  ])("after %j, events rest for %d s", async (result, seconds) => {
    expect((await recover({ result, trouble, receiveCount: 4 })).at(-1)).toEqual(["rest", 2, seconds, 10_000]);
  });

  test("does not pause a relay that does not pause itself", async () => {
    expect(await recover({ trouble })).toEqual([
      ["down", trouble, undefined, 120],
      ["rest", 2, undefined, 10_000],
    ]);
  });

  test("begins nothing for which no time is left", async () => {
    const [pause, , rest] = await recover({ result: paused, trouble, remainingMs: 600 });

    expect(pause?.at(-1)).toBe(0);
    expect(rest?.at(-1)).toBe(100);
  });

  test("does nothing for a batch of which nothing is left", async () => {
    const { recovery, calls, invocation } = prepare({ result: paused });

    await recovery.recover([], trouble, invocation);

    expect(calls).toEqual([]);
  });

  test("says that nothing has waited yet, if the clocks disagree", async () => {
    const { recovery, calls, invocation } = prepare({});
    const record = sqsRecord("", { firstReceivedAt: NOW + 5_000 });

    await recovery.recover([{ record, report: invalidReportOf(record) }], trouble, invocation);

    expect(calls[0]).toEqual(["down", trouble, undefined, 0]);
  });
});

const report = (outcome: Report["outcome"], receiveCount: number, isIsolated = false): Report => ({
  ...invalidReportOf(sqsRecord("", { receiveCount })),
  outcome,
  isIsolated,
});

test.each<[name: string, scene: Scene, reports: Report[], calls: unknown[][]]>([
  ["an event that had been in trouble", { result: paused }, [report("delivered", 2)], [["works", true]]],
  [
    "such an event while another invocation pauses",
    { result: paused, isOver: false },
    [report("delivered", 2)],
    [["works", false]],
  ],
  ["such an event in a relay that does not pause", {}, [report("delivered", 2)], [["works", false]]],
  ["an isolated event", { result: paused }, [report("delivered", 1, true)], [["works", true]]],
  ["an event at its first receive", { result: paused }, [report("delivered", 1)], []],
  ["nothing", { result: paused }, [report("failed", 2)], []],
])("the delivery of %s ends the alarms of a channel that was down: %#", async (_name, scene, reports, expected) => {
  const { recovery, calls, invocation } = prepare(scene);

  await recovery.confirm(reports, invocation);

  expect(calls).toEqual(expected);
});

test.each<[name: string, receiveCount: number, isIsolated: boolean, calls: unknown[][]]>([
  ["an event that had been in trouble", 2, false, [["works", true]]],
  ["an event at its first receive", 1, false, []],
  ["an isolated event", 2, true, []],
])("the refusal of %s: %#", async (_name, receiveCount, isIsolated, expected) => {
  const { recovery, calls, invocation } = prepare({ result: paused });

  await recovery.confirm([report("refused", receiveCount, isIsolated)], invocation);

  expect(calls).toEqual(expected);
});
