import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { type PageParts, pageApp } from "./page-app";
import { bundlePage } from "./page-bundle";

/** The page on a free port of 127.0.0.1. */
export class PageServer {
  private constructor(private readonly server: Server) {}

  static async start(parts: Omit<PageParts, "files">): Promise<PageServer> {
    const { fetch } = pageApp({ ...parts, files: await bundlePage() });
    const server = serve({ fetch, hostname: "127.0.0.1", port: 0 }) as Server;
    await once(server, "listening");
    return new PageServer(server);
  }

  /** "http://127.0.0.1:<port>" */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends all connections; browsers connect again. */
  disconnect(): void {
    this.server.closeAllConnections();
  }

  async stop(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.disconnect();
    await closed;
  }
}
