import type { Logger } from "@aws-lambda-powertools/logger";
import type { Metrics } from "@aws-lambda-powertools/metrics";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { AccessToken } from "./access-token";
import type { Clock } from "./clock";
import { Delivery } from "./delivery";
import { EventPoster } from "./event-poster";
import { EventSourceMapping } from "./event-source-mapping";
import { createHandler, type Handler } from "./handler";
import type { MechCloudClient } from "./mechcloud-client";
import { Recovery } from "./recovery";
import type { Settings } from "./settings";
import { Telemetry } from "./telemetry";
import type { TokenStore } from "./token-store";
import { Visibility } from "./visibility";

/** What lies outside of the forwarder. */
export interface Dependencies {
  readonly client: Pick<MechCloudClient, "post">;
  readonly tokenStore: TokenStore;
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
export function createForwarder(options: Options, dependencies: Dependencies): Handler {
  const { payload, onFailure, maxReceiveCount, eventSourceMappingParameter: parameterName, queueUrl } = options;
  const { client, tokenStore, clock, random, logger, metrics, sqs, ssm, lambda } = dependencies;
  const telemetry = new Telemetry(logger, metrics);
  const accessToken = new AccessToken(tokenStore);
  const poster = new EventPoster({ client, accessToken, payload, clock, random });
  const recovery = new Recovery({
    onFailure,
    maxReceiveCount,
    tokenOrigin: accessToken.origin,
    mapping: parameterName ? new EventSourceMapping({ ssm, lambda, parameterName }) : undefined,
    visibility: queueUrl ? new Visibility({ sqs, queueUrl, telemetry, random }) : undefined,
    telemetry,
  });
  return createHandler({ accessToken, delivery: new Delivery(poster, telemetry), recovery, telemetry });
}
