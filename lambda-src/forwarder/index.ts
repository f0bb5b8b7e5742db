import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { METRIC_NAMESPACE } from "../contract/metrics";
import { lazily } from "./aws/call";
import { tokenStoreFor } from "./aws/token-store";
import { systemClock } from "./clock";
import { createForwarder } from "./forwarder";
import { MechCloudClient } from "./mechcloud-client";
import { type PauseSettings, readSettings } from "./settings";

const settings = readSettings(process.env);
// An account may have several forwarders: the function's name distinguishes their logs and metrics.
const serviceName = process.env.AWS_LAMBDA_FUNCTION_NAME;

export const handler = createForwarder(settings, {
  client: new MechCloudClient(settings, fetch),
  tokenStore: tokenStoreFor(settings.accessToken),
  queues: lazily(async () => new (await import("./aws/queues.js")).Queues(settings.queues)),
  pause: settings.pause && pauseDependencies(settings.pause),
  clock: systemClock,
  random: Math.random,
  logger: new Logger({ serviceName }),
  metrics: new Metrics({ namespace: METRIC_NAMESPACE, serviceName }),
});

function pauseDependencies({ mappingParameter, scheduler }: PauseSettings) {
  return {
    mapping: lazily(async () => {
      const { EventSourceMapping } = await import("./aws/event-source-mapping.js");
      return new EventSourceMapping(mappingParameter);
    }),
    scheduler: lazily(async () => new (await import("./aws/scheduler.js")).Scheduler(scheduler)),
  };
}
