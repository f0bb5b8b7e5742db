import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compile, type JSONSchema } from "json-schema-to-typescript";

const FOLDER = "schemas";

/** The TypeScript types of the events in `schemas/`, by path. */
export async function eventTypes(root: string): Promise<Record<string, string>> {
  const types: string[] = [];
  for (const file of readdirSync(join(root, FOLDER)).sort()) {
    const schema = JSON.parse(readFileSync(join(root, FOLDER, file), "utf8")) as JSONSchema;
    // An event may have further properties; a type that says so would accept a misspelt one.
    types.push(
      await compile(schema, file, { additionalProperties: false, bannerComment: "", style: { printWidth: 120 } }),
    );
  }
  const notice = `// Generated from ${FOLDER}/: change it there and run npm run build.`;
  return { "modules/events.generated.ts": [notice, ...types].join("\n") };
}
