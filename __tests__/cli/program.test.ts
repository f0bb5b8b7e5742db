import { command } from "../../cli/command";
import { programOf } from "../../cli/program";

const list = command({ name: "queue list", description: "list", options: {}, run: () => Promise.resolve() });
const show = command({
  name: "queue show",
  description: "show",
  options: {
    id: { positional: true, value: "message-id", description: "the message" },
    full: { description: "all of it" },
    oneOfTwo: {
      value: "number",
      required: true,
      description: "1 or 2",
      parse: (given: string, name: string) => `${name} ${given}`,
    },
  },
  run: () => Promise.resolve(),
});

async function parse(...argv: string[]) {
  const runs: { name: string; values: object }[] = [];
  const program = programOf({
    commands: [list, show],
    groups: { queue: "the queue" },
    stdout: { write: () => {} },
    version: () => "1.2.3",
    run: ({ name }, values) => {
      runs.push({ name, values });
      return Promise.resolve();
    },
  });
  await program.parseAsync(argv, { from: "user" });
  return runs;
}

test("a command of a group gets arguments, flags and parsed values", async () => {
  const common = { prefix: undefined, region: undefined, profile: undefined, endpointUrl: undefined, json: false };
  expect(await parse("queue", "show", "m-1", "--one-of-two", "2")).toEqual([
    { name: "queue show", values: { ...common, id: "m-1", full: false, oneOfTwo: "--one-of-two 2" } },
  ]);
  expect(await parse("queue", "list", "--json")).toEqual([{ name: "queue list", values: { ...common, json: true } }]);
});

test.each([
  [["queue", "show"], "missing required argument 'message-id'"],
  [["queue", "show", "m-1"], "The option --one-of-two is required: 1 or 2."],
  [["queue", "shw"], 'There is no command "queue shw".'],
])("%j is rejected", async (argv, message) => {
  await expect(parse(...argv)).rejects.toThrow(message);
});
