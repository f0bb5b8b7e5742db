import { type Environment, required, SettingsError } from "../shared/environment";

/** `full` posts the event unchanged, `minimal` what MechCloud needs of it. */
export type Payload = "full" | "minimal";

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
}

const DEFAULT_ENDPOINT_URL = "https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events";

const LOOPBACK_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const payloads: readonly Payload[] = ["full", "minimal"];

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
    payload: payload(environment.PAYLOAD || "full"),
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

function payload(value: string): Payload {
  const known = payloads.find((candidate) => candidate === value);
  if (!known) throw new SettingsError(`PAYLOAD must be ${payloads.join(" or ")}, got "${value}"`);
  return known;
}
