import { setTimeout as delay } from "node:timers/promises";
import { GetEventSourceMappingCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { SendMessageBatchCommand, type Message as SqsMessage } from "@aws-sdk/client-sqs";
import type { Fault } from "../../../samples/faults/fault";
import { chain, type Message } from "../../../samples/faults/messages";
import { type Answer, type AwsCall, World } from "../../../samples/faults/world";
import type { ReceivedRequest } from "../../../samples/local-server";
import { run } from "../../../scripts/lib/process";
import { loggedIn } from "./aws-resources";
import { until } from "./polling";
import { queueDepth, untilHolds } from "./queues";
import type { RelayOutputs } from "./relay";
import { copyRelay, type RelayCopy } from "./relay-copy";
import type { TestBed } from "./test-bed";

/** As the module has it. */
const MAX_RECEIVE_COUNT = 1_000;
/** Of the queue, in seconds: three times the function's time-out instead of six times. */
const VISIBILITY_TIMEOUT = 90;
/** A longer wait until an event is received again takes a tenth, in seconds. The virtual clock plays it at full length. */
const LONG_WAIT = 30;
/** On a busy computer, a world with many pauses takes longer than on an idle one. */
const LIMIT_MS = 600_000;
/** What a function still does once its queue is empty or disabled, in milliseconds. */
const CODA_MS = 3_000;
/** Its signature is of another host, and perhaps of another body. */
const RELAYED: [string, string] = ["x-local-relayed", "1"];
const OF_THE_CONNECTION = ["host", "connection", "content-length"];

/** What a person would find. */
export interface Findings {
  readonly delivered: string[];
  /** How many events the queue holds. */
  readonly queued: number;
  readonly deadLetters: string[];
}

/** A relay with the real package in the local AWS, with an AWS in between that can fail. */
export class DeployedWorld extends World {
  #relay!: RelayCopy;

  private constructor(
    private readonly bed: TestBed,
    private readonly fault: Fault,
  ) {
    super(fault.respond);
  }

  /** @param prefix begins the names of the relay's parts */
  static async start(bed: TestBed, original: RelayOutputs, prefix: string, fault: Fault): Promise<DeployedWorld> {
    const world = new DeployedWorld(bed, fault);
    await world.startServers();
    world.#relay = await copyRelay(bed, original, {
      prefix,
      token: fault.hasNoToken ? undefined : world.goodToken,
      maxReceiveCount: fault.maxReceiveCount ?? MAX_RECEIVE_COUNT,
      visibilityTimeout: VISIBILITY_TIMEOUT,
      environment: {
        MECHCLOUD_ENDPOINT_URL: world.endpointUrl,
        ON_FAILURE: fault.onFailure ?? "pause",
        AWS_ENDPOINT_URL: world.awsUrl,
      },
    });
    return world;
  }

  /**
   * Lets it go wrong until the relay has paused itself, then lets the cause go away, until nothing more happens.
   * @throws if it takes too long, with what the function logged
   */
  async play(): Promise<Findings> {
    try {
      return await this.#play();
    } catch (error) {
      const messages = await loggedIn(this.bed, `/aws/lambda/${this.#relay.functionName}`);
      throw new Error([(error as Error).message, ...messages].join("\n"), { cause: error });
    }
  }

  async #play(): Promise<Findings> {
    const { name, before, messages = chain, ends } = this.fault;
    await before?.(this);
    await this.send(...messages);
    await this.resume();
    const isEmpty = async () => (await queueDepth(this.bed.sqs, this.#relay.queueUrl)) === 0;
    await until(`"${name}" to go wrong`, async () => (await isEmpty()) || (await this.#isPaused()), LIMIT_MS);
    await ends?.(this);
    await until(`nothing more to happen at "${name}"`, isEmpty, LIMIT_MS);
    await delay(CODA_MS);
    return this.#findings();
  }

  async storeToken(token: string): Promise<void> {
    await this.bed.secrets.send(new PutSecretValueCommand({ SecretId: this.#relay.secretArn, SecretString: token }));
  }

  async send(...messages: Message[]): Promise<void> {
    const Entries = messages.map(({ id, groupId, body }, index) => ({
      Id: String(index),
      MessageGroupId: groupId,
      MessageDeduplicationId: id.replaceAll(" ", "-"),
      MessageBody: typeof body === "string" ? body : JSON.stringify(body),
    }));
    await this.bed.sqs.send(new SendMessageBatchCommand({ QueueUrl: this.#relay.queueUrl, Entries }));
  }

  /** Time is real: the forwarder's own limit ends it. */
  timeOut(): void {}

  async killFunction(): Promise<void> {
    await run("pkill", ["-KILL", "-f", `ministack-lambda-${this.#relay.functionName}-`]);
  }

  protected async doCall(call: AwsCall | undefined, { method, url, headers, body }: ReceivedRequest): Promise<Answer> {
    const passedOn = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.includes(name));
    const answer = await fetch(`${this.bed.aws.endpoint}${url}`, {
      method,
      headers: [...(passedOn as [string, string][]), RELAYED],
      body: method === "GET" ? undefined : this.#passedOn(call, body),
    });
    const contentType = answer.headers.get("content-type");
    return {
      status: answer.status,
      headers: contentType ? { "content-type": contentType } : {},
      body: await answer.text(),
    };
  }

  #passedOn(call: AwsCall | undefined, body: string): string {
    const { endpoint } = this.bed.aws;
    const known = body.replaceAll(this.awsUrl, endpoint);
    return call === "visibility" ? withShorterWaits(known) : known;
  }

  async resume(): Promise<void> {
    const { mappingId: UUID } = this.#relay;
    await this.bed.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
  }

  pause(): Promise<void> {
    throw new Error("Only on a virtual clock.");
  }

  setThrottled(): Promise<void> {
    throw new Error("Only on a virtual clock.");
  }

  async #isPaused(): Promise<boolean> {
    const { State = "" } = await this.bed.lambda.send(
      new GetEventSourceMappingCommand({ UUID: this.#relay.mappingId }),
    );
    return !["Enabled", "Enabling"].includes(State);
  }

  async #findings(): Promise<Findings> {
    const { queueUrl, deadLetterQueueUrl } = this.#relay;
    const { sqs } = this.bed;
    const deadLetters = await queueDepth(sqs, deadLetterQueueUrl);
    return {
      delivered: [...this.delivered],
      queued: await queueDepth(sqs, queueUrl),
      deadLetters: deadLetters > 0 ? (await untilHolds(deadLetters, sqs, deadLetterQueueUrl)).map(eventId) : [],
    };
  }
}

/** A request that changes visibility, with short waits in place of long ones. */
function withShorterWaits(body: string): string {
  return body.replace(/"VisibilityTimeout":(\d+)/g, (_, seconds: string) => {
    return `"VisibilityTimeout":${Number(seconds) < LONG_WAIT ? seconds : Math.ceil(Number(seconds) / 10)}`;
  });
}

function eventId({ Body = "" }: SqsMessage): string {
  return (JSON.parse(Body) as { id: string }).id;
}
