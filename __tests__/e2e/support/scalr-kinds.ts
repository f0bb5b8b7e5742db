import type { RecordedRequest } from "./http-recorder";
import { nameOf } from "./scalr-events";
import type { Receivers } from "./scalr-receivers";

/** A kind of destination, and what has arrived at its receiver. */
export interface Kind {
  readonly name: string;
  /** What a destination says that is of this kind. */
  readonly target: object;
  /** What the role must be allowed, where there is one. */
  readonly actions?: readonly string[];
  /** The names of all events that have arrived until now. */
  readonly received: () => Promise<string[]> | string[];
}

/** Every kind; the next one of each is of another type, or authorizes itself in another way. */
export function kindsOf(receivers: Receivers): Kind[] {
  const { arns, server } = receivers;
  const namesOf = (read: () => Promise<string[]>) => async () => (await read()).map(nameOf);
  const kept = (take: () => Promise<string[]>) => {
    const all: string[] = [];
    return namesOf(async () => {
      all.push(...(await take()));
      return all;
    });
  };
  const at = (path: string) => () => server.at(path).map(({ body }: RecordedRequest) => nameOf(body));
  const https = (path: string, settings: object) => ({
    target: { https: { url: `${server.httpsUrl}${path}`, ...settings } },
    actions: ["events:InvokeApiDestination"],
    received: at(path),
  });
  const behindTopic = async () =>
    (await receivers.bodies("behind-topic")).map((body) => (JSON.parse(body) as { Message: string }).Message);
  return [
    { name: "sqs", target: { sqs: { queue_arn: arns.queue } }, received: kept(() => receivers.bodies("receiver")) },
    { name: "sns", target: { sns: { topic_arn: arns.topic } }, received: kept(behindTopic) },
    { name: "lambda", target: { lambda: { function_arn: arns.function } }, received: at("/function") },
    {
      name: "step_functions",
      target: { step_functions: { state_machine_arn: arns.stateMachine } },
      actions: ["states:StartExecution"],
      received: namesOf(() => receivers.executed()),
    },
    {
      name: "kinesis",
      target: { kinesis: { stream_arn: arns.stream } },
      actions: ["kinesis:PutRecord", "kinesis:PutRecords"],
      received: namesOf(async () => (await receivers.streamed()).map(({ data }) => data)),
    },
    {
      name: "event_bus",
      target: { event_bus: { event_bus_arn: arns.eventBus } },
      actions: ["events:PutEvents"],
      received: kept(() => receivers.bodies("behind-bus")),
    },
    {
      name: "fifo",
      target: { sqs: { queue_arn: arns.fifoQueue, message_group_id: "runs" } },
      received: kept(() => receivers.bodies("receiver.fifo")),
    },
    {
      name: "cloudwatch_logs",
      target: { cloudwatch_logs: { log_group_arn: arns.logGroup } },
      received: namesOf(() => receivers.logged("/aws/events/receiver")),
    },
    {
      name: "firehose",
      target: { firehose: { delivery_stream_arn: arns.deliveryStream } },
      actions: ["firehose:PutRecord", "firehose:PutRecordBatch"],
      received: namesOf(() => receivers.stored()),
    },
    { name: "api-key", ...https("/api-key", { authorization: "API_KEY", api_key_name: "X-Api-Key" }) },
    { name: "basic", ...https("/basic", { authorization: "BASIC", username: "relay" }) },
    {
      name: "oauth",
      ...https("/oauth", {
        authorization: "OAUTH_CLIENT_CREDENTIALS",
        authorization_endpoint: `${server.httpsUrl}/token`,
        client_id: "relay",
      }),
    },
  ];
}
