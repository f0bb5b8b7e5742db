import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ProcessError, run } from "../../../scripts/lib/process";
import { CACHE, ROOT } from "../../../scripts/lib/project";

/** As deep in the repository as a test, because imports in examples are relative to the folder of a test. */
const FOLDER = join(CACHE, "examples");

const CONFIGURATION = {
  extends: "../../tsconfig.json",
  compilerOptions: {
    incremental: false,
    tsBuildInfoFile: null,
    noUnusedLocals: false,
    noUnusedParameters: false,
    types: ["node"],
  },
  include: ["."],
  exclude: [],
};

export interface Example {
  readonly name: string;
  /** Imports, and statements that may use `this`, the scope of constructs, and `await`. */
  readonly code: string;
}

/** What the compiler finds wrong with examples, with the repository's own settings. */
export async function typeErrors(examples: readonly Example[]): Promise<string[]> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, "tsconfig.json"), JSON.stringify(CONFIGURATION));
  for (const [n, example] of examples.entries()) writeFileSync(join(FOLDER, `${n}.ts`), moduleOf(example));
  const output = await compilerOutput();
  // The line in the file is not the one in the document.
  return output.map((line) => line.replace(/^(\d+)\.ts\(.+?\)/, (_place, n: string) => examples[Number(n)]!.name));
}

/** A line for each error, in files relative to the folder, and indented lines for its details. */
async function compilerOutput(): Promise<string[]> {
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  try {
    await run(process.execPath, [compiler, "-p", ".", "--pretty", "false"], { cwd: FOLDER });
    return [];
  } catch (error) {
    if (!(error instanceof ProcessError) || error.code === null) throw error;
    return error.stdout.trim().split("\n");
  }
}

function moduleOf({ code }: Example): string {
  const imports = code.match(/^import [^;]+;[^\n]*$/gm) ?? [];
  const body = imports.reduce((rest, line) => rest.replace(line, ""), code);
  const scope = 'import type { Construct as Scope } from "constructs";';
  return [scope, ...imports, `export async function example(this: Scope) {\n${body}\n}`].join("\n");
}
