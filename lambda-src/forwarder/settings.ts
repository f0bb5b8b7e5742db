import { areCloudAccounts, CLOUD_ACCOUNTS_ALLOWED } from "../contract/cloud-accounts";
import { ENDPOINT_URL_ALLOWED, ENDPOINT_URL_PATTERN } from "../contract/endpoint";
import {
  type ForwarderEnvironment,
  ON_FAILURES,
  PAYLOADS,
  type Payload,
  type TokenEnvironment,
} from "../contract/forwarder-environment";
import { required, SettingsError } from "../shared/environment";
import { parseJsonObject } from "../shared/json";
import type { QueueUrls } from "./aws/queues";
import type { SchedulerParts } from "./aws/scheduler";

type Environment = Partial<ForwarderEnvironment>;

export type TokenLocation =
  | { readonly kind: "secret"; readonly arn: string }
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "environment"; readonly value: string };

export interface Settings {
  readonly teamId: string;
  readonly cloudAccountId: string;
  /** The cloud accounts of other AWS accounts, by account number. */
  readonly cloudAccounts: Readonly<Record<string, string>>;
  readonly accessToken: TokenLocation;
  readonly endpointUrl: string;
  readonly payload: Payload;
  readonly queues: QueueUrls;
  /** Undefined if the relay does not pause itself. */
  readonly pause?: PauseSettings;
}

export interface PauseSettings {
  /** Name of the SSM parameter that holds the UUID of the event source mapping. */
  readonly mappingParameter: string;
  readonly scheduler: SchedulerParts;
}

const ENDPOINT_URL = new RegExp(`^(?:${ENDPOINT_URL_PATTERN})$`);

const tokenLocations: Readonly<Record<keyof TokenEnvironment, (value: string) => TokenLocation>> = {
  ACCESS_TOKEN_SECRET_ARN: (arn) => ({ kind: "secret", arn }),
  ACCESS_TOKEN_PARAMETER_NAME: (name) => ({ kind: "parameter", name }),
  ACCESS_TOKEN: (value) => ({ kind: "environment", value }),
};

/**
 * Reads the forwarder's environment.
 *
 * @throws SettingsError that names the variable and what is allowed
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
 */
export function readSettings(environment: Environment): Settings {
  return {
    teamId: required(environment, "TEAM_ID"),
    cloudAccountId: required(environment, "CLOUD_ACCOUNT_ID"),
    cloudAccounts: cloudAccounts(environment.CLOUD_ACCOUNTS || "{}"),
    accessToken: tokenLocation(environment),
    endpointUrl: endpointUrl(required(environment, "MECHCLOUD_ENDPOINT_URL")),
    payload: oneOf(PAYLOADS, "PAYLOAD", required(environment, "PAYLOAD")),
    queues: {
      queueUrl: required(environment, "QUEUE_URL"),
      deadLetterQueueUrl: required(environment, "DEAD_LETTER_QUEUE_URL"),
    },
    pause: pause(environment),
  };
}

function pause(environment: Environment): PauseSettings | undefined {
  const onFailure = oneOf(ON_FAILURES, "ON_FAILURE", required(environment, "ON_FAILURE"));
  const {
    EVENT_SOURCE_MAPPING_PARAMETER: mappingParameter,
    SCHEDULE_GROUP: group,
    SCHEDULE_ROLE_ARN: roleArn,
  } = environment;
  if (onFailure === "dead-letter" || !mappingParameter || !group || !roleArn) return undefined;
  return { mappingParameter, scheduler: { group, roleArn } };
}

function cloudAccounts(text: string): Readonly<Record<string, string>> {
  const map = parseJsonObject(text);
  if (map && areCloudAccounts(map, text)) return map as Readonly<Record<string, string>>;
  throw new SettingsError(`CLOUD_ACCOUNTS must be ${CLOUD_ACCOUNTS_ALLOWED}, got ${text}`);
}

function tokenLocation(environment: Environment): TokenLocation {
  const names = Object.keys(tokenLocations) as (keyof TokenEnvironment)[];
  const given = names.filter((name) => environment[name]);
  const [name, another] = given;
  if (!name) throw new SettingsError(`${names.join(" or ")} environment variable is missing`);
  if (another) throw new SettingsError(`Only one of these environment variables may be set: ${given.join(", ")}`);
  return tokenLocations[name](environment[name]!);
}

function endpointUrl(value: string): string {
  if (!ENDPOINT_URL.test(value) || !URL.canParse(value)) {
    throw new SettingsError(`MECHCLOUD_ENDPOINT_URL must be ${ENDPOINT_URL_ALLOWED}, got "${value}"`);
  }
  return value;
}

function oneOf<T extends string>(allowed: readonly T[], name: string, value: string): T {
  const known = allowed.find((candidate) => candidate === value);
  if (!known) throw new SettingsError(`${name} must be ${allowed.join(" or ")}, got "${value}"`);
  return known;
}
