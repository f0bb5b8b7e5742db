/**
 * A stand-in for MechCloud in a process of its own, so that it takes no time from what is measured. `/50` answers after
 * 50 ms. Tells its parent its port, and each event's id as it comes.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

const server = createServer((request, response) => {
  const latencyMs = Number(request.url?.match(/^\/(\d+)/)?.[1]);
  void text(request).then((body) => {
    process.send?.({ posted: (JSON.parse(body) as { id: string }).id });
    setTimeout(() => response.end(), latencyMs);
  });
});

server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on("disconnect", () => process.exit());
