import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * A TCP proxy as far away as a round trip of `rttMs`: a connection takes one until it is open, and everything that is sent
 * arrives half of one later.
 */
export function distant(port: number, rttMs: number): Server {
  return createServer({ noDelay: true, pauseOnConnect: true }, (near) => {
    setTimeout(() => {
      const far = connect({ port, host: "127.0.0.1", noDelay: true });
      relay(near, far, rttMs / 2);
      relay(far, near, rttMs / 2);
      near.resume();
    }, rttMs);
  });
}

function relay(from: Socket, to: Socket, delayMs: number): void {
  // Timers of the same delay run in the order in which they are set.
  from.on("data", (chunk) => setTimeout(() => to.writable && to.write(chunk), delayMs));
  from.on("end", () => setTimeout(() => to.end(), delayMs));
  from.on("error", () => to.destroy());
}
