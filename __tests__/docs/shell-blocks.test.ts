import { codeSpans, documentPaths, readDocument } from "../../scripts/lib/documents";
import { problemsOf } from "./support/known-commands";
import { commandsOf, shellScripts } from "./support/shell";

const documents = documentPaths();

test.each(shellScripts())("%s has commands that exist", async (_, script) => {
  const commands = commandsOf(script);

  expect(commands.length).toBeGreaterThan(0);
  expect(await problemsOf(commands)).toEqual([]);
});

/** With an ellipsis or an angle bracket, it is the form of a command and not a command. */
const spans = documents.flatMap((path) =>
  codeSpans(readDocument(path))
    .filter((span) => /^(?:aws-event-relay|npm|npx|node --import|terraform|tofu|git) [\w-]/.test(span))
    .filter((span) => !/[…<[]/.test(span))
    .map((span) => [span, path] as const),
);

test.each([...new Map(spans)])("%s in a text of %s exists", async (span) => {
  const commands = commandsOf(span);
  expect(commands).toHaveLength(1);
  expect(await problemsOf(commands)).toEqual([]);
});

test.each([
  ["aws-event-relay tial", "There is no command"],
  ["aws-event-relay tail --sinc 1d", "unknown option '--sinc'"],
  ["aws-event-relay tail --since 1y", "--since"],
  ["npx aws-event-relay doctor", "npx would download any package of this name"],
  ["npm run tests", "there is no script tests"],
  ["npm test -- units", "npm test has no step units"],
  ["node --import tsx scripts/unknown.ts", "there is no file scripts/unknown.ts"],
  ["terraform output -raw acess_token_command", "no module has the output acess_token_command"],
  ["terraform state rm module.a.aws_sqs_queue.unknown", "no module has the resource aws_sqs_queue.unknown"],
  ["terraform aply", "terraform aply is not among the subcommands"],
  ["foo", "foo is not among the programs"],
])("%s is a problem", async (line, problem) => {
  expect(await problemsOf(commandsOf(line))).toEqual([expect.stringContaining(problem)]);
});

test("a syntax error is noticed", () => {
  expect(() => commandsOf("for a in b; do")).toThrow("syntax error");
});
