import { call, recordedAws } from "../support/call";
import { LINES, LOG_START, logEvents } from "../support/log";
import { FUNCTION, relayAnswers } from "../support/relay";

const requests: object[] = [];

function aws(...pages: object[]) {
  requests.length = 0;
  return recordedAws({
    lambda: relayAnswers(),
    logs: {
      filterLogEvents: (input: object) => {
        requests.push(input);
        return pages[Math.min(requests.length, pages.length) - 1];
      },
    },
  });
}

const now = () => LOG_START + 600_000;

test("a line for each event, and for what ended the function", async () => {
  const { code, stdout, stderr } = await call(["tail"], aws({ events: logEvents(LINES) }), { now });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.split("\n")).toEqual([
    "2026-01-01T00:00:01.000Z  delivered  Tag Change on Resource vpc-1 HTTP 200 120 ms",
    "2026-01-01T00:00:02.000Z  refused  EC2 Instance State-change Notification i-2 HTTP 422 unknown instance",
    "2026-01-01T00:00:03.000Z  failed  i-3 ECONNREFUSED",
    "2026-01-01T00:00:04.000Z  ERROR  The channel to MechCloud is down. HTTP status 401",
    "2026-01-01T00:00:05.000Z  WARN  Event isolated TimeoutError",
    "2026-01-01T00:00:07.000Z  ERROR  2026-01-01T00:00:06.000Z 8c1a Task timed out after 30.00 seconds",
    "",
  ]);
  expect(requests).toEqual([{ logGroupName: `/aws/lambda/${FUNCTION}`, startTime: LOG_START, nextToken: undefined }]);
});

test("of a spoke's event, where it is from and the cloud account", async () => {
  const entry = { level: "INFO", outcome: "delivered", resourceIds: ["vpc-1"], cloudAccountId: "acc-1" };
  const lines = [
    { ...entry, account: "123456789012", region: "us-east-1" },
    { ...entry, account: "123456789012", region: "eu-west-1" },
    { ...entry, account: "210987654321", region: "us-east-1", cloudAccountId: "acc-2" },
    { ...entry, account: "210987654321", region: "us-east-1", outcome: "unmapped", cloudAccountId: undefined },
    { ...entry, account: "123456789012" },
  ].map((line) => JSON.stringify(line));
  const { stdout } = await call(["tail"], aws({ events: logEvents(lines) }), { now });
  expect(stdout.split("\n").map((line) => line.split("  ").slice(1).join("  "))).toEqual([
    "delivered  vpc-1",
    "delivered  vpc-1 from 123456789012 eu-west-1 for acc-1",
    "delivered  vpc-1 from 210987654321 us-east-1 for acc-2",
    "unmapped  vpc-1 from 210987654321 us-east-1",
    "delivered  vpc-1",
    "",
  ]);
  const json = await call(["tail", "--json"], aws({ events: logEvents(lines.slice(2, 3)) }), { now });
  expect(JSON.parse(json.stdout)).toMatchObject({
    account: "210987654321",
    region: "us-east-1",
    cloudAccountId: "acc-2",
  });
});

test.each([
  [["--resource", "vpc-1"], 1],
  [["--outcome", "refused"], 1],
  [["--outcome", "refused", "--resource", "vpc-1"], 0],
])("%j selects events", async (options, count) => {
  const { stdout } = await call(["tail", ...options], aws({ events: logEvents(LINES) }));
  expect(stdout.split("\n").length - 1).toBe(count);
});

test("--since sets how far back", async () => {
  await call(["tail", "--since", "2h"], aws({}), { now: () => LOG_START });
  expect(requests).toMatchObject([{ startTime: LOG_START - 7_200_000 }]);
});

test.each(["2 h", "10", "h", "1w"])("--since %s is rejected", async (since) => {
  expect((await call(["tail", "--since", since], aws({}))).stderr).toContain(
    `--since must be a number and one of s, m, h and d, such as 10m, got "${since}".`,
  );
});

test("--json prints a document a line", async () => {
  const { stdout } = await call(["tail", "--json", "--outcome", "delivered"], aws({ events: logEvents(LINES) }));
  expect(JSON.parse(stdout)).toEqual({
    time: "2026-01-01T00:00:01.000Z",
    level: "INFO",
    message: "Event delivered",
    outcome: "delivered",
    detailType: "Tag Change on Resource",
    resourceIds: ["vpc-1"],
    status: 200,
  });
});

test("--follow shows each line once, until Ctrl-C", async () => {
  const interruption = new AbortController();
  let waits = 0;
  const pages = [
    { events: logEvents(LINES.slice(0, 2)), nextToken: "more" },
    { events: logEvents(LINES.slice(2, 3), 2) },
    { events: logEvents(LINES.slice(1, 4), 1) },
  ];
  const { code, stdout } = await call(["tail", "--follow"], aws(...pages), {
    now,
    signal: interruption.signal,
    onDelay: () => {
      if (++waits === 2) interruption.abort();
    },
  });
  expect(code).toBe(130);
  expect(stdout.match(/delivered|refused|failed/g)).toEqual(["delivered", "refused", "failed"]);
  expect(requests.at(-1)).toMatchObject({ startTime: LOG_START + 2_000 });
});
