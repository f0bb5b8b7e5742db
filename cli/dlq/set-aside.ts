import type { Message } from "@aws-sdk/client-sqs";
import { RESOURCE_CALLS, TAG_CALLS } from "../../lambda-src/contract/api-calls";
import { eventTime } from "../../lambda-src/contract/event-time";
import { textsAt } from "../../lambda-src/contract/texts-at";
import { counted, isoTime, listed } from "../output/words";
import { parse, sentAt } from "../redrive/dead-letter";
import { valuesAt } from "./json-path";

/** An event in a dead-letter queue, as `dlq list` shows it. */
export interface SetAside {
  /** SQS's id of the message. */
  readonly id: string;
  /** When the event happened, or was set aside if it does not tell. */
  readonly time: string;
  readonly resources: readonly string[];
  /** The event's `detail-type`, and the call, state, result or action. */
  readonly event: string;
  readonly reason: string;
  readonly tries: number;
}

export function setAsideOf(message: Message): SetAside {
  const event = eventOf(message);
  return {
    id: message.MessageId!,
    time: isoTime(eventTime(event) ?? sentAt(message)),
    resources: resourcesOf(event),
    event: ["detail-type", ...WHAT_HAPPENED].flatMap((path) => textsAt(event, path)).join(" ") || "no event",
    ...causeOf(message),
  };
}

/** Messages with what `dlq list` shows of them, the oldest event first. */
export function oldestFirst(messages: Iterable<Message>): [Message, SetAside][] {
  const all = [...messages].map((message): [Message, SetAside] => [message, setAsideOf(message)]);
  return all.toSorted(([, a], [, b]) => a.time.localeCompare(b.time));
}

/** The event in a message; undefined if it is not JSON. Lambda sends it in a record of its own, if a function fails. */
export function eventOf({ Body }: Message): unknown {
  const [event = parse(Body!)] = valuesAt(parse(Body!), "requestPayload");
  return event;
}

/** The attributes that a message was sent with. */
export function attributesOf({ MessageAttributes = {} }: Message): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue!]));
}

/** Of API calls, instances, Scalr's runs and its audit log. */
const WHAT_HAPPENED = ["detail.eventName", "detail.state", "detail.event.result", "detail.request.action"];

const CALL_PATHS = new Map<string, string>(Object.entries({ ...RESOURCE_CALLS, ...TAG_CALLS }));

function resourcesOf(event: unknown): string[] {
  const callPath = CALL_PATHS.get(textsAt(event, "detail.eventName").join());
  const places = ["resources", "detail.instance-id", "detail.event.workspace", "detail.target.display-name"];
  const ids = (callPath ? [callPath] : places).flatMap((path) => textsAt(event, path));
  return [...new Set(ids.map((arnOrId) => arnOrId.slice(arnOrId.lastIndexOf("/") + 1)))];
}

type Cause = Pick<SetAside, "reason" | "tries">;

/** Why a message is in the queue, as told by whoever sent it there. */
function causeOf(message: Message): Cause {
  return causeOfFunction(message) ?? causeOfRule(message) ?? causeOfLambda(message) ?? causeOfQueue(message);
}

/** The forwarder's attributes: lambda-src/forwarder/outgoing-message.ts. */
function causeOfFunction(message: Message): Cause | undefined {
  const { outcome, status, fault, answer, receives } = attributesOf(message);
  if (!outcome) return undefined;
  return { reason: listed(outcome, status && `HTTP ${status}`, fault, answer), tries: Number(receives) };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
function causeOfRule(message: Message): Cause | undefined {
  const { ERROR_CODE, ERROR_MESSAGE, RETRY_ATTEMPTS = "0" } = attributesOf(message);
  if (!ERROR_CODE) return undefined;
  return { reason: listed(ERROR_CODE, ERROR_MESSAGE), tries: Number(RETRY_ATTEMPTS) + 1 };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function causeOfLambda({ Body }: Message): Cause | undefined {
  const record = parse(Body!);
  const [tries] = valuesAt(record, "requestContext.approximateInvokeCount");
  if (typeof tries !== "number") return undefined;
  return {
    reason: listed(
      ...["requestContext.condition", "responsePayload.errorMessage"].flatMap((path) => textsAt(record, path)),
    ),
    tries,
  };
}

/** SQS itself gives no reason. */
function causeOfQueue({ Attributes }: Message): Cause {
  const tries = Number(Attributes!.ApproximateReceiveCount);
  return { reason: `received ${counted(tries, "time")}`, tries };
}
