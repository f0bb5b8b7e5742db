import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FIRST_APPLY_CHECKS, FIRST_APPLY_VARIABLES } from "../../cli/first-apply";
import { ROOT } from "../../scripts/lib/project";
import { ensureVirtualEnvironment } from "../../scripts/lib/virtual-environment";

/** Records the arguments of `aws`, each ended by NUL and each command by an empty one, and answers as if nothing were there. */
const RECORDER = `set -eu
aws() { printf '%s\\0' "$@" "" >> commands; echo answer; }
sleep() { :; }
`;

let folder: string;
let python: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "first-apply-"));
  const requirements = join(ROOT, "local-aws/requirements.txt");
  python = await ensureVirtualEnvironment(join(ROOT, "local-aws/.venv"), requirements);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** The arguments of each AWS CLI command that bash would run. */
function awsCommands(script: string): string[][] {
  rmSync(join(folder, "commands"), { force: true });
  const { status, stderr } = spawnSync("bash", ["-c", `${RECORDER}${script}`], { cwd: folder, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const recorded = readFileSync(join(folder, "commands"), "utf8").split("\0\0").filter(Boolean);
  return recorded.map((command) => command.split("\0"));
}

/** What botocore's models know nothing of. */
function problemsOf(commands: readonly (readonly string[])[]): string[] {
  const input = JSON.stringify(commands);
  const script = join(ROOT, "__tests__/e2e/support/aws_commands.py");
  const { stdout, stderr } = spawnSync(python, [script], { input, encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as string[];
}

test.each(FIRST_APPLY_CHECKS)("$id has commands that the AWS CLI accepts", ({ command }) => {
  const commands = awsCommands(`${FIRST_APPLY_VARIABLES}\n${command}`);
  const beforehand = awsCommands(FIRST_APPLY_VARIABLES);

  expect(commands.length).toBeGreaterThan(beforehand.length);
  expect(problemsOf(commands)).toEqual([]);
});

test("a wrong command is noticed", () => {
  const wrong = `aws sqs get-queue --queue-url a
aws sqs get-queue-attributes --attribute-names Depth --url a
aws mail send
aws lambda update-event-source-mapping --uuid a --enabled true`;

  expect(problemsOf(awsCommands(wrong))).toEqual([
    "sqs has no operation get-queue",
    "--attribute-names of sqs get-queue-attributes cannot be Depth",
    "sqs get-queue-attributes has no option --url",
    "sqs get-queue-attributes needs --queue-url",
    "no service mail",
    "--enabled of lambda update-event-source-mapping: ['true']",
  ]);
});

test("each check has an id of its own", () => {
  const ids = FIRST_APPLY_CHECKS.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});
