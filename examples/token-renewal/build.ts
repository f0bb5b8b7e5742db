// Writes dist/function.zip, with the same bytes on every computer: node --import tsx build.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleEntry, zipFiles } from "../../scripts/lib/bundle";

async function main(): Promise<void> {
  const dist = join(__dirname, "dist");
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, "function.zip"), zipFiles(await bundleEntry("examples/token-renewal/index.ts")));
}

void main();
