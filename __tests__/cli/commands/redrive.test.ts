import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import * as support from "../support/call";
import { FakeSqs } from "../support/fake-sqs";
import { bodyOf, queueMessage, ruleMessage, timeOf } from "../support/messages";

const DLQ = "management-events-dlq.fifo";
const RULE_DLQ = "management-events-rule-dlq";
const QUEUE = "management-events.fifo";
const TAGS = "mc-tag-change-events";
const STATES = "mc-instance-state-change-events";

const FROM_QUEUE = ["redrive", "--from", DLQ, "--to", QUEUE];
const FROM_RULES = ["redrive", "--from", RULE_DLQ, "--to", QUEUE, "--rule-events"];

let sqs: FakeSqs;
let interruption: AbortController;

beforeEach(() => {
  sqs = new FakeSqs();
  interruption = new AbortController();
  sqs.create(QUEUE);
});

const ANNOUNCED = (from: string) => `Account 123456789012, region us-east-1: move the events of ${from} to ${QUEUE}\n`;

async function call(argv: readonly string[]) {
  const aws = { ...support.recordedAws({}), sqs: sqs.client } as ReturnType<typeof support.recordedAws>;
  const { code, stdout, stderr } = await support.call(argv, aws, { signal: interruption.signal });
  return { code, stdout, stderr };
}

const bodies = (...numbers: number[]) => numbers.map(bodyOf);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Calls `act` before the n-th command of a class. */
function beforeNth(n: number, Command: new (...args: never[]) => object, act: () => void): void {
  let count = 0;
  sqs.before = (command) => {
    if (command instanceof Command && ++count === n) act();
  };
}

function fail(message: string): () => never {
  return () => {
    throw new Error(message);
  };
}

describe("a dry run", () => {
  test("shows the number, the oldest and the groups of a FIFO queue, and does not change it", async () => {
    const messages = [queueMessage(TAGS, 2), queueMessage(STATES, 1), queueMessage(TAGS, 3)];
    sqs.create(DLQ, ...messages);

    expect(await call(FROM_QUEUE)).toEqual({
      code: 0,
      stdout: [
        `${DLQ} holds 3 events, the oldest from ${timeOf(1)}.`,
        "Message groups and the time of the oldest event in each:",
        `  ${timeOf(1)}  ${STATES}`,
        `  ${timeOf(2)}  ${TAGS}`,
        `Nothing was moved. Add --yes to move them to ${QUEUE}.`,
        "",
      ].join("\n"),
      stderr: "",
    });
    expect(sqs.changes).toEqual([]);
    expect(sqs.bodies(DLQ)).toEqual(bodies(2, 1, 3));
    expect(sqs.hidden(DLQ)).toEqual([]);
  });

  test("sees every group, also after a long one", async () => {
    sqs.create(DLQ, ...range(1, 25).map((n) => queueMessage(TAGS, n)), queueMessage(STATES, 26));

    const { stdout } = await call(FROM_QUEUE);
    expect(stdout).toContain("holds 26 events");
    expect(stdout).toContain(`${timeOf(1)}  ${TAGS}\n  ${timeOf(26)}  ${STATES}`);
    expect(sqs.hidden(DLQ)).toEqual([]);
  });

  test("shows the same for a rules' dead-letter queue", async () => {
    sqs.create(RULE_DLQ, ruleMessage(TAGS, 5), ruleMessage(TAGS, 4), ruleMessage(STATES, 6));

    const { code, stdout } = await call(FROM_RULES);
    expect(code).toBe(0);
    expect(stdout).toContain(`holds 3 events, the oldest from ${timeOf(4)}.`);
    expect(stdout).toContain(`  ${timeOf(4)}  ${TAGS}\n  ${timeOf(6)}  ${STATES}\n`);
    expect(sqs.hidden(RULE_DLQ)).toEqual([]);
  });

  test("does not change a queue that is not from rules", async () => {
    sqs.create(RULE_DLQ, { MessageId: "stray", Body: "{}", Attributes: { SentTimestamp: "1" } });

    expect(await call(FROM_RULES)).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "Message stray has no attribute RULE_ARN: --rule-events is for dead-letter queues of EventBridge rules.\n",
    });
    expect(sqs.hidden(RULE_DLQ)).toEqual([]);
  });

  test("stops on Ctrl-C, and does not change the queue", async () => {
    sqs.create(RULE_DLQ, ...range(1, 25).map((n) => ruleMessage(TAGS, n)));
    beforeNth(2, ReceiveMessageCommand, () => interruption.abort());

    expect((await call(FROM_RULES)).code).toBe(130);
    expect(sqs.hidden(RULE_DLQ)).toEqual([]);
  });
});

describe("--yes", () => {
  test("moves a FIFO queue's events in order, each deleted before the next is sent", async () => {
    sqs.create(DLQ, queueMessage(TAGS, 1), queueMessage(STATES, 2), queueMessage(TAGS, 3));

    expect(await call([...FROM_QUEUE, "--yes"])).toEqual({
      code: 0,
      stdout: `Moved 3 events from ${DLQ} to ${QUEUE}:\n  2  ${TAGS}\n  1  ${STATES}\n`,
      stderr: ANNOUNCED(DLQ),
    });
    expect(sqs.changes).toEqual([1, 2, 3].flatMap((n) => [`SendMessage ${bodyOf(n)}`, `DeleteMessage ${bodyOf(n)}`]));
    expect(sqs.bodies(DLQ)).toEqual([]);
    expect(sqs.contents(QUEUE).map(({ Attributes }) => Attributes)).toEqual([
      { MessageGroupId: TAGS, MessageDeduplicationId: "redrive-message-1" },
      { MessageGroupId: STATES, MessageDeduplicationId: "redrive-message-2" },
      { MessageGroupId: TAGS, MessageDeduplicationId: "redrive-message-3" },
    ]);
  });

  test("continues after the first request, and shows its progress", async () => {
    sqs.create(DLQ, ...range(1, 120).map((n) => queueMessage(TAGS, n)));

    const { stdout, stderr } = await call([...FROM_QUEUE, "--yes"]);
    expect(stdout).toBe(`Moved 120 events from ${DLQ} to ${QUEUE}:\n  120  ${TAGS}\n`);
    expect(stderr).toBe(`${ANNOUNCED(DLQ)}Moved 100 of 120\n`);
    expect(sqs.bodies(QUEUE)).toEqual(bodies(...range(1, 120)));
  });

  test("does not move events again that return during the run", async () => {
    sqs.create(DLQ, queueMessage(TAGS, 1), queueMessage(TAGS, 2));
    sqs.before = (command) => {
      if (command instanceof SendMessageCommand) sqs.contents(DLQ).push({ ...queueMessage(TAGS, 3), MessageId: "new" });
    };

    await call([...FROM_QUEUE, "--yes"]);
    expect(sqs.bodies(QUEUE)).toEqual(bodies(1, 2));
  });

  test("reads all events of rules before it sends the first, in the order in which they happened", async () => {
    sqs.create(
      RULE_DLQ,
      ...range(1, 24)
        .toReversed()
        .map((n) => ruleMessage(n % 2 === 0 ? TAGS : STATES, n)),
    );

    expect(await call([...FROM_RULES, "--yes"])).toEqual({
      code: 0,
      stdout: `Moved 24 events from ${RULE_DLQ} to ${QUEUE}:\n  12  ${STATES}\n  12  ${TAGS}\n`,
      stderr: ANNOUNCED(RULE_DLQ),
    });
    expect(sqs.bodies(QUEUE)).toEqual(bodies(...range(1, 24)));
    expect(sqs.bodies(RULE_DLQ)).toEqual([]);
  });

  test("moves a message once that is received twice", async () => {
    sqs.create(RULE_DLQ, ruleMessage(TAGS, 1), ruleMessage(TAGS, 2));
    beforeNth(2, ReceiveMessageCommand, () => Object.assign(sqs.contents(RULE_DLQ)[0]!, { hidden: false }));

    const { stdout } = await call([...FROM_RULES, "--yes"]);
    expect(stdout).toContain("Moved 2 events");
    expect(sqs.bodies(QUEUE)).toEqual(bodies(1, 2));
    expect(sqs.bodies(RULE_DLQ)).toEqual([]);
  });

  test("keeps at most 256 MiB in memory, and leaves the rest for the next run", async () => {
    const body = "x".repeat(2 ** 20);
    sqs.create(RULE_DLQ, ...range(1, 270).map((n) => ruleMessage(TAGS, n, body)));

    const { stdout } = await call([...FROM_RULES, "--yes"]);
    expect(stdout).toContain(`Moved 260 events from ${RULE_DLQ}`);
    expect(stdout).toContain("10 events left: too many for one run, or in flight.");
    await call([...FROM_RULES, "--yes"]);
    expect(sqs.bodies(QUEUE)).toHaveLength(270);
  });

  test("reports an empty queue", async () => {
    sqs.create(DLQ);
    expect(await call([...FROM_QUEUE, "--yes"])).toEqual({
      code: 0,
      stdout: `${DLQ} is empty.\n`,
      stderr: ANNOUNCED(DLQ),
    });
  });

  test("reports that all events are in flight", async () => {
    sqs.create(DLQ, queueMessage(TAGS, 1));
    sqs.hide(DLQ);
    expect((await call([...FROM_QUEUE, "--yes"])).stdout).toBe(
      `${DLQ} holds 1 event, all in flight. Messages in flight become available within 15 minutes: run the command again then.\n`,
    );
  });

  test("reports that some events are in flight", async () => {
    sqs.create(DLQ, queueMessage(STATES, 1));
    sqs.hide(DLQ);
    sqs.contents(DLQ).push(queueMessage(TAGS, 2));
    expect((await call([...FROM_QUEUE, "--yes"])).stdout).toBe(
      [
        `Moved 1 event from ${DLQ} to ${QUEUE}:`,
        `  1  ${TAGS}`,
        "1 event left: too many for one run, or in flight. Messages in flight become available within 15 minutes: run the command again then.",
        "",
      ].join("\n"),
    );
  });

  test.each([
    { argv: FROM_QUEUE, from: DLQ, make: queueMessage },
    { argv: FROM_RULES, from: RULE_DLQ, make: ruleMessage },
  ])(
    "stops on Ctrl-C after the current event, and a second run moves the rest: $from",
    async ({ argv, from, make }) => {
      sqs.create(from, ...range(1, 15).map((n) => make(TAGS, n)));
      beforeNth(4, SendMessageCommand, () => interruption.abort());

      expect(await call([...argv, "--yes"])).toEqual({
        code: 130,
        stdout: [
          `Moved 4 events from ${from} to ${QUEUE}:`,
          `  4  ${TAGS}`,
          "Interrupted. Run the same command again to move the rest.",
          "",
        ].join("\n"),
        stderr: ANNOUNCED(from),
      });
      expect(sqs.bodies(QUEUE)).toEqual(bodies(1, 2, 3, 4));
      expect(sqs.bodies(from)).toEqual(bodies(...range(5, 15)));
      expect(sqs.hidden(from)).toEqual([]);

      interruption = new AbortController();
      await call([...argv, "--yes"]);
      expect(sqs.bodies(QUEUE)).toEqual(bodies(...range(1, 15)));
      expect(sqs.bodies(from)).toEqual([]);
    },
  );

  test.each([
    ["sent", SendMessageCommand],
    ["deleted", DeleteMessageCommand],
  ])(
    "an event that cannot be %s ends the run; the next run neither loses nor duplicates events",
    async (_, Command) => {
      sqs.create(DLQ, ...range(1, 5).map((n) => queueMessage(TAGS, n)));
      beforeNth(3, Command, fail("no route to host"));

      expect(await call([...FROM_QUEUE, "--yes"])).toEqual({
        code: 1,
        stdout: "",
        stderr: `${ANNOUNCED(DLQ)}Moved 2 events from ${DLQ} to ${QUEUE}:\n  2  ${TAGS}\nno route to host\n`,
      });
      expect(sqs.bodies(DLQ)).toEqual(bodies(3, 4, 5));
      expect(sqs.hidden(DLQ)).toEqual([]);

      sqs.before = () => {};
      await call([...FROM_QUEUE, "--yes"]);
      expect(sqs.bodies(QUEUE)).toEqual(bodies(1, 2, 3, 4, 5));
      expect(sqs.bodies(DLQ)).toEqual([]);
    },
  );

  test("releases the events that it has read if reading fails", async () => {
    sqs.create(RULE_DLQ, ...range(1, 15).map((n) => ruleMessage(TAGS, n)));
    beforeNth(2, ReceiveMessageCommand, fail("no route to host"));

    expect(await call([...FROM_RULES, "--yes"])).toEqual({
      code: 1,
      stdout: "",
      stderr: `${ANNOUNCED(RULE_DLQ)}no route to host\n`,
    });
    expect(sqs.hidden(RULE_DLQ)).toEqual([]);
  });
});

describe("without the names of queues", () => {
  test("the relay's dead-letter queue is moved to its queue", async () => {
    sqs.create(DLQ, queueMessage(TAGS, 1));
    expect((await call(["redrive", "--yes"])).stdout).toContain(`Moved 1 event from ${DLQ} to ${QUEUE}:`);
  });

  test("a prefix begins the names", async () => {
    sqs.create(`test-${RULE_DLQ}`, ruleMessage(TAGS, 1));
    sqs.create(`test-${QUEUE}`);
    const { stdout } = await call(["redrive", "--prefix", "test-", "--rule-events", "--yes"]);
    expect(stdout).toContain(`Moved 1 event from test-${RULE_DLQ} to test-${QUEUE}:`);
  });
});

describe("from a spoke's queue", () => {
  const SPOKE_DLQ = "management-events-spoke-dlq";
  const OTHER = "210987654321";

  test.each([
    ["another account", OTHER, `${TAGS}-spoke`, "", `${TAGS}-${OTHER}`],
    ["another region of the hub's account", "123456789012", `${STATES}-spoke`, "", `${STATES}-hub`],
    ["a spoke with another prefix", OTHER, `eu-${TAGS}-spoke`, "blue-", `blue-${TAGS}-${OTHER}`],
    ["a rule of yours", OTHER, "mine", "", "mine"],
  ])("events of %s get the message group of the hub's rule", async (_, account, rule, prefix, group) => {
    sqs.create(SPOKE_DLQ, ruleMessage(rule, 1, bodyOf(1), account));
    sqs.create(`${prefix}${QUEUE}`);
    const argv = ["redrive", "--rule-events", "--from", SPOKE_DLQ, ...(prefix ? ["--prefix", prefix] : [])];

    expect((await call(argv)).stdout).toContain(`  ${timeOf(1)}  ${group}\n`);
    expect((await call([...argv, "--yes"])).stdout).toContain(`  1  ${group}\n`);
    expect(sqs.contents(`${prefix}${QUEUE}`).map(({ Attributes }) => Attributes!.MessageGroupId)).toEqual([group]);
  });
});

describe("--json", () => {
  const json = async (...options: string[]) =>
    JSON.parse((await call([...FROM_QUEUE, "--json", ...options])).stdout) as unknown;

  test("a dry run", async () => {
    sqs.create(DLQ, queueMessage(TAGS, 1));
    expect(await json()).toEqual({ from: DLQ, to: QUEUE, count: 1, groups: [{ group: TAGS, oldest: timeOf(1) }] });
  });

  test("what was moved", async () => {
    sqs.create(DLQ, queueMessage(TAGS, 1), queueMessage(TAGS, 2));
    expect(await json("--yes")).toEqual({
      from: DLQ,
      to: QUEUE,
      moved: 2,
      left: 0,
      groups: [{ group: TAGS, moved: 2 }],
    });
  });
});

const urlIn = (region: string, name = DLQ) => `https://sqs.${region}.amazonaws.com/123456789012/${name}`;
const arnIn = (region: string, name = DLQ) => `arn:aws:sqs:${region}:123456789012:${name}`;

test.each([
  [[], DLQ],
  [["--from", arnIn("eu-west-1", "mine.fifo")], "mine.fifo"],
])("--from-profile with %j, which is no spoke's queue, is refused", async (from, name) => {
  expect(await call(["redrive", ...from, "--from-profile", "other"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      `--from-profile is for the dead-letter queue of a spoke, <prefix>management-events-spoke-dlq, got --from "${name}".`,
    ) as string,
  });
});

describe("the region", () => {
  const regionFor = async (...options: string[]) => {
    sqs.create(DLQ);
    const aws = { ...support.recordedAws({}), sqs: sqs.client } as ReturnType<typeof support.recordedAws>;
    return (await support.call(["redrive", ...options], aws)).settings.at(-1)?.region;
  };

  test.each([
    [urlIn("eu-central-1"), "eu-central-1"],
    [urlIn("cn-north-1").replace(".com/", ".com.cn/"), "cn-north-1"],
    [`http://127.0.0.1:4566/123456789012/${DLQ}`, undefined],
    [`http://127.0.0.1:4566/queue/eu-west-1/123456789012/${DLQ}`, undefined],
    [arnIn("eu-central-1"), "eu-central-1"],
    [`arn:aws-us-gov:sqs:us-gov-west-1:123456789012:${DLQ}`, "us-gov-west-1"],
  ])("of --from %s is %s", async (from, region) => {
    expect(await regionFor("--from", from)).toBe(region);
  });

  test("is that of --to", async () => {
    expect(await regionFor("--to", arnIn("eu-central-1", QUEUE))).toBe("eu-central-1");
  });

  test.each([
    [arnIn("eu-west-1", "management-events-spoke-dlq"), "eu-west-1"],
    ["management-events-spoke-dlq", "us-east-1"],
  ])("of a spoke's queue %s is its own, and its account that of --from-profile", async (from, region) => {
    const spoke = ["--from", from, "--from-profile", "other", "--rule-events", "--region", "us-east-1"];
    const { settings } = await support.call(["redrive", ...spoke], support.recordedAws({}));

    expect(settings.slice(-2).map(({ profile, ...place }) => [place.region, profile])).toEqual([
      ["us-east-1", undefined],
      [region, "other"],
    ]);
  });

  test("of a spoke's queue without a profile is reached with the same one", async () => {
    const spoke = ["--from", arnIn("eu-west-1", "management-events-spoke-dlq"), "--rule-events", "--profile", "own"];
    const { settings } = await support.call(["redrive", ...spoke], support.recordedAws({}));

    expect(settings.slice(-2).map(({ region, profile }) => [region, profile])).toEqual([
      [undefined, "own"],
      ["eu-west-1", "own"],
    ]);
  });

  test("is that of --region first", async () => {
    expect(await regionFor("--from", arnIn("eu-central-1"), "--region", "eu-west-1")).toBe("eu-west-1");
  });

  test("is one", async () => {
    expect((await call(["redrive", "--from", arnIn("eu-west-1"), "--to", urlIn("eu-west-2", QUEUE)])).stderr).toContain(
      "--from and --to must be in the same region, got eu-west-1 and eu-west-2.",
    );
  });
});

describe.each(["--from", "--to"])("%s", (option) => {
  test.each([
    `${urlIn("eu-west-1")}/`,
    "https://sqs.eu-west-1.amazonaws.com/dlq.fifo",
    "arn:aws:sns:eu-west-1:123456789012:topic.fifo",
    "arn:aws:sqs:eu-west-1:dlq.fifo",
    "${aws_sqs_queue.dlq.name}",
  ])("%s is rejected", async (given) => {
    expect(await call(["redrive", `${option}=${given}`])).toEqual({
      code: 2,
      stdout: "",
      stderr: [
        `${option} must be a queue's name, its URL (https://sqs.<region>.amazonaws.com/<account>/<name>) or its ARN (arn:aws:sqs:<region>:<account>:<name>), got "${given}".`,
        'Run "aws-event-relay redrive --help" to see what is allowed.',
        "",
      ].join("\n"),
    });
  });
});

test.each([
  ["URL", "https://sqs.us-east-1.amazonaws.com/123456789012/"],
  ["ARN", "arn:aws:sqs:us-east-1:123456789012:"],
])("a queue's %s is accepted", async (_, place) => {
  const asked: object[] = [];
  sqs.create(DLQ);
  sqs.before = (command) => {
    if (command instanceof GetQueueUrlCommand) asked.push(command.input);
  };
  const { stdout } = await call(["redrive", "--from", place + DLQ, "--to", place + QUEUE]);
  expect(stdout).toBe(`${DLQ} is empty.\n`);
  expect(asked).toEqual([DLQ, QUEUE].map((QueueName) => ({ QueueName, QueueOwnerAWSAccountId: "123456789012" })));
});

test.each([
  [
    "twice the same queue",
    ["--from", QUEUE, "--to", QUEUE],
    `--from and --to must be two queues, got "${QUEUE}" twice.`,
  ],
  [
    "a standard queue to send to",
    ["--from", QUEUE, "--to", RULE_DLQ],
    `--to must be a FIFO queue, whose name ends in .fifo, got "${RULE_DLQ}".`,
  ],
  [
    "a FIFO queue of rules",
    ["--from", DLQ, "--to", QUEUE, "--rule-events"],
    `With --rule-events, --from must be a standard queue, got the FIFO queue "${DLQ}".`,
  ],
  [
    "a standard queue of no rules",
    ["--from", RULE_DLQ, "--to", QUEUE],
    `--from must be a FIFO queue, got "${RULE_DLQ}". Add --rule-events if EventBridge rules put their events there.`,
  ],
  [
    "the wrong direction",
    ["--from", QUEUE, "--to", DLQ, "--yes"],
    `--from must be a dead-letter queue, got "${QUEUE}", whose dead-letter queue is --to: exchange --from and --to.`,
  ],
])("%s is a usage error", async (_, options, message) => {
  sqs.create(DLQ);
  sqs.create(RULE_DLQ);
  sqs.deadLetterQueues.set(QUEUE, DLQ);
  const stderr = `${message}\nRun "aws-event-relay redrive --help" to see what is allowed.\n`;
  expect(await call(["redrive", ...options])).toEqual({ code: 2, stdout: "", stderr });
});

test("the name of a queue that does not exist is reported", async () => {
  expect(await call(FROM_QUEUE)).toEqual({
    code: 1,
    stdout: "",
    stderr: `The queue "${DLQ}" does not exist in this account and region: check the name, --region and the AWS credentials.\n`,
  });
});

test("an error of AWS is reported with its message", async () => {
  sqs.before = fail("no route to host");
  expect((await call(FROM_QUEUE)).stderr).toBe("no route to host\n");
});

test("another name of the error that SQS gives for a missing queue", async () => {
  sqs.before = () => {
    throw support.awsError("AWS.SimpleQueueService.NonExistentQueue");
  };
  expect((await call(FROM_QUEUE)).stderr).toContain(`The queue "${DLQ}" does not exist`);
});
