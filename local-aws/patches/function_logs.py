"""The log of an invocation has all that the function has logged in it.

AWS: the same.
MiniStack: waits up to 50 ms for a first line once the function has answered, and 5 ms for each next one. On a busy computer, a
line comes later; the function's next invocation logs it, if there is one.
Here: a mark that follows the function's own lines through their pipe says that they have come. Where there is no /proc, and so
no way into the pipe, it is as in MiniStack.
"""

import queue

from ministack.core.lambda_runtime import Worker

MARK = "end of the invocation's lines"
# A pipe that nobody reads.
LIMIT_SECONDS = 10


def apply():
    drain = Worker._drain_stderr_bounded

    def drain_to_mark(worker, **limits):
        process = worker._proc
        if process is None:  # It has ended, and so do its lines.
            worker._stderr_thread.join(LIMIT_SECONDS)
            return worker._drain_stderr()
        try:
            with open(f"/proc/{process.pid}/fd/2", "w") as pipe:
                print(MARK, file=pipe)
        except OSError:
            return drain(worker, **limits)
        return "\n".join(lines_before_mark(worker._stderr_queue))

    Worker._drain_stderr_bounded = drain_to_mark


def lines_before_mark(lines):
    try:
        while not (line := lines.get(timeout=LIMIT_SECONDS)).endswith(MARK):
            yield line
        if line != MARK:
            yield line.removesuffix(MARK)  # The function's last line has no end.
    except queue.Empty:
        pass
