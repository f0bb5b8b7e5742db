import type { AwsEvent } from "./aws-event";
import type { Resource } from "./cloud";
import type { ScalrEvent } from "./scalr-event";

/** Something that was seen. The page, the terminal and the story know nothing but these. */
export type Fact = { readonly at: number } & (
  | Step
  | Part
  | Sent
  | Posted
  | Answered
  | Queues
  | DeadLetters
  | Relay
  | Token
  | MechCloud
  | Ec2
  | Scalr
  | Act
  | Chapter
  | { readonly kind: "ended"; readonly text: string }
);

/** A fact before it has its time. */
export type News = Fact extends infer F ? (F extends Fact ? Omit<F, "at"> : never) : never;

type Progress = "started" | "done" | "failed";

/** The demo does something that takes its time. */
interface Step {
  readonly kind: "step";
  readonly name: string;
  readonly progress: Progress;
  /** What is waited for, or what came of it. */
  readonly text?: string;
}

/** Terraform creates or destroys one resource. */
interface Part {
  readonly kind: "part";
  /** "module.mechcloud_sync.aws_sqs_queue.management_events" */
  readonly address: string;
  readonly state: "planned" | "creating" | "created" | "destroying" | "destroyed" | "failed";
}

/** An event matched one of the relay's rules. */
interface Sent {
  readonly kind: "sent";
  readonly event: AwsEvent;
}

/** The forwarder posts an event to MechCloud. */
interface Posted {
  readonly kind: "posted";
  readonly event: AwsEvent;
}

/** MechCloud answered. */
interface Answered {
  readonly kind: "answered";
  readonly event: AwsEvent;
  /** When the request came. */
  readonly postedAt: number;
  /** The cloud account that the event was posted for. */
  readonly cloudAccountId?: string;
  /** 0 if there was no answer. */
  readonly status: number;
  readonly answer?: string;
}

/** How many messages SQS says there are. */
interface Queues {
  readonly kind: "queues";
  readonly visible: number;
  readonly inFlight: number;
  /** In the dead-letter queue of the queue. */
  readonly refused: number;
  /** In the dead-letter queue of the rules. */
  readonly undeliverable: number;
}

export interface DeadLetter {
  /** The event's id; the message's id if it contains no event. */
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** All messages of a dead-letter queue. */
interface DeadLetters {
  readonly kind: "dead-letters";
  readonly queue: "refused" | "undeliverable";
  readonly messages: readonly DeadLetter[];
}

interface Relay {
  readonly kind: "relay";
  /** State of the event source mapping: "Enabled", "Disabled", "Enabling", … */
  readonly mapping: string;
  /** When the function's own schedule enables it, in milliseconds since 1970; undefined if there is no schedule. */
  readonly resumesAt?: number;
}

interface Token {
  readonly kind: "token";
  readonly isStored: boolean;
  /** In milliseconds since 1970; undefined if the token does not tell. */
  readonly expiresAt?: number;
}

export interface MechCloud {
  readonly kind: "mechcloud";
  readonly isUp: boolean;
  /** Milliseconds that each answer takes. */
  readonly latency: number;
}

/** EC2's own answer: all VPCs, subnets and instances since the demo began. */
interface Ec2 {
  readonly kind: "ec2";
  readonly resources: readonly Resource[];
}

/** Scalr sends an event, a log group or a destination has it, or a person is alerted. */
interface Scalr {
  readonly kind: "scalr";
  readonly place: "sent" | "log" | "alert" | "destination";
  /** Of the destination. */
  readonly name?: string;
  readonly event?: ScalrEvent;
  /** What a person gets. */
  readonly text?: string;
}

/** A button is pressed, by a person or by the story. */
interface Act {
  readonly kind: "act";
  readonly number: number;
  /** Of the action. */
  readonly name: string;
  readonly progress: Progress;
  readonly text?: string;
}

/** A chapter of the story. */
interface Chapter {
  readonly kind: "chapter";
  readonly number: number;
  readonly progress: Progress;
  readonly title: string;
  /** What should happen, as sentences. */
  readonly expected: string;
  /** What is waited for, or what happened. */
  readonly text?: string;
}
