import { type Environment, required, SettingsError } from "../shared/environment";

/** `full` posts the event unchanged, `minimal` what MechCloud needs of it. */
export type Payload = "full" | "minimal";

/** What becomes of events once the channel to MechCloud is down: the queue keeps them, or they go on to its DLQ. */
export type OnFailure = "pause" | "dead-letter";

export type AccessTokenLocation =
  | { readonly kind: "secret"; readonly arn: string }
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "environment"; readonly value: string };

export interface Settings {
  readonly teamId: string;
  readonly cloudAccountId: string;
  readonly accessToken: AccessTokenLocation;
  readonly endpointUrl: string;
  readonly payload: Payload;
  readonly onFailure: OnFailure;
  /** Where the function finds what it disables to pause itself; without it, it cannot. */
  readonly eventSourceMappingParameter?: string;
  /** Without it, what was not delivered comes back after the queue's own visibility time-out. */
  readonly queueUrl?: string;
  /** Infinity when it is not known. */
  readonly maxReceiveCount: number;
}

const DEFAULT_ENDPOINT_URL = "https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events";

const LOOPBACK_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const payloads: readonly Payload[] = ["full", "minimal"];

const onFailureModes: readonly OnFailure[] = ["pause", "dead-letter"];

const tokenLocations: Readonly<Record<string, (value: string) => AccessTokenLocation>> = {
  ACCESS_TOKEN_SECRET_ARN: (arn) => ({ kind: "secret", arn }),
  ACCESS_TOKEN_PARAMETER_NAME: (name) => ({ kind: "parameter", name }),
  ACCESS_TOKEN: (value) => ({ kind: "environment", value }),
};

/**
 * Reads the forwarder's environment. An empty variable counts as missing.
 *
 * | variable | value |
 * |---|---|
 * | `TEAM_ID` | required: MechCloud's team id |
 * | `CLOUD_ACCOUNT_ID` | required: the id of the cloud account in MechCloud |
 * | `ACCESS_TOKEN_SECRET_ARN` | ARN or name of the Secrets Manager secret that holds the access token |
 * | `ACCESS_TOKEN_PARAMETER_NAME` | or name of the SSM parameter that holds it |
 * | `ACCESS_TOKEN` | or the access token itself; exactly one of the three is set |
 * | `MECHCLOUD_ENDPOINT_URL` | https, or http on a loopback host; default: MechCloud's documented URL |
 * | `PAYLOAD` | `full` (default) or `minimal` |
 * | `ON_FAILURE` | once the channel is down: `pause` (default) or `dead-letter` |
 * | `EVENT_SOURCE_MAPPING_PARAMETER` | name of the SSM parameter that holds the UUID of the function's event source mapping; needed to pause |
 * | `QUEUE_URL` | URL of the queue that feeds the function; needed to retry soon |
 * | `MAX_RECEIVE_COUNT` | how often that queue gives out an event before it goes to the DLQ: a whole number from 1 |
 *
 * @throws SettingsError that names the variable and what is allowed
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
 */
export function readSettings(environment: Environment): Settings {
  return {
    teamId: required(environment, "TEAM_ID"),
    cloudAccountId: required(environment, "CLOUD_ACCOUNT_ID"),
    accessToken: accessTokenLocation(environment),
    endpointUrl: endpointUrl(environment.MECHCLOUD_ENDPOINT_URL || DEFAULT_ENDPOINT_URL),
    payload: oneOf(payloads, "PAYLOAD", environment.PAYLOAD || "full"),
    onFailure: oneOf(onFailureModes, "ON_FAILURE", environment.ON_FAILURE || "pause"),
    eventSourceMappingParameter: environment.EVENT_SOURCE_MAPPING_PARAMETER || undefined,
    queueUrl: environment.QUEUE_URL || undefined,
    maxReceiveCount: maxReceiveCount(environment.MAX_RECEIVE_COUNT || "Infinity"),
  };
}

function accessTokenLocation(environment: Environment): AccessTokenLocation {
  const given = Object.keys(tokenLocations).filter((name) => environment[name]);
  const [name, another] = given;
  if (!name) {
    throw new SettingsError(`${Object.keys(tokenLocations).join(" or ")} environment variable is missing`);
  }
  if (another) throw new SettingsError(`Only one of these environment variables may be set: ${given.join(", ")}`);
  return tokenLocations[name]!(environment[name]!);
}

function endpointUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isAllowed = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK_HOST.test(url.hostname));
  if (!isAllowed) {
    throw new SettingsError(`MECHCLOUD_ENDPOINT_URL must be https, or http on a loopback host, got "${value}"`);
  }
  return value;
}

function oneOf<T extends string>(allowed: readonly T[], name: string, value: string): T {
  const known = allowed.find((candidate) => candidate === value);
  if (!known) throw new SettingsError(`${name} must be ${allowed.join(" or ")}, got "${value}"`);
  return known;
}

function maxReceiveCount(value: string): number {
  if (!/^([1-9]\d*|Infinity)$/.test(value)) {
    throw new SettingsError(`MAX_RECEIVE_COUNT must be a whole number from 1, got "${value}"`);
  }
  return Number(value);
}
