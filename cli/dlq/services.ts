import type { Aws } from "../aws/aws";
import { CliError } from "../errors";
import { isoTime } from "../output/words";
import type { Delivery } from "./delivery";
import { valuesAt } from "./json-path";

/** Sends an event as EventBridge would. It throws if the destination did not take it. */
type Send = (aws: Aws, delivery: Delivery) => Promise<unknown>;

/** How events are sent, by how the destination's ARN goes on after the partition. */
export const SENDERS: Readonly<Record<string, Send>> = {
  sqs: async ({ sqs }, { id, payload, target }) => {
    const [, , , , QueueOwnerAWSAccountId, QueueName] = target.Arn.split(":");
    const { QueueUrl } = await sqs.getQueueUrl({ QueueName, QueueOwnerAWSAccountId });
    const MessageGroupId = target.SqsParameters?.MessageGroupId;
    // A run that goes on after a crash sends no event twice.
    const order = MessageGroupId && { MessageGroupId, MessageDeduplicationId: `dlq-send-${id}` };
    return sqs.sendMessage({ QueueUrl, MessageBody: payload, ...order });
  },
  sns: ({ sns }, { payload, target }) => sns.publish({ TopicArn: target.Arn, Message: payload }),
  lambda: async ({ lambda }, { payload, target }) => {
    const answer = await lambda.invoke({ FunctionName: target.Arn, Payload: Buffer.from(payload) });
    if (answer.FunctionError) throw new CliError(`The function failed: ${Buffer.from(answer.Payload!).toString()}`);
  },
  states: ({ stepFunctions }, { payload, target }) =>
    stepFunctions.startExecution({ stateMachineArn: target.Arn, input: payload }),
  events: async ({ events }, { event, target }) => {
    const { source, time, detail, resources, ...others } = event as Readonly<Record<string, unknown>>;
    const { Entries } = await events.putEvents({
      Entries: [
        {
          EventBusName: target.Arn,
          // Sources that begin with "aws." are AWS's.
          Source: String(source).replace(/^aws\.partner\//, ""),
          Time: new Date(String(time)),
          DetailType: String(others["detail-type"]),
          Detail: JSON.stringify(detail),
          Resources: resources as string[],
        },
      ],
    });
    const [entry] = Entries!;
    if (entry?.ErrorCode) throw new CliError(`${entry.ErrorCode}: ${entry.ErrorMessage}`);
  },
  logs: async ({ logs }, { event, payload, target }) => {
    const logGroupName = /:log-group:([^:]+)/.exec(target.Arn)![1]!;
    const { timestamp, message } = target.InputTransformer
      ? (JSON.parse(payload) as { timestamp: number | string; message: string })
      : { timestamp: String(valuesAt(event, "time")[0]), message: payload };
    const time = new Date(timestamp).getTime();
    const logStreamName = `dlq-send-${isoTime(time).slice(0, 10)}`;
    await logs.createLogStream({ logGroupName, logStreamName }).catch((error: Error) => {
      if (error.name !== "ResourceAlreadyExistsException") throw error;
    });
    const logEvents = [{ timestamp: time, message }];
    const { rejectedLogEventsInfo: rejected } = await logs.putLogEvents({ logGroupName, logStreamName, logEvents });
    if (rejected) throw new CliError(`CloudWatch Logs takes no entry of that age: ${JSON.stringify(rejected)}`);
  },
  kinesis: ({ kinesis }, { id, event, payload, target }) => {
    const [key = id] = valuesAt(event, target.KinesisParameters?.PartitionKeyPath ?? "id");
    return kinesis.putRecord({ StreamARN: target.Arn, PartitionKey: String(key), Data: Buffer.from(payload) });
  },
  firehose: ({ firehose }, { payload, target }) =>
    firehose.putRecord({ DeliveryStreamName: target.Arn.split("/")[1], Record: { Data: Buffer.from(payload) } }),
};
