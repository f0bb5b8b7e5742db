import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { ProcessError, run } from "../../scripts/lib/process";

const LIBRARY = resolve(__dirname, "../../scripts/lib/process.ts");

test("returns standard output, and passes on both outputs", async () => {
  const lines: string[] = [];
  const output = await run("sh", ["-c", "echo one; sleep 0.1; echo two >&2; echo $WORD"], {
    env: { WORD: "three" },
    onLine: (line) => lines.push(line),
  });

  expect(output).toBe("one\nthree");
  expect(lines.sort()).toEqual(["one", "three", "two"]);
});

test("throws the command's output", async () => {
  const failure = run("sh", ["-c", "echo out; echo why >&2; exit 3"]);

  await expect(failure).rejects.toThrow(ProcessError);
  await expect(failure).rejects.toMatchObject({ code: 3, stdout: "out" });
  await expect(failure).rejects.toThrow(/^sh -c .* exited with code 3: [^]*why/);
});

test("throws if the command does not exist", async () => {
  await expect(run("/no/such/command", ["x"])).rejects.toThrow(
    "/no/such/command x did not complete: spawn /no/such/command ENOENT",
  );
});

/** A killed process whose new parent has not asked for its end yet ("Z") is dead too. */
const isAlive = (pid: number) => /^[^Z]/.test(spawnSync("ps", ["-o", "stat=", "-p", String(pid)]).stdout.toString());

/** A process that starts a shell with a child of its own, and then runs `ending`. */
async function parent(ending: string): Promise<{ parent: ReturnType<typeof spawn>; pids: number[] }> {
  const script = `
    const { atExit, start } = require(${JSON.stringify(LIBRARY)});
    atExit(() => console.log("cleaned"));
    const child = start("sh", ["-c", "sleep 60 & echo $$ $!; wait"], { stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.once("data", (pids) => { console.log(String(pids).trim()); ${ending} });
  `;
  const child = spawn(process.execPath, ["--import", "tsx", "-e", script], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { parent: child, pids: line.split(" ").map(Number) };
}

test.each([
  ["its end", "process.exit(0);", undefined, 0],
  ["an uncaught error", 'throw new Error("x");', undefined, 1],
  ["Ctrl-C", "", "SIGINT", 130],
  ["SIGTERM", "", "SIGTERM", 143],
  ["a closed terminal", "", "SIGHUP", 129],
] as const)("children and their children die with us at %s", async (_how, ending, signal, code) => {
  const started = await parent(ending);
  if (signal) started.parent.kill(signal);
  if (started.parent.exitCode === null) await once(started.parent, "exit");
  await delay(50);

  expect(started.parent.exitCode).toBe(code);
  expect(started.pids.map(isAlive)).toEqual([false, false]);
});
