import type { Logger } from "@aws-lambda-powertools/logger";
import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { Context } from "aws-lambda";
import { messageOf } from "./message";
import { readRun } from "./run";

/** @param event what EventBridge delivers: a RunExecuted event of Scalr */
export type Handler = (event: unknown, context: Context) => Promise<void>;

export interface HandlerParts {
  readonly topicArn: string;
  readonly sns: SNSClient;
  readonly logger: Logger;
}

/**
 * The Lambda function: publishes a run to a topic as a message that a person can read.
 *
 * It rejects, so that Lambda tries again and then hands the event to the function's failure destination, when the event
 * tells of no run (RunEventError) and when SNS does not take the message.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function createHandler({ topicArn, sns, logger }: HandlerParts): Handler {
  return async (event, context) => {
    logger.addContext(context);
    const run = readRun(event);
    const { subject, message } = messageOf(run);
    await sns.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message }));
    logger.info("Alert published", { runId: run.id, result: run.result, workspace: run.workspace });
  };
}
