import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { awsCallConfig } from "../../../../lambda-src/forwarder/aws-call";
import { createForwarder } from "../../../../lambda-src/forwarder/forwarder";
import type { Handler } from "../../../../lambda-src/forwarder/handler";
import { MechCloudClient } from "../../../../lambda-src/forwarder/mechcloud-client";
import { tokenStoreFor } from "../../../../lambda-src/forwarder/token-store";
import { FIFO_QUEUE_SETTINGS } from "../../../../modules/eventing/settings";
import type { Fault } from "../../../../samples/faults/fault";
import type { Message } from "../../../../samples/faults/messages";
import { type Answer, type AwsCall, World } from "../../../../samples/faults/world";
import type { ReceivedRequest } from "../../../../samples/local-server";
import { lambdaContext } from "../../support/context";
import { FakeClock } from "./fakes";
import { FifoQueue } from "./fifo-queue";
import { batchOf } from "./records";

export const SECRET_ARN = "arn:secret";
const MAPPING = "12345678-1234-1234-1234-123456789012";
const FUNCTION_TIMEOUT_MS = 30_000;

type Options = Pick<Fault, "respond" | "onFailure" | "maxReceiveCount" | "patienceMs">;

/** The forwarder between a modelled queue and MechCloud: real HTTP, real AWS clients, and a clock that need not wait. */
export class VirtualWorld extends World {
  readonly queue: FifoQueue;
  isEnabled = true;
  /** Number of invocations that failed as a whole. */
  errors = 0;
  readonly #clock = new FakeClock();
  readonly #begin = this.#clock.now();
  #token = "good";
  #handler!: Handler;

  private constructor(options: Options) {
    super(options.respond);
    this.queue = new FifoQueue(
      () => this.#clock.now(),
      options.maxReceiveCount ?? FIFO_QUEUE_SETTINGS.maxReceiveCount.default,
    );
  }

  static async start(options: Options): Promise<VirtualWorld> {
    const world = new VirtualWorld(options);
    await world.startServers();
    world.#createForwarder(options);
    return world;
  }

  #createForwarder({
    onFailure = "pause",
    maxReceiveCount = FIFO_QUEUE_SETTINGS.maxReceiveCount.default,
    patienceMs = 5_000,
  }: Options): void {
    process.env.AWS_ENDPOINT_URL = this.awsUrl;
    const endpoint = { endpointUrl: this.endpointUrl, cloudAccountId: "ac-1", teamId: "team-1" };
    const queueUrl = `${this.awsUrl}/123456789012/management-events.fifo`;
    this.#handler = createForwarder(
      { payload: "full", onFailure, maxReceiveCount, queueUrl, eventSourceMappingParameter: "/relay/mapping" },
      {
        client: new MechCloudClient(endpoint, fetchWithin(patienceMs)),
        tokenStore: tokenStoreFor({ kind: "secret", arn: SECRET_ARN }),
        clock: this.#clock,
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
    return this.#clock.now() - this.#begin;
  }

  async storeToken(token: string): Promise<void> {
    this.#token = token;
    await Promise.resolve();
  }

  async send(...messages: Message[]): Promise<void> {
    this.queue.send(...messages);
    await Promise.resolve();
  }

  killFunction(): Promise<void> {
    throw new Error("The function shares this process.");
  }

  /** Feeds the function from the queue until nothing is left to give out. */
  async run(...messages: Message[]): Promise<void> {
    this.queue.send(...messages);
    while (this.isEnabled && this.queue.ids.length > 0) {
      const records = this.queue.receive();
      if (records.length > 0) await this.#invoke(records);
      else if (this.queue.ids.length > 0) this.#clock.advance(this.queue.waitMs);
    }
  }

  /** What the documented command does, some time later. */
  async resume(): Promise<void> {
    this.isEnabled = true;
    this.#clock.advance(FifoQueue.visibilityTimeoutMs);
    await this.run();
  }

  async #invoke(records: ReturnType<FifoQueue["receive"]>): Promise<void> {
    const begin = this.#clock.now();
    const context = lambdaContext(() => FUNCTION_TIMEOUT_MS - (this.#clock.now() - begin));
    try {
      const { batchItemFailures } = await this.#handler(batchOf(...records), context);
      const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
      this.queue.delete(records.map(({ messageId }) => messageId).filter((id) => !failed.includes(id)));
    } catch {
      this.errors += 1;
    }
  }

  protected doCall(call: AwsCall | undefined, request: ReceivedRequest): Answer {
    return { status: 200, headers: {}, body: JSON.stringify(this.#answer(call, request)) };
  }

  #answer(call: AwsCall | undefined, { url, body }: ReceivedRequest): object {
    const input = JSON.parse(body) as Record<string, unknown>;
    if (call === "secret") return { SecretString: this.#token };
    if (call === "parameter") return { Parameter: { Value: MAPPING } };
    if (call === "visibility") return this.#changeVisibility(input);
    if (url.endsWith(`/${MAPPING}`) && input.Enabled === false) return this.#disable();
    throw new Error(`Nobody has to call ${url} with ${body}`);
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

/** Waits less long than the forwarder, so that tests need not. */
function fetchWithin(limitMs: number): typeof fetch {
  return (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.any([init!.signal!, AbortSignal.timeout(limitMs)]) });
}
