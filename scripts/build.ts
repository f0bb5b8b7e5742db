// Writes what is generated in terraform/. With --check it writes nothing, and fails if a file is out of date.
import { ROOT } from "./lib/project";
import { generatedFiles } from "./publish/generated-files";
import { outdated, update } from "./publish/tree";

async function main(): Promise<void> {
  const files = await generatedFiles(ROOT);
  if (!process.argv.includes("--check")) {
    for (const line of update(ROOT, files)) console.log(line);
    return;
  }
  const paths = outdated(ROOT, files);
  if (paths.length === 0) return;
  console.error(["Out of date; run npm run build:", ...paths.map((path) => `  ${path}`)].join("\n"));
  process.exitCode = 1;
}

void main();
