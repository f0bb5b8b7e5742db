import type { Rule } from "@aws-sdk/client-eventbridge";
import type { Aws } from "../aws/aws";
import type { Alarm } from "../relay/alarms";
import type { Relay } from "../relay/relay";

/** What a check finds wrong. */
export interface Finding {
  readonly problem: string;
  /** One command or action that comes next. */
  readonly next: string;
}

/** What checks look at. */
export interface Deployment {
  readonly aws: Aws;
  readonly relay: Relay;
  /** The relay's rules that exist; read once for all checks, like its alarms. */
  readonly rules: () => Promise<readonly Rule[]>;
  readonly alarms: () => Promise<readonly Alarm[]>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A check of a deployment. It changes nothing. */
export interface Check {
  readonly id: string;
  /** What is right if it finds nothing, as a sentence. */
  readonly right: string;
  readonly check: (deployment: Deployment) => Promise<Finding[]>;
}

export const APPLY = "terraform apply";
