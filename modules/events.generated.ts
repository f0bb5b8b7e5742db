// Generated from schemas/: change it there and run npm run build.
/**
 * A call of EC2's API that CloudTrail recorded: the rule `mc-cloudtrail-events` selects those that create, delete or tag VPCs, subnets and instances. See https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export interface ApiCallEvent {
  /**
   * Version of the envelope, "0".
   */
  version: string;
  /**
   * Identifies the event: a UUID.
   */
  id: string;
  /**
   * The form of the event.
   */
  "detail-type": "AWS API Call via CloudTrail";
  /**
   * The service that sent the event.
   */
  source: "aws.ec2";
  /**
   * The account's number.
   */
  account: string;
  /**
   * When the event happened.
   */
  time: string;
  /**
   * The AWS region, such as `eu-central-1`.
   */
  region: string;
  /**
   * Empty.
   */
  resources: string[];
  detail: {
    /**
     * Version of the record, such as `1.09`.
     */
    eventVersion: string;
    /**
     * Who called.
     */
    userIdentity: {
      [k: string]: unknown;
    };
    /**
     * When the call completed.
     */
    eventTime: string;
    /**
     * The service that was called, `ec2.amazonaws.com`.
     */
    eventSource: string;
    /**
     * The action, such as `CreateVpc`.
     */
    eventName: string;
    /**
     * The AWS region that was called.
     */
    awsRegion: string;
    /**
     * The address that the call came from, or the name of an AWS service.
     */
    sourceIPAddress?: string;
    /**
     * The program that called.
     */
    userAgent?: string;
    /**
     * The parameters of the action.
     */
    requestParameters: {
      [k: string]: unknown;
    } | null;
    /**
     * The answer. Null if the call failed.
     */
    responseElements: {
      [k: string]: unknown;
    } | null;
    /**
     * Only if the call failed; `Client.DryRunOperation` after a dry run.
     */
    errorCode?: string;
    /**
     * Only if the call failed.
     */
    errorMessage?: string;
    /**
     * Identifies the call.
     */
    requestID?: string;
    /**
     * Identifies the record.
     */
    eventID?: string;
    /**
     * Whether the action only reads.
     */
    readOnly?: boolean;
    /**
     * `AwsApiCall`.
     */
    eventType?: string;
    /**
     * Whether it is a management event.
     */
    managementEvent?: boolean;
    /**
     * The account that received the record.
     */
    recipientAccountId?: string;
    /**
     * `Management`.
     */
    eventCategory?: string;
  };
}

/**
 * An entry of Scalr's audit log. It contains the actor's e-mail and IP address. See https://docs.scalr.io/docs/aws-eventbridge
 */
export interface AuditLogEvent {
  /**
   * Version of the event.
   */
  version: number;
  /**
   * Identifies the event.
   */
  id: string;
  /**
   * The form of the event.
   */
  "detail-type": "AuditLog";
  /**
   * `aws.partner/scalr.com/<account>/<integration>`.
   */
  source: string;
  /**
   * Scalr sends a text with runs, and a number with the audit log.
   */
  account: string | number;
  /**
   * When the event happened.
   */
  time: string;
  /**
   * The AWS region of the event bus.
   */
  region: string;
  /**
   * Empty.
   */
  resources: string[];
  detail: {
    /**
     * What was acted on.
     */
    target: {
      /**
       * Such as `ws-1234567890`.
       */
      id: string;
      /**
       * Such as `workspaces`.
       */
      type: string;
      /**
       * Its name.
       */
      "display-name"?: string;
      /**
       * Where the target is.
       */
      context?: {
        /**
         * The environment that the target is in.
         */
        environment?: {
          /**
           * Such as `env-1234567890`.
           */
          id: string;
          /**
           * Its name.
           */
          "display-name"?: string;
        };
        /**
         * The workspace that the target is in.
         */
        workspace?: {
          /**
           * Such as `env-1234567890`.
           */
          id: string;
          /**
           * Its name.
           */
          "display-name"?: string;
        };
        /**
         * The account that the target is in.
         */
        account?: {
          /**
           * Such as `env-1234567890`.
           */
          id: string;
          /**
           * Its name.
           */
          "display-name"?: string;
        };
      };
    };
    /**
     * When the request came, with microseconds and without a time zone.
     */
    timestamp: string;
    /**
     * The request.
     */
    request: {
      /**
       * Identifies the request.
       */
      id: string;
      /**
       * Such as `create-workspace`.
       */
      action: string;
      /**
       * The actor's address.
       */
      "ip-address"?: string;
      /**
       * Such as `ui`.
       */
      source?: string;
      /**
       * The actor's program.
       */
      "user-agent"?: string;
    };
    /**
     * Who acted.
     */
    actor: {
      /**
       * Such as `user-1234567890`.
       */
      id: string;
      /**
       * The actor's e-mail address.
       */
      email?: string | null;
      /**
       * Such as `user`.
       */
      type: string;
      /**
       * The token with which the actor signed in.
       */
      "access-token"?: {
        /**
         * Null for a session.
         */
        id?: string | null;
        /**
         * Such as `session`.
         */
        type?: string;
        /**
         * The last characters of the token.
         */
        token?: string;
      };
    };
    /**
     * How it ended.
     */
    outcome: {
      /**
       * Such as `SUCCESS`.
       */
      result: string;
      /**
       * HTTP status of the answer.
       */
      "status-code"?: number;
    };
    /**
     * Such as `scalr-action:create-workspace`.
     */
    tags?: string[];
  };
}

/**
 * An EC2 instance is in another state: the rule `mc-instance-state-change-events`. See https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html
 */
export interface InstanceStateChangeEvent {
  /**
   * Version of the envelope, "0".
   */
  version: string;
  /**
   * Identifies the event: a UUID.
   */
  id: string;
  /**
   * The form of the event.
   */
  "detail-type": "EC2 Instance State-change Notification";
  /**
   * The service that sent the event.
   */
  source: "aws.ec2";
  /**
   * The account's number.
   */
  account: string;
  /**
   * When the event happened.
   */
  time: string;
  /**
   * The AWS region, such as `eu-central-1`.
   */
  region: string;
  /**
   * ARNs of the resources that the event is about.
   */
  resources: string[];
  detail: {
    /**
     * The instance, such as `i-0abcd1234ef567890`.
     */
    "instance-id": string;
    /**
     * The new state.
     */
    state: "pending" | "running" | "stopping" | "stopped" | "shutting-down" | "terminated";
  };
}

/**
 * Scalr executed a run. See https://docs.scalr.io/docs/aws-eventbridge
 */
export interface RunExecutedEvent {
  /**
   * Version of the event.
   */
  version: number;
  /**
   * Identifies the event.
   */
  id: string;
  /**
   * The form of the event.
   */
  "detail-type": "RunExecuted";
  /**
   * `aws.partner/scalr.com/<account>/<integration>`.
   */
  source: string;
  /**
   * Scalr sends a text with runs, and a number with the audit log.
   */
  account: string | number;
  /**
   * When the event happened.
   */
  time: string;
  /**
   * The AWS region of the event bus.
   */
  region: string;
  /**
   * Empty.
   */
  resources: string[];
  detail: {
    /**
     * A sentence about the run.
     */
    title?: string;
    /**
     * The run.
     */
    event: {
      /**
       * The run, such as `run-1234567890`.
       */
      "run-id": string;
      /**
       * What started the run, such as `vcs`, `cli` or `ui`.
       */
      source: string;
      /**
       * Whether the run only plans.
       */
      "is-dry": boolean;
      /**
       * Whether the run destroys.
       */
      "is-destroy": boolean;
      /**
       * Whether an agent executed the run.
       */
      "is-agent"?: boolean;
      /**
       * Whether the run was postponed.
       */
      "is-postponed"?: boolean;
      /**
       * How the run ended, such as `applied` or `errored`. Scalr documents no complete list.
       */
      result: string;
      /**
       * How long the run took. Scalr documents no unit; its values fit nanoseconds.
       */
      duration?: number;
      /**
       * Name of the account.
       */
      account: string;
      /**
       * Name of the workspace.
       */
      workspace: string;
      /**
       * Name of the environment.
       */
      environment: string;
      /**
       * Who started the run.
       */
      "user-email"?: string | null;
    };
    /**
     * Such as `scalr-workspace:ws-1234567890`.
     */
    tags?: string[];
    /**
     * `success` or `error`.
     */
    event_type?: string;
  };
}

/**
 * Tags of a resource changed: the rule `mc-tag-change-events` selects those with the key `Mc-Asset-Name`, of VPCs, subnets and instances. See https://docs.aws.amazon.com/tag-editor/latest/userguide/monitor-tag-changes.html
 */
export interface TagChangeEvent {
  /**
   * Version of the envelope, "0".
   */
  version: string;
  /**
   * Identifies the event: a UUID.
   */
  id: string;
  /**
   * The form of the event.
   */
  "detail-type": "Tag Change on Resource";
  /**
   * The service that sent the event.
   */
  source: "aws.tag";
  /**
   * The account's number.
   */
  account: string;
  /**
   * When the event happened.
   */
  time: string;
  /**
   * The AWS region, such as `eu-central-1`.
   */
  region: string;
  /**
   * ARNs of the resources that the event is about.
   */
  resources: string[];
  detail: {
    /**
     * Keys that were added, changed or deleted. A deleted key is here and no longer in `tags`.
     */
    "changed-tag-keys": string[];
    /**
     * The service of the resource, such as `ec2`.
     */
    service: string;
    /**
     * The type of the resource, such as `vpc`, `subnet` or `instance`.
     */
    "resource-type": string;
    /**
     * Grows with each change of the resource's tags.
     */
    version?: number;
    /**
     * All tags after the change.
     */
    tags: {
      [k: string]: string;
    };
  };
}
