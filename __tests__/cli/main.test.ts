import { COMMANDS, GROUPS } from "../../cli/commands";
import { awsError, call, recordedAws } from "./support/call";

const aws = recordedAws({});
const MISSING = { sqs: { getQueueUrl: awsError("QueueDoesNotExist") } };

test("help lists the commands and the exit codes", async () => {
  const { code, stdout, stderr } = await call(["--help"], aws);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const { name } of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name.split(" ")[0]} `, "m"));
  expect(stdout).toContain("Exit codes: 0 success, 1 failure or findings, 2 invalid command line, 130 interrupted.");
});

test("without a command, help is shown", async () => {
  expect(await call([], aws)).toEqual(await call(["--help"], aws));
});

test.each(COMMANDS.map(({ name }) => name))("%s has a help with the options of all commands", async (name) => {
  const { code, stdout } = await call([...name.split(" "), "--help"], aws);
  expect(code).toBe(0);
  for (const option of ["--prefix", "--region", "--profile", "--endpoint-url", "--json"]) {
    expect(stdout).toContain(`  ${option}`);
  }
});

test("each group of commands is described", () => {
  const groups = COMMANDS.flatMap(({ name }) => name.split(" ").slice(0, -1));
  expect(Object.keys(GROUPS).toSorted()).toEqual([...new Set(groups)].toSorted());
});

test("a group of commands alone prints its help", async () => {
  const { code, stdout, stderr } = await call(["dlq"], aws);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("Usage: aws-event-relay dlq [options] [command]");
});

test("the version is printed", async () => {
  expect(await call(["--version"], aws)).toMatchObject({ code: 0, stdout: "1.2.3\n", stderr: "" });
});

test.each<[string, string[], string | RegExp, string]>([
  ["an unknown command", ["drain"], 'There is no command "drain".', "aws-event-relay"],
  [
    "an unknown option",
    ["redrive", "--frm", "x"],
    "unknown option '--frm'\n(Did you mean --from?)",
    "aws-event-relay redrive",
  ],
  ["an argument too many", ["redrive", "now"], /too many arguments/, "aws-event-relay redrive"],
  [
    "an invalid prefix",
    ["redrive", "--prefix", "a b"],
    '--prefix must be letters, digits, hyphens and underscores, got "a b".',
    "aws-event-relay redrive",
  ],
  ...["local", "localhost:4566", "ftp://x", ""].map((url): [string, string[], string, string] => [
    `the endpoint "${url}"`,
    ["redrive", "--endpoint-url", url],
    `--endpoint-url must be a URL that begins with http:// or https://, got "${url}".`,
    "aws-event-relay redrive",
  ]),
])("%s is a usage error", async (_, argv, message, command) => {
  const { code, stdout, stderr } = await call(argv, aws);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(message);
  expect(stderr).toContain(`Run "${command} --help" to see what is allowed.\n`);
});

test("AWS is reached as the options say", async () => {
  const options = ["--region", "eu-west-1", "--profile", "work", "--endpoint-url", "http://127.0.0.1:4566"];
  const { settings } = await call(["redrive", ...options], recordedAws(MISSING));
  expect(settings[0]).toEqual({ region: "eu-west-1", profile: "work", endpointUrl: "http://127.0.0.1:4566" });
});

test("a command that is interrupted while AWS answers with an error is interrupted", async () => {
  const { code, stderr } = await call(["redrive"], recordedAws(MISSING), { signal: AbortSignal.abort() });
  expect({ code, stderr }).toEqual({ code: 130, stderr: "" });
});
