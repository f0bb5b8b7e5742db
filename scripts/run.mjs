// Runs one task of package.json's scripts, on a fresh clone too: checks Node.js, installs dependencies, starts the task.
// Built-ins only, since nothing is installed yet when it starts. Usage: node scripts/run.mjs <task> [arguments]
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { constants } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import programs from "./lib/programs.cjs";

const { ensureNode, ensureTerraform, findPython, problemsOf } = programs;

const build = ["scripts/build.ts"];
const tasks = {
  build: [build],
  synth: [build, ["scripts/cdktf.ts", "synth"]],
  deploy: [build, ["scripts/cdktf.ts", "deploy"]],
  destroy: [build, ["scripts/cdktf.ts", "destroy"]],
  demo: [["demo/index.ts"]],
  test: [["scripts/test.ts"]],
  lint: [["scripts/test.ts", "types,lint"]],
  bench: [["bench/forwarder.ts"]],
  verify: [["scripts/verify.ts"]],
  release: [["scripts/release.ts"]],
};

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const [name, ...rest] = process.argv.slice(2);
const commands = Object.hasOwn(tasks, name ?? "") ? tasks[name] : undefined;
if (!commands) stop(`Unknown task "${name}"; allowed: ${Object.keys(tasks).join(", ")}.`);
// The demo looks for all programs before anything is installed.
const problems = problemsOf(name === "demo" ? [ensureNode, findPython, ensureTerraform] : [ensureNode]);
if (problems.length > 0) stop(problems.join("\n"));
if (dependenciesAreOld()) {
  console.log("Installing dependencies (npm ci); the first time this takes about a minute.");
  const advice = "The network is needed for this once: npm downloads the packages of package-lock.json.";
  await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], advice);
}
for (const [index, command] of commands.entries()) {
  // Arguments after "--" are for the task itself, not for the build before it.
  const isLast = index === commands.length - 1;
  await run(process.execPath, ["--import", "tsx", ...command, ...(isLast ? rest : [])]);
}

/** npm writes the hidden lock file at the end of an install, so it is older than a lock file that changed since. */
function dependenciesAreOld() {
  const installed = statSync("node_modules/.package-lock.json", { throwIfNoEntry: false });
  // npm writes the two within a moment, in either order.
  return !installed || installed.mtimeMs + 2000 < statSync("package-lock.json").mtimeMs;
}

/** Ends this process with the command's exit code if that is not 0; the advice is the last line then. */
async function run(command, args, advice) {
  const child = spawn(command, args, { stdio: "inherit", shell: process.platform === "win32" && command === "npm" });
  // The command cleans up after Ctrl-C; this process must not end before it.
  const signals = ["SIGINT", "SIGTERM"];
  const forward = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  const code = await new Promise((resolve) => {
    child.on("error", (error) => stop(`${command} cannot be started: ${error.message}`));
    child.on("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
  for (const signal of signals) process.off(signal, forward);
  if (code === 0) return;
  if (advice) console.error(`\n${advice}`);
  process.exit(code);
}

function stop(reason) {
  console.error(reason);
  process.exit(1);
}
