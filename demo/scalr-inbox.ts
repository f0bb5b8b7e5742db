import { setTimeout as delay } from "node:timers/promises";
import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../local-aws/account";
import { jsonCall } from "../local-aws/aws-call";
import { type LocalAws } from "../local-aws/local-aws";

const QUEUE = "alerts-inbox";
const QUEUE_ARN = `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${QUEUE}`;
const PAUSE_MS = 50;

/** A received message. */
export interface Received {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

export interface ScalrInboxProps {
  readonly logGroupNames: readonly string[];
  readonly alertTopicArn: string;
  /** Called for each event in a log group, as JSON. */
  readonly onLogged: (received: Received) => void;
  /** Called for each message of the topic, as a subscriber receives it. */
  readonly onAlert: (received: Received) => void;
}

/** Polls the log groups of Scalr's events, and a queue that is subscribed to the alert topic. */
export class ScalrInbox {
  private readonly sns: SNSClient;
  private readonly sqs: SQSClient;
  private readonly seen = new Set<string>();
  private watching = true;
  private ended: Promise<void> | undefined;

  constructor(
    private readonly aws: LocalAws,
    private readonly props: ScalrInboxProps,
  ) {
    this.sns = new SNSClient(aws.clientConfig);
    this.sqs = new SQSClient(aws.clientConfig);
  }

  async start(): Promise<void> {
    const { alertTopicArn: TopicArn } = this.props;
    const Policy = JSON.stringify({ Statement: [letSend(TopicArn)] });
    const { QueueUrl = "" } = await this.sqs.send(new CreateQueueCommand({ QueueName: QUEUE, Attributes: { Policy } }));
    await this.sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: "sqs",
        Endpoint: QUEUE_ARN,
        Attributes: { RawMessageDelivery: "true" },
      }),
    );
    this.ended = this.watch(QueueUrl);
  }

  async stop(): Promise<void> {
    this.watching = false;
    await this.ended;
    this.sns.destroy();
    this.sqs.destroy();
  }

  private async watch(queueUrl: string): Promise<void> {
    while (this.watching) {
      for (const group of this.props.logGroupNames) await this.readLog(group);
      await this.readQueue(queueUrl);
      await delay(PAUSE_MS);
    }
  }

  private async readLog(logGroupName: string): Promise<void> {
    type Found = { events: { eventId: string; timestamp: number; message: string }[] };
    const target = "Logs_20140328.FilterLogEvents";
    const { events } = await jsonCall<Found>(this.aws.endpoint, "logs", target, { logGroupName });
    for (const { eventId, timestamp, message } of events) {
      if (this.seen.has(eventId)) continue;
      this.seen.add(eventId);
      this.props.onLogged({ at: timestamp, text: message });
    }
  }

  private async readQueue(QueueUrl: string): Promise<void> {
    const { Messages = [] } = await this.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ["SentTimestamp"] }),
    );
    for (const { Body = "", ReceiptHandle, Attributes } of Messages) {
      await this.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      this.props.onAlert({ at: Number(Attributes?.SentTimestamp), text: Body });
    }
  }
}

function letSend(topicArn: string): object {
  return {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: QUEUE_ARN,
    Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
  };
}
