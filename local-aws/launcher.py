"""Runs MiniStack, the pinned version only, with the patches of this folder.

    python launcher.py FOLDER [SETTINGS]

It listens on a free port of 127.0.0.1, which it writes into FOLDER/port (health: GET /_ministack/health, wipe: POST
/_ministack/reset), keeps every file it writes in FOLDER, and ends, with its Lambda processes and FOLDER, when its
standard input closes. So it never outlives the process that started it, however that one ends. SETTINGS are a JSON
object, see patches/settings.py.
"""

import json
import os
import re
import shutil
import signal
import socket
import sys
import threading
from importlib import metadata
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
PINNED = re.search(r"^ministack==(\S+)", REQUIREMENTS.read_text(), re.MULTILINE)[1]


def check_version():
    """The patches reach into MiniStack's internals: another version may break them without a word."""
    try:
        installed = metadata.version("ministack")
    except metadata.PackageNotFoundError:
        installed = "none"
    if installed != PINNED:
        sys.exit(f"The local AWS needs ministack {PINNED}, but {installed} is installed in the "
                 f"environment of {sys.executable}: delete it, and the next start installs it again.")


def configure(port, folder, enforce):
    """MiniStack reads its settings from the environment while it is imported."""
    os.environ.update(
        AUTH=str(enforce).lower(),
        BIND_HOST="127.0.0.1",
        MINISTACK_HOST="127.0.0.1",
        GATEWAY_PORT=port,
        CLOUDTRAIL_RECORDING="1",
        TMPDIR=str(folder),
        STATE_DIR=str(folder / "state"),
        S3_DATA_DIR=str(folder / "s3"),
    )


def end(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


def end_with_standard_input(folder):
    sys.stdin.buffer.read()
    end(folder)


def reserve_port(folder):
    """The socket has the port from the start: one that is only known to be free may be another's before MiniStack listens."""
    reserved = socket.socket()
    reserved.bind(("127.0.0.1", 0))
    port = str(reserved.getsockname()[1])
    unfinished = folder / "port.unfinished"
    unfinished.write_text(port)
    unfinished.rename(folder / "port")
    return reserved, port


def run(folder, settings):
    if os.getpgrp() != os.getpid():
        os.setpgrp()  # a group of our own, so that end() reaches the Lambda processes and nobody else
    folder.mkdir(parents=True, exist_ok=True)
    reserved, port = reserve_port(folder)
    configure(port, folder, settings.get("enforce", True))
    threading.Thread(target=end_with_standard_input, args=(folder,), daemon=True).start()

    import patches
    from ministack.app import main

    patches.http_server.reserved = reserved
    patches.settings.update(settings)
    patches.apply_all()
    sys.argv = sys.argv[:1]  # MiniStack's main reads arguments of its own
    try:
        main()
    finally:
        end(folder)


if __name__ == "__main__":
    check_version()
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python launcher.py FOLDER [SETTINGS]")
    run(Path(sys.argv[1]).resolve(), json.loads("".join(sys.argv[2:]) or "{}"))
