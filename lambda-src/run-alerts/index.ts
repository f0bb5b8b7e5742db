import { Logger } from "@aws-lambda-powertools/logger";
import { SNSClient } from "@aws-sdk/client-sns";
import { createHandler } from "./handler";
import { readSettings } from "./settings";

const { topicArn } = readSettings(process.env);
const logger = new Logger({ serviceName: process.env.AWS_LAMBDA_FUNCTION_NAME });

export const handler = createHandler({ topicArn, sns: new SNSClient(), logger });
