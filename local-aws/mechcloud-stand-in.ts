import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { type MechCloudEvent, refusalOf, VpcOrder } from "./mechcloud-rules";

const DEFAULT_TEAM = "d65e32d2-e18f-49a7-8cbf-e19205772ea0";
const PATH = "/mechcloud-turbine-discovery/v1.0/sync/events";

export interface StandInOptions {
  /** The only accepted bearer token; see setToken. */
  readonly token: string;
  /** @default MechCloud's default team */
  readonly teamId?: string;
  /** The accepted cloudAccountId. @default any that is not empty */
  readonly cloudAccountId?: string;
  /** Refuse a subnet whose VPC's creation was not accepted before. @default false */
  readonly strictOrder?: boolean;
  /** Milliseconds before each answer. @default 0 */
  readonly latency?: number;
}

/** One request, before it is answered. */
export interface Request {
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  /** The query parameter cloudAccountId; null without one. */
  readonly cloudAccountId: string | null;
  /** The posted event; undefined when the body was no JSON. */
  readonly event: MechCloudEvent | undefined;
}

/** One request, once it is answered. */
export interface Arrival extends Request {
  /** When it was answered, in milliseconds since 1970. */
  readonly answeredAt: number;
  /** The answer's status; 0 when the connection ended without an answer. */
  readonly status: number;
  /** The answer's body. */
  readonly body: string;
}

/** A status, a whole answer, or a handler that answers itself (or hangs up: `response.destroy()`). */
export type Answer =
  | number
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | ((request: IncomingMessage, response: ServerResponse) => void | Promise<void>);

/** Chooses the answer to an event; undefined: answer as MechCloud would. */
export type Script = (event: MechCloudEvent | undefined) => Answer | undefined;

/**
 * A real HTTP server that checks requests as MechCloud documents them: 200 processed, 401 wrong token, 400 with a
 * sentence otherwise. It emits "request" with a {@link Request} for each request, and "event" with an {@link Arrival} once
 * that is answered, refused ones too.
 */
export class MechCloudStandIn extends EventEmitter<{ request: [Request]; event: [Arrival] }> {
  /** Every answered request, in the order of their answers. */
  readonly arrivals: Arrival[] = [];
  /** How many requests were in the works at once, at most. */
  mostInFlight = 0;
  private inFlight = 0;
  private token: string;
  private latency: number;
  private readonly next: { answer: Answer; matches: (event: MechCloudEvent | undefined) => boolean }[] = [];
  private script: Script | undefined;
  readonly #accepted: MechCloudEvent[] = [];
  private readonly order = new VpcOrder();
  private readonly server: Server;

  constructor(private readonly options: StandInOptions) {
    super();
    this.token = options.token;
    this.latency = options.latency ?? 0;
    this.server = createServer((request, response) => void this.handle(request, response));
  }

  async start(): Promise<this> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    return this;
  }

  /** What endpoint_url and MECHCLOUD_ENDPOINT_URL take. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${PATH}`;
  }

  /** The events that were answered with 200, in the order of their answers. */
  get accepted(): MechCloudEvent[] {
    return [...this.#accepted];
  }

  /** From now on this token is the accepted one. */
  setToken(token: string): void {
    this.token = token;
  }

  /** From now on each answer takes so many milliseconds. */
  setLatency(latency: number): void {
    this.latency = latency;
  }

  /** Answers the next request, or the next whose event matches, this way; further calls line up. */
  answerNext(answer: Answer, matches: (event: MechCloudEvent | undefined) => boolean = () => true): void {
    this.next.push({ answer, matches });
  }

  /** Asks the script about each request from now on; without a script, all is normal again. */
  answerBy(script?: Script): void {
    this.script = script;
  }

  /** Forgets arrivals, scripted answers and known VPCs. */
  clear(): void {
    this.arrivals.length = 0;
    this.#accepted.length = 0;
    this.next.length = 0;
    this.script = undefined;
    this.order.clear();
    this.mostInFlight = 0;
  }

  /** Resolves once `count` events were accepted. @throws after `limit` milliseconds, with what is there by then */
  async waitForAccepted(count: number, limit = 30_000): Promise<MechCloudEvent[]> {
    const signal = AbortSignal.timeout(limit);
    while (this.#accepted.length < count) {
      await once(this, "event", { signal }).catch(() => {
        const statuses = this.arrivals.map(({ status }) => status).join(", ");
        throw new Error(
          `${this.#accepted.length} of ${count} events were accepted within ${limit} ms; answers: ${statuses}`,
        );
      });
    }
    return this.accepted;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = Date.now();
    const cloudAccountId = new URL(request.url ?? "/", "http://127.0.0.1").searchParams.get("cloudAccountId");
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    let event: MechCloudEvent | undefined;
    let body = "";
    response.once("close", () => {
      this.inFlight -= 1;
      const status = response.writableFinished ? response.statusCode : 0;
      const arrival = { at, cloudAccountId, answeredAt: Date.now(), event, status, body };
      this.arrivals.push(arrival);
      if (status === 200 && event) this.#accepted.push(event);
      this.emit("event", arrival);
    });
    try {
      event = parse(await readBody(request));
      this.emit("request", { at, cloudAccountId, event });
      // Nobody waits for the end of a slow answer when all else has ended.
      if (this.latency > 0) await delay(this.latency, undefined, { ref: false });
      body = await this.answer(request, response, event);
    } catch {
      response.destroy(); // the client hung up, or a scripted handler failed
    }
  }

  /** @returns the body of the answer; empty if a handler answers itself */
  private async answer(request: IncomingMessage, response: ServerResponse, event?: MechCloudEvent): Promise<string> {
    const scripted = this.scripted(event);
    if (typeof scripted === "function") {
      await scripted(request, response);
      return "";
    }
    if (scripted !== undefined) {
      const { status, headers = {}, body = "" } = typeof scripted === "number" ? { status: scripted } : scripted;
      response.writeHead(status, headers).end(body);
      return body;
    }
    const { teamId = DEFAULT_TEAM, cloudAccountId, strictOrder = false } = this.options;
    const refusal =
      refusalOf(request, event, { path: PATH, token: this.token, teamId, cloudAccountId }) ??
      (strictOrder ? this.order.refusalOf(event) : undefined);
    if (refusal === undefined) this.order.learn(event);
    const { status, sentence } = refusal ?? { status: 200, sentence: "processed" };
    const body = JSON.stringify({ message: sentence });
    response.writeHead(status, { "content-type": "application/json" }).end(body);
    return body;
  }

  private scripted(event: MechCloudEvent | undefined): Answer | undefined {
    const index = this.next.findIndex(({ matches }) => matches(event));
    return index < 0 ? this.script?.(event) : this.next.splice(index, 1)[0]?.answer;
  }
}

/** Starts the stand-in on a free port of 127.0.0.1. */
export function startMechCloudStandIn(options: StandInOptions): Promise<MechCloudStandIn> {
  return new MechCloudStandIn(options).start();
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function parse(body: string): MechCloudEvent | undefined {
  try {
    return JSON.parse(body) as MechCloudEvent;
  } catch {
    return undefined;
  }
}
