/** An IAM policy; the local AWS reads more of it than its types say. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: readonly object[];
}

export type Decision = "Allow" | "Deny" | "ImplicitDeny";

/** What a policy was asked: may this principal do so? */
export interface PolicyRequest {
  /** The caller's ARN, or a service: "events.amazonaws.com". */
  readonly principal: string;
  readonly type: "User" | "AssumedRole" | "FederatedUser" | "Service";
  /** The caller's account; for a service, the one it acts for. */
  readonly account: string;
  /** "sqs:SendMessage" */
  readonly action: string;
  readonly resource: string;
  readonly region: string;
  /** Whether the request came by TLS. */
  readonly secure: boolean;
  /** Condition keys in lower case: {"aws:sourcearn": "arn:…"}. */
  readonly context: Readonly<Record<string, string | readonly string[] | null>>;
}

/** Equal requests with equal answers, counted. */
export interface RecordedRequest extends PolicyRequest {
  readonly decision: Decision;
  readonly count: number;
  /** In seconds since 1970. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** An event that no target and no dead-letter queue has. */
export interface LostEvent {
  readonly event: { readonly id: string; readonly detail: unknown };
  readonly ruleArn: string;
  readonly targetArn: string;
  readonly deadLetterQueueArn: string | null;
  readonly errorCode: string;
  readonly errorMessage: string;
  /** In seconds since 1970. */
  readonly at: number;
}

/** The end of one event's way to one target. */
export interface EndedDelivery {
  readonly eventId: string;
  readonly ruleArn: string;
  readonly targetArn: string;
  readonly outcome: "delivered" | "deadLettered" | "lost";
  /** In seconds since 1970. */
  readonly at: number;
}

export interface Decisions {
  /** How many requests policies were asked. */
  readonly evaluated: number;
  /** How many of them were refused. */
  readonly refused: number;
  readonly requests: readonly RecordedRequest[];
  /** What became of EventBridge's deliveries. */
  readonly deliveries: {
    readonly delivered: number;
    /** Attempts after the first. */
    readonly retried: number;
    /** Deliveries that a policy refused; each is deadLettered or lost, too. */
    readonly refused: number;
    readonly deadLettered: number;
    readonly lost: number;
  };
  readonly lost: readonly LostEvent[];
}

/** A policy of the local AWS. */
export interface NamedPolicy {
  readonly name: string;
  /** A principal's own policy, its boundary, or the policy of a resource: a role's is its trust policy. */
  readonly kind: "identity" | "boundary" | "resource";
  /** The ARN of the user, role or resource; "logs" for the resource policies of CloudWatch Logs. */
  readonly of: string;
  readonly document: PolicyDocument;
}
