import { runWithPatches } from "../support/patch-script";

/** Logs what a function has written when its invocation ends, on a computer that is too busy to read it at once. */
const SCRIPT = `
import queue, subprocess, sys, threading, time
from ministack.core.lambda_runtime import Worker
from patches import function_logs

class SlowQueue(queue.Queue):
    def put(self, line):
        time.sleep(0.3)
        super().put(line)

function_logs.apply()
written, then = sys.argv[1:]
worker = Worker("function", {}, b"")
worker._stderr_queue = SlowQueue()
worker._proc = process = subprocess.Popen(
    ["sh", "-c", f"printf '{written}' >&2; {then}"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
worker._stderr_thread = threading.Thread(target=worker._read_stderr, daemon=True)
worker._stderr_thread.start()
time.sleep(0.2)
if then == "exit 1":
    worker._proc = None
print(worker._drain_stderr_bounded())
process.stdin.close()`;

test.each([
  ["whole lines", "one\\ntwo\\n", "read next"],
  ["a last line without an end", "one\\ntwo", "read next"],
  ["the lines of a function that has ended", "one\\ntwo\\n", "exit 1"],
])("an invocation's log has %s", async (_, written, then) => {
  expect(await runWithPatches(SCRIPT, written, then)).toBe("one\ntwo");
});
