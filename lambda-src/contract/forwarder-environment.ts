/** `full` posts the event unchanged, `minimal` only what MechCloud needs of it. */
export const PAYLOADS = ["full", "minimal"] as const;
export type Payload = (typeof PAYLOADS)[number];

/** What happens to events once the channel to MechCloud is down: the queue keeps them, or they go on to its DLQ. */
export const ON_FAILURES = ["pause", "dead-letter"] as const;
export type OnFailure = (typeof ON_FAILURES)[number];

/** The variables of which exactly one holds the access token or names its store. */
export interface TokenEnvironment {
  /** ARN or name of the Secrets Manager secret that holds the access token. */
  readonly ACCESS_TOKEN_SECRET_ARN?: string;
  /** Name of the SSM parameter that holds the access token. */
  readonly ACCESS_TOKEN_PARAMETER_NAME?: string;
  /** The access token itself. */
  readonly ACCESS_TOKEN?: string;
}

/** The forwarder's environment variables. An empty variable counts as missing. */
export interface ForwarderEnvironment extends TokenEnvironment {
  /** MechCloud's team id. */
  readonly TEAM_ID: string;
  /** The id of the cloud account in MechCloud. */
  readonly CLOUD_ACCOUNT_ID: string;
  /** Where events are posted: see ENDPOINT_URL_PATTERN. */
  readonly MECHCLOUD_ENDPOINT_URL: string;
  /** One of PAYLOADS. */
  readonly PAYLOAD: string;
  /** One of ON_FAILURES. */
  readonly ON_FAILURE: string;
  /** URL of the queue that invokes the function. */
  readonly QUEUE_URL: string;
  /** How often that queue delivers a message before it goes to the DLQ: a whole number from 1. */
  readonly MAX_RECEIVE_COUNT: string;
  /** Name of the SSM parameter that holds the UUID of the function's event source mapping. Required to pause. */
  readonly EVENT_SOURCE_MAPPING_PARAMETER?: string;
}
