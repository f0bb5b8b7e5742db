/**
 * A stand-in for MechCloud with TLS in its own process, at several distances, and a Secrets Manager without TLS that holds an
 * access token. Sends its parent the ports. Arguments: files of key and certificate, round trips in milliseconds.
 */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createPlainServer } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { distant } from "./support/distance";

const [keyFile = "", certificateFile = "", ...roundTrips] = process.argv.slice(2);

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function main(): Promise<void> {
  const files = { key: readFileSync(keyFile), cert: readFileSync(certificateFile) };
  const mechCloud = await listen(
    createServer(files, (request, response) => request.resume().on("end", () => response.end())),
  );
  const secret = JSON.stringify({ SecretString: "a.b.c" });
  const secretsManager = await listen(createPlainServer((_request, response) => response.end(secret)));
  const distances = roundTrips.map(async (rtt) => [rtt, await listen(distant(mechCloud, Number(rtt)))] as const);
  process.send?.({ secretsManager, mechCloud: Object.fromEntries(await Promise.all(distances)) });
}

void main();
process.on("disconnect", () => process.exit());
