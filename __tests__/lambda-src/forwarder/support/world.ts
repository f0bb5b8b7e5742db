import type { IncomingMessage, ServerResponse } from "node:http";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { awsCallConfig } from "../../../../lambda-src/forwarder/aws-call";
import { createForwarder } from "../../../../lambda-src/forwarder/forwarder";
import type { Handler } from "../../../../lambda-src/forwarder/handler";
import { MechCloudClient } from "../../../../lambda-src/forwarder/mechcloud-client";
import type { OnFailure } from "../../../../lambda-src/forwarder/settings";
import { tokenSourceFor } from "../../../../lambda-src/forwarder/token-source";
import { lambdaContext } from "../../support/context";
import { LocalServer, type ReceivedRequest } from "../../support/servers";
import { FakeClock } from "./fakes";
import { FifoQueue, type Message } from "./fifo-queue";
import { batchOf } from "./records";

const MAPPING = "12345678-1234-1234-1234-123456789012";
const FUNCTION_TIMEOUT_MS = 30_000;

/** An AWS error's code; `undefined` when the call works; `hang` when no answer comes. */
export type AwsFault = string | undefined;

/** What MechCloud does with a request; the default is to answer 200. */
export type Respond = (request: { id: string; token: string }, response: ServerResponse, world: World) => void;

export interface WorldOptions {
  respond?: Respond;
  onFailure?: OnFailure;
  maxReceiveCount?: number;
  /** How long MechCloud may take to answer, in real milliseconds. */
  patienceMs?: number;
}

/**
 * The forwarder between a queue and MechCloud: real HTTP, real AWS clients, and a clock that need not wait. The operator
 * sees its log and its metrics.
 */
export class World {
  readonly clock = new FakeClock();
  readonly queue: FifoQueue;
  /** Ids of the events that MechCloud answered with 200, in this order. */
  readonly delivered: string[] = [];
  /** The token in its secret, and the one that MechCloud takes. */
  token = "good";
  goodToken = "good";
  isEnabled = true;
  /** Number of invocations that failed as a whole. */
  errors = 0;
  invocations = 0;
  respond: Respond;
  readonly awsFaults: Record<"secret" | "visibility" | "parameter" | "pause", AwsFault[]> = {
    secret: [],
    visibility: [],
    parameter: [],
    pause: [],
  };
  readonly #begin = this.clock.now();
  #servers: LocalServer[] = [];
  #handler!: Handler;

  private constructor({ respond = answer200, maxReceiveCount = 5 }: WorldOptions) {
    this.respond = respond;
    this.queue = new FifoQueue(() => this.clock.now(), maxReceiveCount);
  }

  static async start(options: WorldOptions): Promise<World> {
    const world = new World(options);
    await world.#start(options);
    return world;
  }

  async #start({ onFailure = "pause", maxReceiveCount = 5, patienceMs = 5_000 }: WorldOptions): Promise<void> {
    const mechCloud = await LocalServer.start((request, response) => this.#receive(request, response, mechCloud));
    const aws = await LocalServer.start((request, response) => this.#answerAsAws(request, response, aws));
    this.#servers = [mechCloud, aws];
    process.env.AWS_ENDPOINT_URL = aws.url;
    const endpoint = { endpointUrl: `${mechCloud.url}/events`, cloudAccountId: "ac-1", teamId: "team-1" };
    const queueUrl = `${aws.url}/123456789012/management-events.fifo`;
    this.#handler = createForwarder(
      { payload: "full", onFailure, maxReceiveCount, queueUrl, eventSourceMappingParameter: "/relay/mapping" },
      {
        client: new MechCloudClient(endpoint, fetchWithin(patienceMs)),
        tokenSource: tokenSourceFor({ kind: "secret", arn: "arn:secret" }),
        clock: this.clock,
        random: () => 0.5,
        logger: new Logger(),
        metrics: new Metrics({ namespace: "AwsEventRelay", serviceName: "forwarder" }),
        sqs: new SQSClient(awsCallConfig),
        ssm: new SSMClient(awsCallConfig),
        lambda: new LambdaClient(awsCallConfig),
      },
    );
  }

  get elapsedMs(): number {
    return this.clock.now() - this.#begin;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.stop()));
  }

  /** MechCloud's host goes away. */
  stopMechCloud(): Promise<void> {
    return this.#servers.shift()!.stop();
  }

  /** Feeds the function from the queue until nothing is left to give out. */
  async run(...messages: Message[]): Promise<void> {
    this.queue.send(...messages);
    while (this.isEnabled && this.queue.ids.length > 0) {
      const records = this.queue.receive();
      if (records.length > 0) await this.#invoke(records);
      else if (this.queue.ids.length > 0) this.clock.advance(this.queue.waitMs);
    }
  }

  /** What the documented command does, some time later. */
  async resume(): Promise<void> {
    this.isEnabled = true;
    this.clock.advance(FifoQueue.visibilityTimeoutMs);
    await this.run();
  }

  async #invoke(records: ReturnType<FifoQueue["receive"]>): Promise<void> {
    this.invocations += 1;
    const begin = this.clock.now();
    const context = lambdaContext(() => FUNCTION_TIMEOUT_MS - (this.clock.now() - begin));
    try {
      const { batchItemFailures } = await this.#handler(batchOf(...records), context);
      const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
      this.queue.delete(records.map(({ messageId }) => messageId).filter((id) => !failed.includes(id)));
    } catch {
      this.errors += 1;
    }
  }

  #receive(request: IncomingMessage, response: ServerResponse, { requests }: LocalServer): void {
    if (request.url === "/login") return void response.end("Please sign in");
    const { body, headers } = requests.at(-1)!;
    const { id } = JSON.parse(body) as { id: string };
    const token = String(headers.authorization).replace("Bearer ", "");
    response.on("close", () => {
      if (response.headersSent && response.statusCode === 200) this.delivered.push(id);
    });
    this.respond({ id, token }, response, this);
  }

  #answerAsAws(_request: IncomingMessage, response: ServerResponse, { requests }: LocalServer): void {
    const { call, answer } = this.#awsCall(requests.at(-1)!);
    const fault = this.awsFaults[call].length > 1 ? this.awsFaults[call].shift() : this.awsFaults[call][0];
    if (fault === "hang") return;
    if (fault) response.writeHead(400, { "x-amzn-errortype": fault }).end(JSON.stringify({ __type: fault }));
    else response.end(JSON.stringify(answer()));
  }

  #awsCall({ url, headers, body }: ReceivedRequest): { call: keyof World["awsFaults"]; answer: () => object } {
    const input = JSON.parse(body) as Record<string, unknown>;
    switch (String(headers["x-amz-target"])) {
      case "secretsmanager.GetSecretValue":
        return { call: "secret", answer: () => ({ SecretString: this.token }) };
      case "AmazonSSM.GetParameter":
        return { call: "parameter", answer: () => ({ Parameter: { Value: MAPPING } }) };
      case "AmazonSQS.ChangeMessageVisibilityBatch":
        return { call: "visibility", answer: () => this.#changeVisibility(input) };
      default:
        if (url !== `/2015-03-31/event-source-mappings/${MAPPING}` || input.Enabled !== false) {
          throw new Error(`Nobody has to call ${url} with ${body}`);
        }
        return { call: "pause", answer: () => this.#disable() };
    }
  }

  #changeVisibility({ Entries }: { Entries?: unknown }): object {
    for (const { Id, VisibilityTimeout } of Entries as { Id: string; VisibilityTimeout: number }[]) {
      this.queue.changeVisibility(Id, VisibilityTimeout);
    }
    return { Successful: [], Failed: [] };
  }

  #disable(): object {
    this.isEnabled = false;
    return { UUID: MAPPING, State: "Disabling" };
  }
}

const answer200: Respond = ({ token }, response, { goodToken }) => {
  response.writeHead(token === goodToken ? 200 : 401).end();
};

/** Waits less long than the forwarder, so that tests need not. */
function fetchWithin(limitMs: number): typeof fetch {
  return (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.any([init!.signal!, AbortSignal.timeout(limitMs)]) });
}
