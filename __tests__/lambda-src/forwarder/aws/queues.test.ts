import { createHash } from "node:crypto";
import { Queues } from "../../../../lambda-src/forwarder/aws/queues";
import { awsServer, signal } from "../support/aws-server";

const aws = awsServer();
const url = (name: string) => `${process.env.AWS_ENDPOINT_URL}/123456789012/${name}`;
const queues = () => new Queues({ queueUrl: url("queue.fifo"), deadLetterQueueUrl: url("dlq.fifo") });

describe("Queues", () => {
  test("changes the visibility of several records, and returns what was refused", async () => {
    const entry = { Id: "a", ReceiptHandle: "receipt of a", VisibilityTimeout: 5 };
    aws.answer({ Successful: [], Failed: [{ Id: "a", Code: "ReceiptHandleIsInvalid", SenderFault: true }] });

    expect(await queues().changeVisibility([entry], signal)).toEqual([{ code: "ReceiptHandleIsInvalid", id: "a" }]);
    expect(aws.calls()).toEqual([
      ["AmazonSQS.ChangeMessageVisibilityBatch", { QueueUrl: url("queue.fifo"), Entries: [entry] }],
    ]);
  });

  test("returns nothing if nothing was refused", async () => {
    aws.answer({});

    expect(await queues().changeVisibility([], signal)).toEqual([]);
  });

  test.each([
    ["queue", "queue.fifo"],
    ["dead-letter-queue", "dlq.fifo"],
  ] as const)("sends a message to the %s", async (to, name) => {
    aws.answer({ MessageId: "m", MD5OfMessageBody: createHash("md5").update("{}").digest("hex") });
    const message = {
      body: "{}",
      groupId: "group-1",
      deduplicationId: "message-1",
      attributes: { outcome: "refused" },
    };

    await queues().send(to, message, signal);

    expect(aws.calls()).toEqual([
      [
        "AmazonSQS.SendMessage",
        {
          QueueUrl: url(name),
          MessageBody: "{}",
          MessageGroupId: "group-1",
          MessageDeduplicationId: "message-1",
          MessageAttributes: { outcome: { DataType: "String", StringValue: "refused" } },
        },
      ],
    ]);
  });

  test("fails with what SQS answers", async () => {
    aws.answer("AccessDenied");
    const message = { body: "{}", groupId: "group-1", deduplicationId: "message-1", attributes: {} };

    await expect(queues().send("queue", message, signal)).rejects.toMatchObject({ name: "AccessDenied" });
  });
});
