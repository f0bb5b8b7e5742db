import { CreateQueueCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../local-aws/account";

/** A queue of the page's own. */
export interface Inbox {
  readonly url: string;
  readonly arn: string;
}

/** @param sender the service that may send messages: "events.amazonaws.com" */
export async function createInbox(sqs: SQSClient, QueueName: string, sender: string): Promise<Inbox> {
  const arn = `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${QueueName}`;
  const statement = { Effect: "Allow", Principal: { Service: sender }, Action: "sqs:SendMessage", Resource: arn };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const { QueueUrl: url = "" } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy } }));
  return { url, arn };
}
