import { createHash } from "node:crypto";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { EventSourceMapping } from "../../../../lambda-src/forwarder/aws/event-source-mapping";
import { Queues } from "../../../../lambda-src/forwarder/aws/queues";
import { Scheduler } from "../../../../lambda-src/forwarder/aws/scheduler";
import { tokenStoreFor } from "../../../../lambda-src/forwarder/aws/token-store";
import { createForwarder } from "../../../../lambda-src/forwarder/forwarder";
import type { Handler } from "../../../../lambda-src/forwarder/handler";
import { MechCloudClient } from "../../../../lambda-src/forwarder/mechcloud-client";

import type { Fault } from "../../../../samples/faults/fault";
import type { Message } from "../../../../samples/faults/messages";
import { type Answer, type AwsCall, World } from "../../../../samples/faults/world";
import type { ReceivedRequest } from "../../../../samples/local-server";
import { FakeClock } from "./fakes";
import { Relay } from "./model/relay";

export const SECRET_ARN = "arn:secret";

/** As the module has it. */
const MAX_RECEIVE_COUNT = 1_000;

type Options = Pick<Fault, "respond" | "onFailure" | "maxReceiveCount" | "hasNoToken">;

interface VisibilityChanges {
  readonly Entries: readonly { readonly Id: string; readonly VisibilityTimeout: number }[];
}

interface SentMessage {
  readonly QueueUrl: string;
  readonly MessageBody: string;
  readonly MessageGroupId: string;
  readonly MessageDeduplicationId: string;
  readonly MessageAttributes: Readonly<Record<string, { readonly StringValue: string }>>;
}

interface CreatedSchedule {
  readonly ScheduleExpression: string;
  readonly Target: { readonly Input: string };
}

/** The forwarder in a modelled relay: real HTTP to MechCloud, real AWS clients, and a clock that need not wait. */
export class VirtualWorld extends World {
  readonly relay: Relay;
  readonly #begin: number;
  #token: string | undefined;
  /** By which the request about an event times out. */
  readonly #timeouts = new Map<string, AbortController>();

  private constructor(options: Options) {
    super(options.respond);
    this.#token = options.hasNoToken ? undefined : "good";
    const clock = new FakeClock();
    this.#begin = clock.now();
    this.relay = new Relay({ clock, maxReceiveCount: options.maxReceiveCount ?? MAX_RECEIVE_COUNT });
  }

  static async start(options: Options): Promise<VirtualWorld> {
    const world = new VirtualWorld(options);
    await world.startServers();
    world.relay.handler = world.#forwarder(options);
    return world;
  }

  #forwarder({ onFailure = "pause" }: Options): Handler {
    process.env.AWS_ENDPOINT_URL = this.awsUrl;
    const endpoint = { endpointUrl: this.endpointUrl, teamId: "team-1" };
    const url = (name: string) => `${this.awsUrl}/123456789012/${name}.fifo`;
    const queues = new Queues({ queueUrl: url("queue"), deadLetterQueueUrl: url("dead-letter-queue") });
    const mapping = new EventSourceMapping("/relay/mapping");
    const scheduler = new Scheduler({ group: "relay", roleArn: "arn:role" });
    return createForwarder(
      { payload: "full", cloudAccountId: "ac-1", cloudAccounts: {} },
      {
        client: new MechCloudClient(endpoint, this.#fetch),
        tokenStore: tokenStoreFor({ kind: "secret", arn: SECRET_ARN }),
        queues: () => Promise.resolve(queues),
        pause:
          onFailure === "pause"
            ? { mapping: () => Promise.resolve(mapping), scheduler: () => Promise.resolve(scheduler) }
            : undefined,
        clock: this.relay.clock,
        random: () => 0.5,
        logger: new Logger(),
        metrics: new Metrics({ namespace: "AwsEventRelay", serviceName: "forwarder" }),
      },
    );
  }

  get elapsedMs(): number {
    return this.relay.clock.now() - this.#begin;
  }

  async storeToken(token: string): Promise<void> {
    this.#token = token;
    await Promise.resolve();
  }

  async send(...messages: Message[]): Promise<void> {
    for (const { id, groupId, body } of messages) {
      this.relay.queue.send({ id, groupId, body: typeof body === "string" ? body : JSON.stringify(body) });
    }
    await Promise.resolve();
  }

  async setThrottled(isThrottled: boolean): Promise<void> {
    this.relay.isThrottled = isThrottled;
    await Promise.resolve();
  }

  async pause(): Promise<void> {
    await this.#setEnabled(false);
    this.relay.scheduler.deleteAll();
  }

  resume(): Promise<void> {
    return this.#setEnabled(true);
  }

  timeOut(id: string): void {
    this.#timeouts.get(id)!.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
  }

  killFunction(): Promise<void> {
    throw new Error("The function shares this process.");
  }

  /** Until the queue is empty or the relay pauses. */
  run(): Promise<void> {
    const { queue, mapping } = this.relay;
    return this.relay.runUntil(() => queue.ids.length === 0 || mapping.isPaused);
  }

  /** Until the queue is empty, however often the relay pauses. */
  runToTheEnd(): Promise<void> {
    return this.relay.runUntil(() => this.relay.queue.ids.length === 0);
  }

  /** A person repeats the command if AWS says that the mapping is in use. */
  async #setEnabled(isEnabled: boolean): Promise<void> {
    while (!this.relay.mapping.setEnabled(isEnabled)) await this.relay.runFor(5_000);
  }

  readonly #fetch: typeof fetch = (input, init) => {
    const timeout = new AbortController();
    this.#timeouts.set((JSON.parse(init!.body as string) as { id: string }).id, timeout);
    return fetch(input, { ...init, signal: AbortSignal.any([init!.signal!, timeout.signal]) });
  };

  protected doCall(call: AwsCall | undefined, request: ReceivedRequest): Answer {
    const result = this.#answer(call, request);
    if (typeof result !== "string") return { status: 200, headers: {}, body: JSON.stringify(result) };
    const [code = "", message] = result.split(/: (.*)/);
    return { status: 400, headers: { "x-amzn-errortype": code }, body: JSON.stringify({ __type: code, message }) };
  }

  /** @returns the answer, or an error's code */
  #answer(call: AwsCall | undefined, { url, body }: ReceivedRequest): object | string {
    const { mapping } = this.relay;
    switch (call) {
      case "secret":
        return this.#secret();
      case "parameter":
        return { Parameter: { Value: mapping.uuid } };
      case "visibility":
        return this.#changeVisibility(JSON.parse(body) as VisibilityChanges);
      case "move":
        return this.#move(JSON.parse(body) as SentMessage);
      case "mapping":
        return { UUID: mapping.uuid, State: mapping.state };
      case "pause":
      case "resume":
        return mapping.setEnabled(call === "resume") ? { State: mapping.state } : "ResourceInUseException";
      case "schedule":
        return this.#schedule(url, JSON.parse(body) as CreatedSchedule);
      case undefined:
        throw new Error(`The forwarder need not call ${url} with ${body}`);
    }
  }

  #secret(): object | string {
    if (this.#token !== undefined) return { SecretString: this.#token };
    return "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT";
  }

  #changeVisibility({ Entries }: VisibilityChanges): object {
    for (const { Id, VisibilityTimeout } of Entries) this.relay.queue.changeVisibility(Id, VisibilityTimeout);
    return { Successful: [], Failed: [] };
  }

  #move({ QueueUrl, MessageBody, MessageGroupId, MessageDeduplicationId, MessageAttributes }: SentMessage): object {
    const { queue, deadLetterQueue } = this.relay;
    const attributes = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]);
    (QueueUrl.endsWith("/queue.fifo") ? queue : deadLetterQueue).send({
      id: MessageDeduplicationId,
      groupId: MessageGroupId,
      body: MessageBody,
      deduplicationId: MessageDeduplicationId,
      attributes: Object.fromEntries(attributes) as Record<string, string>,
    });
    return { MessageId: MessageDeduplicationId, MD5OfMessageBody: createHash("md5").update(MessageBody).digest("hex") };
  }

  #schedule(url: string, { ScheduleExpression, Target }: CreatedSchedule): object | string {
    const [, time = ""] = /^at\((.*)\)$/.exec(ScheduleExpression) ?? [];
    const name = url.slice("/schedules/".length);
    const isNew = this.relay.scheduler.create({ name, at: Date.parse(`${time}Z`), input: Target.Input });
    return isNew ? {} : "ConflictException";
  }
}
