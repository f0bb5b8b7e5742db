/** `full` posts the event unchanged, `minimal` only what MechCloud needs of it. */
export const PAYLOADS = ["full", "minimal"] as const;
export type Payload = (typeof PAYLOADS)[number];

/**
 * What happens once the channel to MechCloud is down: the relay pauses and its queue keeps the events, or events go to the
 * dead-letter queue after the queue's last receive.
 */
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

/**
 * The variables that the function needs to pause itself and to end its pause. All of them are set, or none.
 *
 * A function that pauses first creates a one-time schedule in a schedule group of its own, and then disables its event
 * source mapping. The schedule invokes the function with a ResumeRequest, and the function enables the mapping again.
 */
export interface PauseEnvironment {
  /** Name of the SSM parameter that holds the UUID of the function's event source mapping. */
  readonly EVENT_SOURCE_MAPPING_PARAMETER?: string;
  /** Name of the EventBridge Scheduler schedule group that holds this relay's schedules and no others. */
  readonly SCHEDULE_GROUP?: string;
  /** ARN of the role that EventBridge Scheduler assumes. It may invoke this function and nothing else. */
  readonly SCHEDULE_ROLE_ARN?: string;
}

/** The forwarder's environment variables. An empty variable counts as missing. */
export interface ForwarderEnvironment extends TokenEnvironment, PauseEnvironment {
  /** MechCloud's team id. */
  readonly TEAM_ID: string;
  /** The id of the cloud account in MechCloud of the AWS account that the function runs in. */
  readonly CLOUD_ACCOUNT_ID: string;
  /**
   * The ids of the cloud accounts of other AWS accounts, as a JSON object by account number: see CLOUD_ACCOUNTS_ALLOWED.
   * The relay sets the events of any further account aside. Missing: there are none.
   */
  readonly CLOUD_ACCOUNTS?: string;
  /** Where events are posted: see ENDPOINT_URL_PATTERN. */
  readonly MECHCLOUD_ENDPOINT_URL: string;
  /** One of PAYLOADS. */
  readonly PAYLOAD: string;
  /** One of ON_FAILURES. */
  readonly ON_FAILURE: string;
  /** URL of the FIFO queue that invokes the function. */
  readonly QUEUE_URL: string;
  /** URL of that queue's FIFO dead-letter queue, where the function puts events that will never be accepted. */
  readonly DEAD_LETTER_QUEUE_URL: string;
  /** The version of the module that deployed the function, for people and `aws-event-relay doctor`; the function does not read it. */
  readonly RELAY_VERSION?: string;
}
