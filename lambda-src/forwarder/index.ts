import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { AccessToken } from "./access-token";
import { systemClock } from "./clock";
import { Delivery } from "./delivery";
import { EventSender } from "./event-sender";
import { createHandler } from "./handler";
import { Journal } from "./journal";
import { MechCloudClient } from "./mechcloud-client";
import { readSettings } from "./settings";
import { tokenSourceFor } from "./token-source";

const settings = readSettings(process.env);
// Several forwarders fit one account: each tells its logs and metrics apart by the function's name.
const serviceName = process.env.AWS_LAMBDA_FUNCTION_NAME;

const journal = new Journal(new Logger({ serviceName }), new Metrics({ namespace: "AwsEventRelay", serviceName }));
const accessToken = new AccessToken(tokenSourceFor(settings.accessToken));
const sender = new EventSender({
  client: new MechCloudClient(settings, fetch),
  accessToken,
  payload: settings.payload,
  clock: systemClock,
  random: Math.random,
});

export const handler = createHandler({ accessToken, delivery: new Delivery(sender, journal), journal });
