import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { METRIC_NAMESPACE } from "../contract/metrics";
import { awsCallConfig, onDemand } from "./aws-call";
import { systemClock } from "./clock";
import { createForwarder } from "./forwarder";
import { MechCloudClient } from "./mechcloud-client";
import { readSettings } from "./settings";
import { tokenStoreFor } from "./token-store";

const settings = readSettings(process.env);
// Several forwarders fit one account: each tells its logs and metrics apart by the function's name.
const serviceName = process.env.AWS_LAMBDA_FUNCTION_NAME;

export const handler = createForwarder(settings, {
  client: new MechCloudClient(settings, fetch),
  tokenStore: tokenStoreFor(settings.accessToken),
  clock: systemClock,
  random: Math.random,
  logger: new Logger({ serviceName }),
  metrics: new Metrics({ namespace: METRIC_NAMESPACE, serviceName }),
  sqs: onDemand(() => new SQSClient(awsCallConfig)),
  ssm: onDemand(() => new SSMClient(awsCallConfig)),
  lambda: onDemand(() => new LambdaClient(awsCallConfig)),
});
