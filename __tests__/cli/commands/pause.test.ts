import { awsError, call, recordedAws } from "../support/call";
import { FUNCTION, relayAnswers, scheduleAnswers, UUID } from "../support/relay";

/** A mapping that needs two looks to change, and a schedule group. */
class World {
  state: string;
  schedules: string[] = [];
  readonly calls: string[] = [];
  refusals = 0;

  constructor(state: string) {
    this.state = state;
  }

  get aws() {
    const inState = () => ({ ...relayAnswers(this.state).getEventSourceMapping });
    return recordedAws({
      lambda: {
        ...relayAnswers(),
        getEventSourceMapping: () => {
          const now = inState();
          this.state = this.state.replace("ing", "ed");
          return now;
        },
        updateEventSourceMapping: ({ Enabled, UUID: uuid }: { Enabled: boolean; UUID: string }) => {
          if (this.refusals-- > 0) throw awsError("ResourceInUseException");
          this.calls.push(`${uuid === UUID ? "" : uuid}${Enabled ? "enable" : "disable"}`);
          this.state = Enabled ? "Enabling" : "Disabling";
        },
      },
      scheduler: {
        ...scheduleAnswers(),
        listSchedules: () => ({ Schedules: this.schedules.map((Name) => ({ Name })) }),
        deleteSchedule: ({ Name, GroupName }: { Name: string; GroupName: string }) => {
          this.calls.push(`delete ${GroupName}/${Name}`);
          this.schedules = this.schedules.filter((name) => name !== Name);
        },
      },
    });
  }
}

test("pause deletes the relay's schedules and disables its mapping", async () => {
  const world = new World("Enabled");
  world.schedules = ["resume-1"];
  expect(await call(["pause"], world.aws)).toMatchObject({
    code: 0,
    stdout: `${FUNCTION} is paused. It stays so, also after terraform apply, until aws-event-relay resume.\n`,
    stderr: `Account 123456789012, region us-east-1: pause ${FUNCTION}\n`,
  });
  expect(world.calls).toEqual([`delete ${FUNCTION}/resume-1`, "disable"]);
});

test("a schedule that the function creates meanwhile is deleted, too", async () => {
  const world = new World("Enabled");
  await call(["pause"], world.aws, { onDelay: () => (world.schedules = ["resume-2"]) });
  expect(world.calls).toEqual(["disable", `delete ${FUNCTION}/resume-2`]);
});

test("a schedule that is just over is no error", async () => {
  const world = new World("Disabled");
  const aws = world.aws;
  Object.assign(aws.scheduler, {
    listSchedules: () => Promise.resolve({ Schedules: [{ Name: "resume-3" }] }),
    deleteSchedule: () => Promise.reject(awsError("ResourceNotFoundException")),
  });
  expect((await call(["pause"], aws)).code).toBe(0);
});

test("resume enables the mapping", async () => {
  const world = new World("Disabled");
  expect(await call(["resume", "--json"], world.aws)).toMatchObject({
    code: 0,
    stdout: `{"function":"${FUNCTION}","state":"running"}\n`,
    stderr: `Account 123456789012, region us-east-1: resume ${FUNCTION}\n`,
  });
  expect(world.calls).toEqual(["enable"]);
});

test.each([
  ["pause", "Disabled"],
  ["resume", "Enabled"],
])("%s changes nothing that is %s already", async (name, state) => {
  const world = new World(state);
  expect((await call([name], world.aws)).code).toBe(0);
  expect(world.calls).toEqual([]);
});

test.each(["pause", "resume"])("%s waits for a change that is going on", async (name) => {
  const world = new World(name === "pause" ? "Enabling" : "Disabling");
  world.refusals = 2;
  expect((await call([name], world.aws)).code).toBe(0);
  expect(world.calls).toHaveLength(1);
});

test.each(["pause", "resume"])("%s ends on Ctrl-C, and can be run again", async (name) => {
  const interruption = new AbortController();
  const { signal } = interruption;
  const world = new World(name === "pause" ? "Enabled" : "Disabled");
  const first = await call([name], world.aws, { signal, onDelay: () => interruption.abort() });
  expect(first).toMatchObject({ code: 130, stdout: "" });
  expect((await call([name], world.aws)).code).toBe(0);
});

test("a change that does not end is an error after three minutes", async () => {
  let now = 0;
  const aws = recordedAws({ lambda: relayAnswers("Enabling") });
  const { code, stderr } = await call(["resume"], aws, {
    now: () => now,
    onDelay: (milliseconds) => {
      now += milliseconds;
    },
  });
  expect({ code, now }).toEqual({ code: 1, now: 180_000 });
  expect(stderr).toContain(`The event source mapping ${UUID} is not Enabled yet: run the command again in a minute.`);
});

test("an error of the change is one of the command", async () => {
  const updateEventSourceMapping = awsError("AccessDeniedException", "not authorized");
  const aws = recordedAws({ lambda: { ...relayAnswers("Disabled"), updateEventSourceMapping } });
  expect((await call(["resume"], aws)).stderr).toContain("AccessDeniedException: not authorized.");
});

test("a relay without schedules is paused, too", async () => {
  const aws = recordedAws({ lambda: { ...relayAnswers("Disabled"), getFunctionConfiguration: {} } });
  expect((await call(["pause"], aws)).code).toBe(0);
});

test("a function without a mapping", async () => {
  const EventSourceMappings = [{ UUID: "other", EventSourceArn: "arn:aws:sqs:us-east-1:123456789012:other.fifo" }, {}];
  const aws = recordedAws({ lambda: { ...relayAnswers(), listEventSourceMappings: { EventSourceMappings } } });
  expect((await call(["resume"], aws)).stderr).toContain(
    `The function ${FUNCTION} has no event source mapping of the queue management-events.fifo: terraform apply creates it.`,
  );
});
