import type { OneTimeSchedule } from "../../../lambda-src/forwarder/aws/scheduler";
import { MappingInUseError } from "../../../lambda-src/forwarder/errors";
import { Pause } from "../../../lambda-src/forwarder/pause";
import { FakeClock } from "./support/fakes";

/** Its second of the minute is 17. */
const UUID = "0011abcd-0000-0000-0000-000000000000";
const NOW = "2024-02-14T10:15:30.000Z";
const SCHEDULE = "resume-2024-02-14T10-16-17-000Z";
const UNTIL = Date.parse("2024-02-14T10:16:17Z");

interface Scene {
  isEnabled?: boolean;
  find?: () => Promise<never>;
  /** At each try, the last one for ever; nothing if it works. */
  setEnabled?: (Error | undefined)[];
  create?: () => Promise<void>;
}

function prepare({ isEnabled = true, find, setEnabled = [], create = () => Promise.resolve() }: Scene = {}) {
  const calls: string[] = [];
  const schedules: OneTimeSchedule[] = [];
  const clock = new FakeClock();
  const mapping = {
    find: find ?? (() => Promise.resolve({ uuid: UUID, isEnabled })),
    setEnabled(uuid: string, enabled: boolean) {
      calls.push(`${enabled ? "enable" : "disable"} ${uuid}`);
      const error = setEnabled.length > 1 ? setEnabled.shift() : setEnabled[0];
      return error ? Promise.reject(error) : Promise.resolve();
    },
  };
  const scheduler = {
    create(schedule: OneTimeSchedule) {
      calls.push(`schedule ${schedule.name}`);
      schedules.push(schedule);
      return create();
    },
  };
  const pause = new Pause({
    mapping: () => Promise.resolve(mapping),
    scheduler: () => Promise.resolve(scheduler),
    clock,
  });
  return { pause, calls, schedules, clock };
}

const inUse = new MappingInUseError("in use");
const denied = Object.assign(new Error("no"), { name: "AccessDeniedException" });
const never = () => new Promise<never>(() => undefined);

describe("the begin of a pause", () => {
  test("creates the schedule that ends it, and then disables the mapping", async () => {
    const { pause, calls, schedules } = prepare();

    expect(await pause.begin(60, "arn:function", 5_000)).toEqual({ kind: "paused", until: UNTIL });
    expect(calls).toEqual([`schedule ${SCHEDULE}`, `disable ${UUID}`]);
    expect(schedules).toEqual([
      { name: SCHEDULE, at: UNTIL, functionArn: "arn:function", input: { resume: SCHEDULE } },
    ]);
  });

  test("does nothing to a mapping that is disabled already, by a person or by another invocation", async () => {
    const { pause, calls } = prepare({ isEnabled: false });

    expect(await pause.begin(60, "arn:function", 5_000)).toEqual({ kind: "already-paused" });
    expect(calls).toEqual([]);
  });

  test("leaves the mapping enabled if the schedule is refused", async () => {
    const { pause, calls } = prepare({ create: () => Promise.reject(denied) });

    expect(await pause.begin(60, "arn:function", 5_000)).toEqual({
      kind: "failed",
      fault: "AccessDeniedException: no",
    });
    expect(calls).toEqual([`schedule ${SCHEDULE}`]);
  });

  test("waits for a mapping that is in use", async () => {
    const { pause, calls, clock } = prepare({ setEnabled: [inUse, inUse, undefined] });

    expect(await pause.begin(60, "arn:function", 5_000)).toMatchObject({ kind: "paused" });
    expect(calls.slice(1)).toEqual(Array(3).fill(`disable ${UUID}`));
    expect(clock.delays).toEqual([2_000, 2_000]);
  });

  test("waits no longer than the time left", async () => {
    const { pause, clock } = prepare({ setEnabled: [inUse] });

    expect(await pause.begin(60, "arn:function", 5_000)).toEqual({
      kind: "in-use",
      fault: "MappingInUseError: in use",
    });
    expect(clock.delays).toEqual([2_000, 2_000]);
  });

  test("says that AWS did not answer in time", async () => {
    const { pause } = prepare({ find: never });

    expect(await pause.begin(60, "arn:function", 20)).toEqual({
      kind: "unanswered",
      fault: "TimeoutError: The operation was aborted due to timeout",
    });
  });
});

describe("the end of a pause", () => {
  test("enables the mapping", async () => {
    const { pause, calls } = prepare({ isEnabled: false });

    expect(await pause.end("arn:function", 29_500)).toEqual({ kind: "resumed" });
    expect(calls).toEqual([`enable ${UUID}`]);
  });

  test("does nothing to a mapping that is enabled", async () => {
    const { pause, calls } = prepare();

    expect(await pause.end("arn:function", 29_500)).toEqual({ kind: "not-paused" });
    expect(calls).toEqual([]);
  });

  test("waits for a mapping that is still being disabled", async () => {
    const { pause, clock } = prepare({ isEnabled: false, setEnabled: [inUse, inUse, inUse, undefined] });

    expect(await pause.end("arn:function", 29_500)).toEqual({ kind: "resumed" });
    expect(clock.delays).toEqual([2_000, 2_000, 2_000]);
  });

  test.each<[name: string, scene: Scene, error: Error]>([
    ["stays in use", { isEnabled: false, setEnabled: [inUse] }, inUse],
    ["may not be enabled", { isEnabled: false, setEnabled: [denied] }, denied],
    ["cannot be found", { find: () => Promise.reject(denied) }, denied],
  ])("is postponed if the mapping %s", async (_name, scene, error) => {
    const { pause, schedules, clock } = prepare(scene);

    const result = await pause.end("arn:function", 29_500);

    const [schedule] = schedules;
    expect(result).toEqual({ kind: "postponed", until: schedule?.at, error });
    expect(schedule!.at).toBeGreaterThan(clock.now());
    expect(schedule!.at).toBeLessThan(clock.now() + 120_000);
  });

  test("fails if it can be neither reached nor postponed", async () => {
    const { pause } = prepare({ find: () => Promise.reject(denied), create: () => Promise.reject(denied) });

    await expect(pause.end("arn:function", 29_500)).rejects.toBe(denied);
  });

  test("is not begun without time", async () => {
    const { pause } = prepare({ find: never });

    expect(await pause.end("arn:function", 1_000)).toMatchObject({
      kind: "postponed",
      error: { name: "TimeoutError" },
    });
  });
});

test.each<[Scene, boolean]>([
  [{ isEnabled: true }, true],
  [{ isEnabled: false }, false],
  [{ find: () => Promise.reject(denied) }, false],
  [{ find: never }, false],
])("a pause is over only if the mapping is known to be enabled: %j", async (scene, expected) => {
  expect(await prepare(scene).pause.isOver(20)).toBe(expected);
});

test("the time of these tests", () => {
  expect(new Date(new FakeClock().now()).toISOString()).toBe(NOW);
});
