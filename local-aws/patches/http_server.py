"""HTTP is read by uvicorn and httptools, and a connection stays open until its client closes it.

AWS: answers what it has begun to work on.
MiniStack: reads HTTP in Python, by hypercorn, which is two fifths of its work. It closes a connection that was idle for 75
seconds, which are a multiple of the 5 seconds after which Terraform's AWS provider asks again. A request that comes at that
moment is worked on and gets no answer, so the provider repeats it, and what it creates "already exists".
"""

import asyncio

import hypercorn.asyncio
import uvicorn

A_DAY = 86_400

# The socket to listen on, which the launcher sets; by default, one for the configured port.
reserved = None


def apply():
    hypercorn.asyncio.serve = serve


async def serve(app, config):
    host, port = config.bind[0].split(":")
    of_uvicorn = uvicorn.Config(
        app,
        host=host,
        port=int(port),
        http="httptools",
        ws="none",
        lifespan="on",
        timeout_keep_alive=A_DAY,
        timeout_graceful_shutdown=3,
        access_log=False,
        proxy_headers=False,
        log_level=config.loglevel.lower(),
        # As MiniStack has it: AWS has no such header, and the application adds the date.
        server_header=False,
        date_header=False,
    )
    await Server(of_uvicorn).serve(sockets=reserved and [reserved])


class Server(uvicorn.Server):
    async def main_loop(self):
        """uvicorn's own loop wakes ten times a second, which costs more than the requests of most tests."""
        while not self.should_exit:
            await asyncio.sleep(1)
