import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface ReceivedRequest {
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** Port of the client: the same for requests over one connection. */
  readonly clientPort: number | undefined;
}

/** An HTTP server on a free loopback port that remembers what it received. */
export class LocalServer {
  readonly requests: ReceivedRequest[] = [];
  readonly #server: Server;

  private constructor(respond: RequestListener) {
    this.#server = createServer(
      (request, response) => void this.#receive(request).then(() => respond(request, response)),
    );
  }

  static async start(respond: RequestListener): Promise<LocalServer> {
    const local = new LocalServer(respond);
    await new Promise<void>((resolve) => local.#server.listen(0, "127.0.0.1", resolve));
    return local;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #receive(request: IncomingMessage): Promise<void> {
    const { url = "", headers } = request;
    const clientPort = request.socket.remotePort;
    this.requests.push({ url, headers, body: await text(request), clientPort });
  }
}
