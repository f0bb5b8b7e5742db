import type { Logger } from "@aws-lambda-powertools/logger";
import type { Metrics } from "@aws-lambda-powertools/metrics";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { AccessToken } from "./access-token";
import type { Clock } from "./clock";
import { Delivery } from "./delivery";
import { EventSender } from "./event-sender";
import { EventSource } from "./event-source";
import { createHandler, type Handler } from "./handler";
import { Journal } from "./journal";
import type { MechCloudClient } from "./mechcloud-client";
import { Recovery } from "./recovery";
import type { Settings } from "./settings";
import type { TokenSource } from "./token-source";
import { Visibility } from "./visibility";

/** What lies outside of the forwarder. */
export interface Surroundings {
  readonly client: Pick<MechCloudClient, "post">;
  readonly tokenSource: TokenSource;
  readonly clock: Clock;
  /** A number in [0, 1), for the jitter. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly sqs: Pick<SQSClient, "send">;
  readonly ssm: Pick<SSMClient, "send">;
  readonly lambda: Pick<LambdaClient, "send">;
}

type Options = Pick<Settings, "payload" | "onFailure" | "eventSourceMappingParameter" | "queueUrl" | "maxReceiveCount">;

/** Puts the forwarder together. */
export function createForwarder(options: Options, surroundings: Surroundings): Handler {
  const { payload, onFailure, maxReceiveCount, eventSourceMappingParameter: parameterName, queueUrl } = options;
  const { client, tokenSource, clock, random, logger, metrics, sqs, ssm, lambda } = surroundings;
  const journal = new Journal(logger, metrics);
  const accessToken = new AccessToken(tokenSource);
  const sender = new EventSender({ client, accessToken, payload, clock, random });
  const recovery = new Recovery({
    onFailure,
    maxReceiveCount,
    tokenOrigin: accessToken.origin,
    eventSource: parameterName ? new EventSource({ ssm, lambda, parameterName }) : undefined,
    visibility: queueUrl ? new Visibility({ sqs, queueUrl, journal, random }) : undefined,
    journal,
  });
  return createHandler({ accessToken, delivery: new Delivery(sender, journal), recovery, journal });
}
