import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { type AwsEvent, summaryOf } from "../picture/aws-event";
import type { Stage } from "../stage/stage";
import { createInbox } from "./inbox";
import { sentAt, takeAll } from "./messages";
import type { Look } from "./poller";

const NAME = "demo-page";

/**
 * Sees what EC2 sends by a rule and a queue of the page's own, beside the relay's.
 * @returns a function that looks at what was sent since the last look
 */
export async function observeSentEvents({ aws, log }: Pick<Stage, "aws" | "log">): Promise<Look> {
  const { url, arn: Arn } = await createInbox(aws.sqs, NAME, "events.amazonaws.com");
  const EventPattern = JSON.stringify({ source: ["aws.ec2", "aws.tag"] });
  await aws.events.send(new PutRuleCommand({ Name: NAME, EventPattern }));
  await aws.events.send(new PutTargetsCommand({ Rule: NAME, Targets: [{ Id: NAME, Arn }] }));
  return async (signal) => {
    for (const message of await takeAll(aws.sqs, url, signal)) {
      const event = JSON.parse(message.Body ?? "") as AwsEvent;
      if (summaryOf(event)) log.add({ kind: "sent", event }, sentAt(message));
    }
  };
}
