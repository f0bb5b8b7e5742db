import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { proseOf, readDocument } from "../../scripts/lib/documents";
import { ROOT } from "../../scripts/lib/project";

const SOURCE = ["cli", "modules", "terraform"]
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  )
  .filter((file) => /\.(?:ts|tf)$/.test(file))
  .map((file) => readFileSync(join(ROOT, file), "utf8"))
  .join("\n");

/** What programs say is in italics, with an ellipsis for what differs. */
const messages = [...proseOf(readDocument("docs/troubleshooting.md")).matchAll(/(?<!\*)\*([^*\n]{9,})\*(?!\*)/g)]
  .map(([, message]) => message!)
  .filter((message) => message !== "what it says");

test("there are messages", () => {
  expect(messages.length).toBeGreaterThan(20);
});

test.each([...new Set(messages)])("a program of this repository says: %s", (message) => {
  for (const part of message.split(" … ")) expect(SOURCE).toContain(part);
});
