import { dirname, join } from "node:path";
import ts from "typescript";
import { ROOT } from "../../../scripts/lib/project";

/** Imports in examples are relative to this folder, as in a test. */
const FOLDER = join(ROOT, "__tests__/e2e");

export interface Example {
  readonly name: string;
  /** Imports, and statements that may use `this`, the scope of constructs, and `await`. */
  readonly code: string;
}

/** What the compiler finds wrong with examples, with the repository's own settings. */
export function typeErrors(examples: readonly Example[]): string[] {
  const files = new Map(examples.map((example, n) => [join(FOLDER, `example-${n}.ts`), moduleOf(example)]));
  const options = compilerOptions();
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (file) => files.has(file) || disk.fileExists(file),
    readFile: (file) => files.get(file) ?? disk.readFile(file),
    getSourceFile: (file, target, ...rest) => {
      const text = files.get(file);
      return text === undefined ? disk.getSourceFile(file, target, ...rest) : ts.createSourceFile(file, text, target);
    },
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((file, n) => {
    const source = program.getSourceFile(file)!;
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText }) => `${examples[n]!.name}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
  });
}

function moduleOf({ code }: Example): string {
  const imports = code.match(/^import [^;]+;[^\n]*$/gm) ?? [];
  const body = imports.reduce((rest, line) => rest.replace(line, ""), code);
  const scope = 'import type { Construct as Scope } from "constructs";';
  return [scope, ...imports, `export async function example(this: Scope) {\n${body}\n}`].join("\n");
}

function compilerOptions(): ts.CompilerOptions {
  const file = join(ROOT, "tsconfig.json");
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, dirname(file));
  return {
    ...options,
    incremental: false,
    tsBuildInfoFile: undefined,
    noUnusedLocals: false,
    noUnusedParameters: false,
    types: ["node"],
  };
}
