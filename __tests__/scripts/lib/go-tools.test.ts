import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { goTool, MissingTool } from "../../../scripts/lib/go-tools";

const { PATH, XDG_CACHE_HOME } = process.env;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tools-"));
  process.env["PATH"] = join(folder, "bin");
  process.env["XDG_CACHE_HOME"] = join(folder, "cache");
});

afterEach(() => {
  Object.assign(process.env, { PATH });
  if (XDG_CACHE_HOME === undefined) delete process.env["XDG_CACHE_HOME"];
  else Object.assign(process.env, { XDG_CACHE_HOME });
  rmSync(folder, { recursive: true });
});

function install(path: string, script: string): string {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

test("an installed tool is used", async () => {
  const installed = install(join(folder, "bin/tflint"), "");

  await expect(goTool("tflint")).resolves.toBe(installed);
});

test("a tool that is not installed is built once, in the pinned version", async () => {
  // Builds into the file after "-o".
  install(join(folder, "bin/nice"), 'while [ "$1" != -o ]; do shift; done; echo >"$2"');
  install(join(folder, "bin/go"), `echo '{"Dir": "/module"}'`);
  process.env["PATH"] = `${process.env["PATH"]}:/bin:/usr/bin`;

  const program = await goTool("tofu");
  rmSync(join(folder, "bin/nice"));

  expect(program).toMatch(/\/cache\/aws-event-relay\/tofu-v[\d.]+$/);
  await expect(goTool("tofu")).resolves.toBe(program);
});

test("without the tool and without Go, the error says so", async () => {
  const missing = goTool("tflint");

  await expect(missing).rejects.toThrow(MissingTool);
  await expect(missing).rejects.toThrow("tflint is not installed, and cannot be built: Go is not installed");
});
