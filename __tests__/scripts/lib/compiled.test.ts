import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile } from "../../../scripts/lib/compiled.cjs";

let root: string;
let program: string;
let clock = Date.now() / 1000 - 1000;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "compiled-"));
  program = join(root, "out/main.cjs");
  write("package-lock.json", "{}");
  write("tsconfig.json", "{}");
  write("main.ts", 'import { text } from "./text"; console.log(text satisfies string);');
  write("text.ts", 'export const text = "one";');
});
afterEach(() => rmSync(root, { recursive: true }));

/** Each a second later than the one before: a file system may not tell times apart that are close. */
function write(path: string, contents: string): void {
  writeFileSync(join(root, path), contents);
  clock += 1;
  utimesSync(join(root, path), clock, clock);
}

const output = () => execFileSync(process.execPath, [program]).toString();

test("compiles a program with what it imports, once", async () => {
  await compile(root, "main.ts", program);
  const { mtimeMs } = statSync(program);
  await compile(root, "main.ts", program);

  expect(output()).toBe("one\n");
  expect(statSync(program).mtimeMs).toBe(mtimeMs);
});

test("compiles again after a change in what it imports", async () => {
  await compile(root, "main.ts", program);
  write("text.ts", 'export const text = "two";');
  await compile(root, "main.ts", program);

  expect(output()).toBe("two\n");
});

test.each(["package-lock.json", "tsconfig.json"])("compiles again after a change of %s", async (path) => {
  await compile(root, "main.ts", program);
  const { ino } = statSync(program);
  write(path, '{ "name": "other" }');
  await compile(root, "main.ts", program);

  expect(statSync(program).ino).not.toBe(ino);
});

test("compiles again without a file that is gone", async () => {
  await compile(root, "main.ts", program);
  write("main.ts", 'console.log("three");');
  rmSync(join(root, "text.ts"));
  await compile(root, "main.ts", program);

  expect(output()).toBe("three\n");
});
