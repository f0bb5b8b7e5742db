"""The handler that MechCloud documents, in its own process like forwarder.mjs: a new connection for each record, one after another.

https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
"""

import json
import os
import sys
import time

started_at = time.perf_counter()
import requests  # noqa: E402

runs = int(sys.argv[1])


def handler(event):
    for record in event["Records"]:
        response = requests.post(
            os.environ["MECHCLOUD_ENDPOINT_URL"],
            params={"cloudAccountId": "ac-1"},
            headers={"Authorization": "Bearer a.b.c", "Content-Type": "application/json"},
            data=record["body"],
            timeout=(5, 30),
        )
        response.raise_for_status()


def milliseconds_since(begin):
    return (time.perf_counter() - begin) * 1000


print(milliseconds_since(started_at), file=sys.stderr, flush=True)
batch = sys.stdin.readline()
times = []
for _ in range(runs + 1):
    begin = time.perf_counter()
    handler(json.loads(batch))
    times.append(milliseconds_since(begin))
print(json.dumps(times), file=sys.stderr)
