import { COMMANDS } from "../../cli/commands";
import { readDocument } from "../../scripts/lib/documents";

const PAGE = readDocument("docs/cli.md");
const json = PAGE.indexOf("## JSON");

/** The commands that the rows of a table begin with. */
const rowsOf = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) =>
      [...line.split(" | ")[0]!.matchAll(/`([a-z]+(?:-[a-z]+)?(?: [a-z]+)?)[^`]*`/g)].map(([, name]) => name!),
    );

test.each(COMMANDS.map(({ name }) => name))("%s is described, with its JSON", (name) => {
  expect(rowsOf(PAGE.slice(0, json))).toContain(name);
  expect(rowsOf(PAGE.slice(json))).toContain(name);
});
