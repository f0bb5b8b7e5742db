import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../../scripts/lib/project";
import { ensureVirtualEnvironment } from "../../scripts/lib/virtual-environment";
import { commandsOf, shellScripts } from "../docs/support/shell";

let python: string;

beforeAll(async () => {
  const requirements = join(ROOT, "local-aws/requirements.txt");
  python = await ensureVirtualEnvironment(join(ROOT, "local-aws/.venv"), requirements);
}, 120_000);

/** The arguments of each AWS CLI command that bash would run. */
function awsCommands(script: string): string[][] {
  return commandsOf(script)
    .filter(([program]) => program === "aws")
    .map(([, ...rest]) => rest);
}

/** What botocore's models know nothing of. */
function problemsOf(commands: readonly (readonly string[])[]): string[] {
  const input = JSON.stringify(commands);
  const script = join(ROOT, "__tests__/e2e/support/aws_commands.py");
  const { stdout, stderr } = spawnSync(python, [script], { input, encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as string[];
}

const scripts = shellScripts().filter(([, script]) => /\baws\b/.test(script));

test("documents have commands of the AWS CLI", () => {
  expect(scripts.map(([path]) => path)).toEqual(expect.arrayContaining(["docs/first-apply.md", "docs/operations.md"]));
});

test.each(scripts)("the AWS CLI accepts the commands of %s", (_, script) => {
  expect(problemsOf(awsCommands(script))).toEqual([]);
});

test("a wrong command is noticed", () => {
  const wrong = `aws sqs get-queue --queue-url a
aws sqs get-queue-attributes --attribute-names Depth --url a
aws mail send
aws lambda update-event-source-mapping --uuid a --enabled true
aws logs tail
aws lambda invoke --function-name a`;

  expect(problemsOf(awsCommands(wrong))).toEqual([
    "sqs has no operation get-queue",
    "--attribute-names of sqs get-queue-attributes cannot be Depth",
    "sqs get-queue-attributes has no option --url",
    "sqs get-queue-attributes needs --queue-url",
    "no service mail",
    "--enabled of lambda update-event-source-mapping: ['true']",
    "logs tail needs 1 argument, has []",
    "lambda invoke needs 1 argument, has []",
  ]);
});
