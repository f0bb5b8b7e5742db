import { type CallOptions, call, type RecordedAnswers, recordedAws } from "../support/call";
import { LINES, LOG_START, logEvents } from "../support/log";
import { FUNCTION, queueAnswers, relayAnswers, SECRET } from "../support/relay";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (claims: object) => `${encode({ alg: "RS256" })}.${encode(claims)}.signature`;
const EXP = LOG_START / 1_000 + 36_000;
const TOKEN = jwt({ exp: EXP });

interface Scene {
  readonly waiting?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly lines?: readonly string[];
  readonly answers?: RecordedAnswers;
}

async function set(typed: string, scene: Scene = {}, options: CallOptions = {}, ...argv: string[]) {
  const { waiting = 0, environment, lines = [], answers } = scene;
  const stored: object[] = [];
  const store = (input: object) => {
    stored.push(input);
    return {};
  };
  const aws = recordedAws({
    lambda: relayAnswers("Enabled", environment),
    secrets: { putSecretValue: store },
    ssm: { putParameter: store },
    sqs: queueAnswers({ "management-events.fifo": [waiting, 0] }),
    logs: { filterLogEvents: { events: logEvents(lines) } },
    ...answers,
  });
  let now = LOG_START;
  const result = await call(["token", "set", ...argv], aws, {
    typed,
    now: () => now,
    onDelay: (milliseconds) => {
      now += milliseconds;
    },
    ...options,
  });
  return { ...result, stored };
}

test("the token is stored, and nothing waits", async () => {
  expect(await set(`${TOKEN}\n`)).toMatchObject({
    code: 0,
    stdout: "The relay is running. No event waits: the next change of a VPC, subnet or instance is the first.\n",
    stderr: `Account 123456789012, region us-east-1: store the access token of ${FUNCTION}, and resume it\nThe token is stored.\n`,
    stored: [{ SecretId: SECRET, SecretString: TOKEN }],
  });
});

test("a person is asked for it, and it is printed nowhere", async () => {
  const { stdout, stderr } = await set(TOKEN, {}, { isTTY: true });
  expect(stderr).toContain("Paste the access token and press Enter. It is not shown:");
  expect(stdout + stderr).not.toContain(TOKEN);
});

test("the first accepted event is waited for", async () => {
  const { code, stdout, stderr } = await set(TOKEN, { waiting: 3, lines: LINES.slice(0, 2) });
  expect(code).toBe(0);
  expect(stdout).toBe("MechCloud accepted the first event: Tag Change on Resource vpc-1.\n");
  expect(stderr).toContain("3 events in management-events.fifo: waiting for the first that MechCloud accepts.");
});

test("an accepted event without resources", async () => {
  const line = '{"level":"INFO","message":"Event delivered","outcome":"delivered","detailType":"Other"}';
  expect((await set(TOKEN, { waiting: 1, lines: [line] })).stdout).toBe("MechCloud accepted the first event: Other.\n");
});

test("why MechCloud accepts none", async () => {
  const { code, stdout } = await set(TOKEN, { waiting: 1, lines: [LINES[4]] }, {}, "--json");
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    function: FUNCTION,
    expiresAt: "2026-01-01T10:00:00.000Z",
    outcome: "not-accepted",
    reason: "The channel to MechCloud is down. HTTP status 401",
  });
});

test.each([
  ["what the log says", [LINES[4]], "it says: The channel to MechCloud is down. HTTP status 401"],
  ["that there was none", [], "no event was accepted within 3 minutes"],
])("in words: %s", async (_, lines, reason) => {
  const { stdout } = await set(TOKEN, { waiting: 1, lines });
  expect(stdout).toBe(`The token is stored and the relay is running, but ${reason}.\n`);
});

test("a token without exp, in an SSM parameter", async () => {
  const environment = { ACCESS_TOKEN_SECRET_ARN: "", ACCESS_TOKEN_PARAMETER_NAME: "/token" };
  const { stdout, stored } = await set(jwt({}), { environment }, {}, "--json");
  expect(stored).toEqual([{ Name: "/token", Value: jwt({}), Type: "SecureString", Overwrite: true }]);
  expect(JSON.parse(stdout)).toMatchObject({ expiresAt: null, outcome: "nothing-waits", reason: null });
});

test("a queue that does not exist is not waited for", async () => {
  expect((await set(TOKEN, { answers: { sqs: queueAnswers({}) } })).code).toBe(0);
});

test("a token in the function's environment is changed elsewhere", async () => {
  const { code, stderr } = await set(TOKEN, { environment: { ACCESS_TOKEN_SECRET_ARN: "", ACCESS_TOKEN: "x" } });
  expect(code).toBe(1);
  expect(stderr).toContain("The function has the token in its environment variable ACCESS_TOKEN:");
});

test.each([
  ["nothing", ""],
  ["a page", "<html></html>"],
  ["two lines", `${TOKEN}\n${TOKEN}`],
  ["words with dots", "a.b.c"],
  ["an opaque text", "secret"],
])("%s is no token, and changes nothing", async (_, typed) => {
  const { code, stderr, stored } = await set(typed);
  expect({ code, stored }).toEqual({ code: 1, stored: [] });
  expect(stderr).toContain("This is no access token: a JSON Web Token on one line is expected");
});

test("an expired token changes nothing", async () => {
  const { code, stderr, stored } = await set(jwt({ exp: LOG_START / 1_000 - 7_200 }));
  expect({ code, stored }).toEqual({ code: 1, stored: [] });
  expect(stderr).toContain("This token expired 2 hours ago, at 2025-12-31T22:00:00.000Z:");
});

test("Ctrl-C instead of a token changes nothing", async () => {
  const { code, stored } = await set("", {}, { signal: AbortSignal.abort() });
  expect({ code, stored }).toEqual({ code: 130, stored: [] });
});

test("Ctrl-C while it waits leaves the token stored", async () => {
  const interruption = new AbortController();
  const { signal } = interruption;
  const { code, stdout, stored } = await set(TOKEN, { waiting: 1 }, { signal, onDelay: () => interruption.abort() });
  expect({ code, stdout, stored: stored.length }).toEqual({ code: 130, stdout: "", stored: 1 });
});
