/**
 * A stand-in for MechCloud in its own process, so that it does not affect the measurement. `/50` answers after 50 ms.
 * Sends its parent the port, and the id of each event it receives.
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
