import type { ServerResponse } from "node:http";
import { LocalServer, type ReceivedRequest } from "../local-server";
import type { Message } from "./messages";

/** A call of the forwarder to AWS. */
export type AwsCall = "secret" | "visibility" | "move" | "parameter" | "mapping" | "schedule" | "pause" | "resume";

/** An AWS error's code; `undefined` if the call works; `hang` if nothing happens; `late` if only the answer is missing. */
export type AwsFault = string | undefined;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What MechCloud does with a request. */
export type Respond = (
  request: { id: string; token: string },
  response: ServerResponse,
  world: World,
) => void | Promise<void>;

/** A relay, its queue, its MechCloud and its AWS, of which each can fail. MechCloud is a real HTTP server. */
export abstract class World {
  /** Ids of the events that MechCloud answered with 200, in this order. */
  readonly delivered: string[] = [];
  /** What happens at the next calls, one after the other, the last one for ever. */
  readonly awsFaults: Record<AwsCall, AwsFault[]> = {
    secret: [],
    visibility: [],
    move: [],
    parameter: [],
    mapping: [],
    schedule: [],
    pause: [],
    resume: [],
  };
  /** The token that MechCloud takes. */
  goodToken = "good";
  respond: Respond;
  #mechCloud!: LocalServer;
  #aws!: LocalServer;

  protected constructor(respond: Respond = answer200) {
    this.respond = respond;
  }

  protected async startServers(): Promise<void> {
    this.#mechCloud = await LocalServer.start((request, response) => this.#receive(request, response));
    this.#aws = await LocalServer.start((request, response) => this.#answerAsAws(request, response));
  }

  /** Where the forwarder finds MechCloud. */
  protected get endpointUrl(): string {
    return `${this.#mechCloud.url}/events`;
  }

  /** Where the forwarder finds AWS. */
  protected get awsUrl(): string {
    return this.#aws.url;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#mechCloud.stop(), this.#aws.stop()]);
  }

  /** MechCloud's host goes away. */
  stopMechCloud(): Promise<void> {
    return this.#mechCloud.stop();
  }

  /** It is there again, under the same address. */
  startMechCloud(): Promise<void> {
    return this.#mechCloud.listen();
  }

  /** Puts the access token into its secret. */
  abstract storeToken(token: string): Promise<void>;

  abstract send(...messages: Message[]): Promise<void>;

  /** Lambda has room for the function, or not. */
  abstract setThrottled(isThrottled: boolean): Promise<void>;

  /** Disables the event source mapping as a person does, with the schedules that the relay has made. */
  abstract pause(): Promise<void>;

  /** Enables the event source mapping as a person does. */
  abstract resume(): Promise<void>;

  /** The request about this event gets no answer. If time is not real, it times out at once. */
  abstract timeOut(id: string): void;

  /** Ends the function's process while it works. */
  abstract killFunction(): Promise<void>;

  /** Does what is called for. @returns AWS's answer */
  protected abstract doCall(call: AwsCall | undefined, request: ReceivedRequest): Answer | Promise<Answer>;

  async #receive({ url, headers, body }: ReceivedRequest, response: ServerResponse): Promise<void> {
    if (url === "/login") return void response.end("Please sign in");
    const { id } = JSON.parse(body) as { id: string };
    response.on("close", () => {
      if (response.headersSent && response.statusCode === 200) this.delivered.push(id);
    });
    await this.respond({ id, token: String(headers.authorization).replace("Bearer ", "") }, response, this);
  }

  async #answerAsAws(request: ReceivedRequest, response: ServerResponse): Promise<void> {
    const call = callOf(request);
    const faults = call ? this.awsFaults[call] : [];
    const fault = faults.length > 1 ? faults.shift() : faults[0];
    if (fault === "hang") return;
    const { status, headers, body } =
      fault && fault !== "late"
        ? { status: 400, headers: { "x-amzn-errortype": fault }, body: JSON.stringify({ __type: fault }) }
        : await this.doCall(call, request);
    if (fault !== "late") response.writeHead(status, headers).end(body);
  }
}

const answer200: Respond = ({ token }, response, { goodToken }) => {
  response.writeHead(token === goodToken ? 200 : 401).end();
};

function callOf({ method, url, headers, body }: ReceivedRequest): AwsCall | undefined {
  switch (String(headers["x-amz-target"])) {
    case "secretsmanager.GetSecretValue":
      return "secret";
    case "AmazonSSM.GetParameter":
      return "parameter";
    case "AmazonSQS.ChangeMessageVisibilityBatch":
      return "visibility";
    case "AmazonSQS.SendMessage":
      return "move";
    default:
      if (url.startsWith("/schedules/")) return "schedule";
      if (!url.startsWith("/2015-03-31/event-source-mappings/")) return undefined;
      if (method === "GET") return "mapping";
      return body.includes('"Enabled":true') ? "resume" : "pause";
  }
}
