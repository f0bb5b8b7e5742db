import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** Port of the client: the same for requests over one connection. */
  readonly clientPort: number | undefined;
}

export type Responder = (request: ReceivedRequest, response: ServerResponse) => unknown;

/** An HTTP server on a free loopback port that remembers what it received. */
export class LocalServer {
  readonly requests: ReceivedRequest[] = [];
  readonly #server: Server;
  #port = 0;

  private constructor(respond: Responder) {
    this.#server = createServer((request, response) => {
      void this.#receive(request).then((received) => respond(received, response));
    });
  }

  static async start(respond: Responder): Promise<LocalServer> {
    const local = new LocalServer(respond);
    await local.listen();
    return local;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens, after `stop` at the same port again. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #receive(request: IncomingMessage): Promise<ReceivedRequest> {
    const { method = "", url = "", headers } = request;
    const clientPort = request.socket.remotePort;
    const received = { method, url, headers, body: await text(request), clientPort };
    this.requests.push(received);
    return received;
  }
}
