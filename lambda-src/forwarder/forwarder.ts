import type { Logger } from "@aws-lambda-powertools/logger";
import type { Metrics } from "@aws-lambda-powertools/metrics";
import { AccessToken } from "./access-token";
import type { EventSourceMapping } from "./aws/event-source-mapping";
import type { Queues } from "./aws/queues";
import type { Scheduler } from "./aws/scheduler";
import type { TokenStore } from "./aws/token-store";
import { Batch } from "./batch";
import type { Clock } from "./clock";
import { CloudAccounts } from "./cloud-accounts";
import { Delivery } from "./delivery";
import { EventPoster } from "./event-poster";
import { createHandler, type Handler } from "./handler";
import type { MechCloudClient } from "./mechcloud-client";
import { Pause } from "./pause";
import { Recovery } from "./recovery";
import { Relocation } from "./relocation";
import type { Settings } from "./settings";
import { Telemetry } from "./telemetry";
import { Visibility } from "./visibility";

/** What lies outside of the forwarder. What a healthy invocation does not need is loaded at its first use. */
export interface Dependencies {
  readonly client: Pick<MechCloudClient, "post">;
  readonly tokenStore: TokenStore;
  readonly queues: () => Promise<Pick<Queues, "changeVisibility" | "send">>;
  /** Undefined if the relay does not pause itself. */
  readonly pause?: {
    readonly mapping: () => Promise<Pick<EventSourceMapping, "find" | "setEnabled">>;
    readonly scheduler: () => Promise<Pick<Scheduler, "create">>;
  };
  readonly clock: Clock;
  /** A number in [0, 1), for the jitter. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Puts the forwarder together. */
export function createForwarder(
  { payload, ...accounts }: Pick<Settings, "payload" | "cloudAccountId" | "cloudAccounts">,
  dependencies: Dependencies,
): Handler {
  const { client, tokenStore, queues, clock, random, logger, metrics } = dependencies;
  const telemetry = new Telemetry(logger, metrics);
  const accessToken = new AccessToken(tokenStore);
  const cloudAccounts = new CloudAccounts(accounts.cloudAccountId, accounts.cloudAccounts);
  const poster = new EventPoster({ client, accessToken, cloudAccounts, payload, clock, random });
  const pause = dependencies.pause && new Pause({ ...dependencies.pause, clock });
  const batch = new Batch({
    accessToken,
    delivery: new Delivery(poster, telemetry),
    relocation: new Relocation({ queues, clock, telemetry }),
    recovery: new Recovery({ pause, visibility: new Visibility({ queues, telemetry, random }), clock, telemetry }),
    clock,
    telemetry,
  });
  return createHandler({ batch, pause, telemetry });
}
