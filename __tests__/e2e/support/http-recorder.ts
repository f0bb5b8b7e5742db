import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An HTTP server on 127.0.0.1 that keeps what it is sent. */
export class HttpRecorder {
  readonly requests: RecordedRequest[] = [];
  /** The statuses of the next answers; 200 after them. */
  readonly statuses: number[] = [];

  private constructor(private readonly server: Server) {}

  /** @param answers what it answers, as JSON, by path; anything else is answered with 200 and nothing */
  static async start(answers: Readonly<Record<string, object>> = {}): Promise<HttpRecorder> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method = "", url: path = "", headers } = request;
        recorder.requests.push({ method, path, headers, body: Buffer.concat(chunks).toString("utf8") });
        response.statusCode = recorder.statuses.shift() ?? 200;
        response.end(path in answers ? JSON.stringify(answers[path]) : "");
      });
    });
    const recorder = new HttpRecorder(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return recorder;
  }

  /** "http://127.0.0.1:<port>" */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The same server's address for an API destination, which must be https; the local AWS calls it without TLS. */
  get httpsUrl(): string {
    return this.url.replace("http://", "https://");
  }

  at(path: string): RecordedRequest[] {
    return this.requests.filter((request) => request.path === path);
  }

  async stop(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}
