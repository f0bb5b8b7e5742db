"""A connection stays open until its client closes it.

AWS: answers what it has begun to work on.
MiniStack: closes a connection that was idle for 75 seconds, which are a multiple of the 5 seconds after which Terraform's AWS
provider asks again. A request that comes at that moment is worked on and gets no answer, so the provider repeats it, and
what it creates "already exists".
"""

import hypercorn.asyncio

A_DAY = 86_400


def apply():
    serve = hypercorn.asyncio.serve

    def serve_patiently(app, config, **more):
        config.keep_alive_timeout = A_DAY
        return serve(app, config, **more)

    hypercorn.asyncio.serve = serve_patiently
