import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  awsError,
  type CallOptions,
  call,
  HUB_PROFILE,
  type RecordedAnswers,
  recordedAws,
  withHub,
} from "../support/call";
import { DOCTOR_TABLES } from "../support/doctor-tables";
import {
  BUS_POLICIES,
  HUB,
  HUB_OF_SPOKE,
  SPOKE,
  SPOKE_OF_OWN_HUB,
  spokeWithDeadLetters,
  spokeWithTargetOfYours,
} from "../support/hub-faults";
import { LOG_START, logEvents } from "../support/log";
import { EMPTY_QUEUES, queueAnswers } from "../support/relay";
import { BUS, SCALR_DEFAULT, SCALR_DESTINATIONS } from "../support/scalr-faults";
import {
  advancedSelectors,
  assets,
  HEALTHY,
  lambda,
  NO_BUS,
  opaqueToken,
  queues,
  tagsOnly,
  withAnswers,
  withoutAlarms,
} from "../support/sync-faults";

const now = () => LOG_START;

interface Entry {
  readonly problem: string;
  readonly next: string;
}

interface Diagnosis {
  readonly function: string | null;
  readonly spoke: string | null;
  readonly eventBus: string | null;
  readonly findings: number;
  readonly checks: readonly { id: string; findings: Entry[]; notes: Entry[] }[];
}

/**
 * What doctor finds, and what it notes.
 * @param hub answers with the profile of the hub's account
 */
async function diagnose(
  answers: RecordedAnswers,
  argv: readonly string[] = [],
  { hub = answers, ...options }: CallOptions & { readonly hub?: RecordedAnswers } = {},
) {
  const aws = withHub(recordedAws(answers), recordedAws(hub));
  const { stdout, code } = await call(["doctor", "--json", ...argv], aws, { now, ...options });
  const { findings: count, checks, ...subject } = JSON.parse(stdout) as Diagnosis;
  const all = (kind: "findings" | "notes") =>
    checks.flatMap((check) => check[kind].map(({ problem }) => `${check.id}: ${problem}`));
  const findings = all("findings");
  expect({ code, count }).toEqual({ code: findings.length > 0 ? 1 : 0, count: findings.length });
  return { findings, notes: all("notes"), ids: checks.map(({ id }) => id), ...subject };
}

const REDRIVE =
  "aws-event-relay redrive --rule-events --from arn:aws:sqs:us-east-1:123456789012:management-events-spoke-dlq";

const NOTHING = { findings: [], notes: [] };

describe("a healthy deployment has no findings:", () => {
  test.each<[string, RecordedAnswers]>([
    ["MechCloud sync with both mechanisms and a trail", {}],
    ["MechCloud sync with tags only, as by default", tagsOnly({ ec2: assets("a", "b", "c") })],
    ["a trail with advanced selectors", advancedSelectors],
    ["a token that does not say when it expires", opaqueToken],
    ["no alarms", withoutAlarms],
  ])("%s", async (_, answers) => {
    expect(await diagnose(withAnswers(HEALTHY, answers))).toMatchObject({ ...NOTHING, eventBus: null });
  });

  test.each<[string, RecordedAnswers]>([
    ["Scalr's events, as by default", SCALR_DEFAULT],
    ["Scalr's events with alerts and destinations", SCALR_DESTINATIONS],
  ])("%s", async (_, answers) => {
    expect(await diagnose(answers)).toMatchObject({ ...NOTHING, function: null, eventBus: BUS });
  });
});

describe.each(Object.entries(DOCTOR_TABLES))("the table %s", (_, { faults, kind, plant }) => {
  test.each(faults)(`%s: ${kind}`, async (_name, planted, says) => {
    const { answers, hub } = plant(planted);
    const found = await diagnose(answers, hub && ["--hub-profile", HUB_PROFILE], { hub });
    expect(found).toMatchObject({ ...NOTHING, [kind]: says });
  });
});

describe("a hub", () => {
  test.each([{}, ...BUS_POLICIES])("that has no findings: %#", async (answers) => {
    expect(await diagnose(withAnswers(HUB, answers))).toMatchObject({ ...NOTHING, spoke: null });
  });

  test.each([
    ["have no policies", EMPTY_QUEUES],
    ["do not exist", {}],
  ])("whose queues %s: found", async (_, counts) => {
    const { findings } = await diagnose(withAnswers(HUB, { sqs: queues(counts, {}) }));
    expect(findings).toEqual(
      expect.arrayContaining(
        ["management-events.fifo", "management-events-rule-dlq"].map(
          (queue) => `hub-queue-policies: The policy of ${queue} does not allow the rules of mechcloud-hub.`,
        ),
      ),
    );
  });

  test("for a relay's own account needs no policy", async () => {
    const answers = withAnswers(HUB, {
      lambda: HEALTHY.lambda,
      events: { describeEventBus: { Name: "mechcloud-hub" } },
    });
    expect(await diagnose(answers)).toMatchObject(NOTHING);
  });

  test("that cannot be read is an error, and no finding", async () => {
    const answers = withAnswers(HUB, { events: { describeEventBus: awsError("AccessDenied", "no") } });
    const { code, stderr } = await call(["doctor"], recordedAws(answers), { now });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("AccessDenied: no.") as string });
  });

  test("whose set aside events cannot be read is an error, and no finding", async () => {
    const filterLogEvents = ({ filterPattern }: { filterPattern?: string }) =>
      filterPattern ? awsError("AccessDenied", "no") : { events: [] };
    const answers = withAnswers(HUB, { logs: { filterLogEvents } });
    const { code, stderr } = await call(["doctor"], recordedAws(answers), { now });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("AccessDenied: no.") as string });
  });
});

describe("a spoke", () => {
  /** With a profile of the hub's account. */
  const atSpoke = (answers: RecordedAnswers, ofHub: RecordedAnswers = {}) =>
    diagnose(withAnswers(SPOKE, answers), ["--hub-profile", HUB_PROFILE], {
      hub: withAnswers(HUB_OF_SPOKE, ofHub),
    });

  test("that has no findings", async () => {
    const { function: relay, ...found } = await atSpoke({});
    expect(found).toMatchObject({ ...NOTHING, spoke: "management-events-spoke-dlq", eventBus: null });
    expect(relay).toBeNull();
  });

  test("whose rules also send to a queue of yours has no findings", async () => {
    expect(await atSpoke(spokeWithTargetOfYours)).toMatchObject(NOTHING);
  });

  test("whose hub has no relay any more is not the spoke's fault", async () => {
    const lambda = { getFunctionConfiguration: awsError("ResourceNotFoundException") };
    expect(await atSpoke({}, { lambda })).toMatchObject(NOTHING);
  });

  test("whose hub is in another region of the same account needs no profile, and no policy", async () => {
    const { settings, stdout } = await call(["doctor", "--profile", "a"], recordedAws(SPOKE_OF_OWN_HUB), { now });
    expect(stdout).toContain("No findings.\n");
    expect(settings.at(-1)).toMatchObject({ region: "eu-central-1", profile: "a" });
  });

  test("whose hub in another region of the same account was deleted: found", async () => {
    const answers = withAnswers(SPOKE_OF_OWN_HUB, { events: { describeEventBus: NO_BUS } });
    expect(await diagnose(answers)).toMatchObject({
      findings: [
        "spoke-hub: The event bus arn:aws:events:eu-central-1:123456789012:event-bus/mechcloud-hub does not exist.",
      ],
    });
  });

  test("with a mechanism that its hub in the same account lacks: found", async () => {
    const { listRules } = SPOKE.events!;
    const answers = withAnswers(SPOKE_OF_OWN_HUB, { events: { listRules: listRules! } });
    expect(await diagnose(answers)).toMatchObject({
      findings: ["mc-instance-state-change-events", "mc-tag-change-events", "mc-cloudtrail-events"].map(
        (rule) =>
          expect.stringMatching(
            new RegExp(`^spoke-hub: .* has no rule for the events of the rule ${rule}-spoke`),
          ) as string,
      ),
    });
  });

  test("--hub-profile of an account that is not the hub's is an error", async () => {
    const { code, stderr } = await call(["doctor", "--hub-profile", "other"], recordedAws(SPOKE), { now });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining(
        "--hub-profile must be of the hub's account 210987654321, got a profile of 123456789012.",
      ) as string,
    });
  });

  test.each([
    ["mechcloud-hub", [], "--from-profile SPOKE_PROFILE --profile HUB_PROFILE --region eu-central-1"],
    [
      "blue-mechcloud-hub",
      ["--profile", "b", "--region", "us-east-1"],
      "--from-profile b --profile HUB_PROFILE --region eu-central-1 --prefix blue-",
    ],
    ["hub", ["--prefix", ""], "--from-profile SPOKE_PROFILE --profile HUB_PROFILE --region eu-central-1"],
    [undefined, [], "--from-profile SPOKE_PROFILE --profile HUB_PROFILE --region HUB_REGION"],
  ])("that sends to %s: the next command is complete", async (bus, argv, options) => {
    const { stdout } = await call(["doctor", ...argv], recordedAws(spokeWithDeadLetters(bus)), { now });
    expect(stdout).toContain(`      Next: ${REDRIVE} ${options}\n`);
  });

  test("the next command with both profiles", async () => {
    const argv = ["doctor", "--profile", "b", "--hub-profile", HUB_PROFILE, "--endpoint-url", "http://localhost:1"];
    const aws = withHub(recordedAws(spokeWithDeadLetters("mechcloud-hub")), recordedAws(HUB_OF_SPOKE));
    const { stdout } = await call(argv, aws, { now });
    expect(stdout).toContain(
      `      Next: ${REDRIVE} --from-profile b --profile hub --region eu-central-1 --endpoint-url http://localhost:1\n`,
    );
  });

  test("the next command within an account", async () => {
    const answers = withAnswers(SPOKE_OF_OWN_HUB, { sqs: spokeWithDeadLetters().sqs! });
    const { stdout } = await call(["doctor", "--profile", "a"], recordedAws(answers), { now });
    expect(stdout).toContain(`      Next: ${REDRIVE} --profile a --region eu-central-1\n`);
  });

  test("whose role cannot be read is an error, and no finding", async () => {
    const answers = withAnswers(SPOKE, { iam: { getRolePolicy: awsError("AccessDenied", "no") } });
    const { code, stderr } = await call(["doctor"], recordedAws(answers), { now });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("AccessDenied: no.") as string });
  });
});

test("assets need no tag without the mechanism tags", async () => {
  const answers = withAnswers(HEALTHY, { ec2: assets("", "", "") });
  const found = await diagnose(
    withAnswers(answers, {
      events: {
        listRules: ({ NamePrefix }: { NamePrefix: string }) =>
          NamePrefix === "mc-tag-change-events"
            ? {}
            : (HEALTHY.events!.listRules as (input: object) => object)({ NamePrefix }),
      },
    }),
  );
  expect(found).toMatchObject(NOTHING);
});

test.each([
  ["2026-01-01", "nodejs22.x", []],
  ["2027-02-15", "nodejs22.x", ["runtime: Lambda supports the runtime nodejs22.x until 2027-04-30 only."]],
  ["2027-02-15", "ruby3.3", []],
  ["2027-02-15", undefined, []],
])("on %s, the runtime %s: noted", async (day, Runtime, notes) => {
  const answers = withAnswers(withAnswers(HEALTHY, opaqueToken), { lambda: lambda({ function: { Runtime } }) });
  expect(await diagnose(answers, [], { now: () => Date.parse(day) })).toMatchObject({ findings: [], notes });
});

test("MechCloud sync and Scalr's events with one prefix are checked together", async () => {
  const { listRules, ...scalr } = SCALR_DEFAULT.events as Record<string, (input: object) => object>;
  const both = withAnswers(HEALTHY, {
    events: {
      ...scalr,
      listRules: (input: { EventBusName?: string }) =>
        input.EventBusName ? listRules!(input) : (HEALTHY.events!.listRules as typeof listRules)!(input),
      listTargetsByRule: ({ Rule, EventBusName }: { Rule: string; EventBusName?: string }) =>
        EventBusName ? scalr.listTargetsByRule!({ Rule }) : HEALTHY.events!.listTargetsByRule,
    },
    sqs: queues({ ...EMPTY_QUEUES, "scalr-rule-dlq": [0, 0] }),
    logs: { ...SCALR_DEFAULT.logs },
  });
  const { ids, eventBus, ...found } = await diagnose(both);
  expect({ function: found.function, eventBus }).toEqual({ function: "push-mgmt-events-to-mechcloud", eventBus: BUS });
  expect(ids).toEqual(expect.arrayContaining(["rules", "token", "scalr-rules", "log-policies"]));
  // The queues' policies are those of MechCloud's here.
  expect(new Set(found.findings.map((finding) => finding.split(":")[0]))).toEqual(new Set(["scalr-dead-letters"]));
});

test("without either, doctor says where it looked", async () => {
  const aws = recordedAws({
    lambda: { getFunctionConfiguration: awsError("ResourceNotFoundException") },
    events: { listEventBuses: {}, listRules: {} },
    sqs: queueAnswers({}),
  });
  expect(await call(["doctor", "--prefix", "blue-"], aws)).toMatchObject({
    code: 1,
    stdout: "",
    stderr:
      "There is neither a function blue-push-mgmt-events-to-mechcloud nor a spoke nor a rule of Scalr's events in the region us-east-1 of this account: check --prefix, --region and --profile.\n",
  });
});

test("in words", async () => {
  const healthy = await call(["doctor"], recordedAws(HEALTHY), { now });
  expect(healthy.stdout).toContain("ok    The rules are enabled.\n");
  expect(healthy.stdout).toContain("\nNo findings.\n");

  const answers = withAnswers(HEALTHY, { lambda: lambda({ state: "Disabled" }), ec2: assets("a", "b", "") });
  const paused = await call(["doctor"], recordedAws(answers), { now });
  expect(paused.stdout).toContain(
    "FAIL  The relay is paused until somebody resumes it.\n      Next: aws-event-relay resume\n",
  );
  expect(paused.stdout).toMatch(/\nnote {2}2 of 3 VPCs.+\n {6}Next: aws-event-relay tag-assets\n/);
  expect(paused.stdout).toContain("\n1 finding.\n");
});

test("the next command is for the same deployment", async () => {
  const answers = withAnswers(HEALTHY, { lambda: lambda({ state: "Disabled" }) });
  const { stdout } = await call(["doctor", "--region", "eu-west-1", "--prefix", ""], recordedAws(answers), { now });
  expect(stdout).toContain("Next: aws-event-relay resume --region eu-west-1\n");
});

describe("--probe", () => {
  const probing = (entries: (id: string) => object[], state = "Enabled") => {
    let id = "";
    let time = LOG_START;
    const answers = withAnswers(HEALTHY, {
      lambda: lambda({ state }),
      sts: { getCallerIdentity: { Account: "123456789012", Arn: "arn:aws:iam::123456789012:user/ops" } },
      sqs: {
        ...queues(EMPTY_QUEUES),
        sendMessage: ({ MessageBody }: { MessageBody: string }) => {
          ({ id } = JSON.parse(MessageBody) as { id: string });
        },
      },
      logs: {
        filterLogEvents: () => ({ events: id ? logEvents(entries(id).map((entry) => JSON.stringify(entry))) : [] }),
      },
    });
    const clock = { now: () => time, onDelay: (milliseconds: number) => void (time += milliseconds) };
    return { answers, clock };
  };
  const entry = (eventId: string, outcome: string, status: number) => ({
    level: "INFO",
    message: "Event",
    eventId,
    outcome,
    status,
  });

  test("has no finding if MechCloud accepts the event", async () => {
    const { answers, clock } = probing((id) => [entry(id, "delivered", 200)]);
    const { findings, ids } = await diagnose(answers, ["--probe"], clock);
    expect({ findings, last: ids.at(-1) }).toEqual({ findings: [], last: "probe" });
  });

  test("says what MechCloud answered", async () => {
    const { answers, clock } = probing((id) => [entry(id, "unauthorized", 401)]);
    expect((await diagnose(answers, ["--probe"], clock)).findings).toEqual([
      "probe: MechCloud did not accept the test event: the function reports it as unauthorized, HTTP 401",
    ]);
  });

  test("sends nothing through a relay that is paused", async () => {
    const { answers, clock } = probing(() => [], "Disabled");
    expect((await diagnose(answers, ["--probe"], clock)).findings).toEqual([
      "mapping: The relay is paused until somebody resumes it.",
      "probe: The relay is paused, so no test event was sent.",
    ]);
  });

  test("sends nothing through a relay without a mapping", async () => {
    const { answers, clock } = probing(() => []);
    const without = withAnswers(answers, { lambda: { listEventSourceMappings: {} } });
    expect((await diagnose(without, ["--probe"], clock)).findings).toContain(
      "probe: The relay is paused, so no test event was sent.",
    );
  });

  test("ends with Ctrl-C", async () => {
    const { answers, clock } = probing(() => []);
    const controller = new AbortController();
    const options = { ...clock, onDelay: () => controller.abort(), signal: controller.signal };
    const { code } = await call(["doctor", "--probe"], recordedAws(answers), options);
    expect(code).toBe(130);
  });
});

describe("with Scalr's host name and a token, doctor asks Scalr", () => {
  /** Scalr's API, which answers with this status and body. */
  async function ask(status: number, body: unknown) {
    const requests: { url?: string; authorization?: string }[] = [];
    const server = createServer(({ url, headers }, response) => {
      requests.push({ url, authorization: headers.authorization });
      response.writeHead(status, { "content-type": "application/vnd.api+json" }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const SCALR_HOSTNAME = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const options = { now, env: { SCALR_HOSTNAME, SCALR_TOKEN: "secret-token" }, fetch };
      const result = await call(["doctor", "--json"], recordedAws(SCALR_DEFAULT), options);
      return { ...result, requests };
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  }
  const connection = (attributes: object) => ({ data: [{ attributes }] });
  const problems = (stdout: string) =>
    (JSON.parse(stdout) as Diagnosis).checks.flatMap(({ id, findings }) =>
      findings.map(({ problem }) => `${id}: ${problem}`),
    );

  test("whether the connection is active", async () => {
    const { stdout, requests } = await ask(200, connection({ "event-source": BUS, status: "active" }));
    expect(problems(stdout)).toEqual([]);
    expect(requests).toEqual([
      { url: "/api/iacp/v3/integrations/aws-event-bridge?page[size]=100", authorization: "Bearer secret-token" },
    ]);
  });

  test.each([
    [connection({ "event-source": BUS, status: "pending" }), "Scalr says that its connection is pending."],
    [
      connection({ "event-source": BUS, status: "failed", "err-message": "no bus" }),
      "Scalr says that its connection is failed: no bus.",
    ],
    [
      connection({ "event-source": "aws.partner/scalr.com/other", status: "active" }),
      `Scalr has no connection with the event source ${BUS}.`,
    ],
  ])("%j", async (body, problem) => {
    expect(problems((await ask(200, body)).stdout)).toEqual([`scalr-connection: ${problem}`]);
  });

  test("and says so if it does not answer", async () => {
    const { code, stderr } = await ask(401, {});
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        /^Scalr's API at http:\S+ does not tell its connections: HTTP status 401. Check SCALR_HOSTNAME and SCALR_TOKEN.\n$/,
      ) as string,
    });
    expect(stderr).not.toContain("secret-token");
  });

  test("by https", async () => {
    const urls: unknown[] = [];
    const fetch = (url: unknown) => {
      urls.push(url);
      return Promise.reject(new Error("no network"));
    };
    const env = { SCALR_HOSTNAME: "example.scalr.io", SCALR_TOKEN: "t" };
    const { stderr } = await call(["doctor"], recordedAws(SCALR_DEFAULT), { now, env, fetch });
    expect(urls[0]).toMatch(/^https:\/\/example\.scalr\.io\/api\//);
    expect(stderr).toContain("no network");
  });
});

test.each<[string, RecordedAnswers]>([
  ["queues", { sqs: { ...queues(EMPTY_QUEUES), getQueueUrl: awsError("AccessDenied", "no") } }],
  [
    "policies",
    {
      sqs: {
        ...queues(EMPTY_QUEUES),
        getQueueAttributes: (input: { QueueUrl: string; AttributeNames: string[] }) =>
          input.AttributeNames.includes("Policy")
            ? awsError("AccessDenied", "no")
            : queueAnswers(EMPTY_QUEUES).getQueueAttributes(input),
      },
    },
  ],
  ["the log", { logs: { filterLogEvents: awsError("AccessDenied", "no") } }],
  ["the token", { secrets: { getSecretValue: awsError("AccessDenied", "no") } }],
])("%s that cannot be read are an error, and no finding", async (_, answers) => {
  const { code, stderr } = await call(["doctor"], recordedAws(withAnswers(HEALTHY, answers)));
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("AccessDenied: no.") as string });
});

test.each<[string, RecordedAnswers]>([
  ["the event source", { events: { describeEventSource: awsError("AccessDenied", "no") } }],
  ["topics", { sns: { getTopicAttributes: awsError("AccessDenied", "no") } }],
  [
    "dead-letter queues",
    {
      sqs: {
        getQueueUrl: ({ QueueName }: { QueueName: string }) => {
          if (QueueName === "management-events-spoke-dlq") return awsError("QueueDoesNotExist");
          return QueueName.endsWith("-dlq") ? awsError("AccessDenied", "no") : { QueueUrl: QueueName };
        },
        getQueueAttributes: {},
      },
    },
  ],
])("%s of Scalr's events that cannot be read are an error, and no finding", async (_, answers) => {
  const { code, stderr } = await call(["doctor"], recordedAws(withAnswers(SCALR_DESTINATIONS, answers)), { now });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("AccessDenied: no.") as string });
});

test("Ctrl-C ends it", async () => {
  const { code, stdout } = await call(["doctor"], recordedAws(HEALTHY), { signal: AbortSignal.abort() });
  expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
});

test("environment variables that the caller may not decrypt are no finding, but an error", async () => {
  const denied = {
    FunctionName: "scalr-run-alerts",
    State: "Active",
    KMSKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1",
    Environment: { Error: { ErrorCode: "AccessDeniedException", Message: "no" } },
  };
  const answers = withAnswers(SCALR_DESTINATIONS, {
    lambda: {
      getFunctionConfiguration: ({ FunctionName }: { FunctionName: string }) =>
        FunctionName === denied.FunctionName ? denied : awsError("ResourceNotFoundException"),
    },
  });
  const { code, stdout, stderr } = await call(["doctor"], recordedAws(answers), { now });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe(
    "Lambda does not show the environment variables of scalr-run-alerts (AccessDeniedException): allow kms:Decrypt on the key arn:aws:kms:us-east-1:123456789012:key/1.\n",
  );
});
