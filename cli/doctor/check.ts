import type { Rule, Target } from "@aws-sdk/client-eventbridge";
import type { Aws } from "../aws/aws";
import type { CommandContext } from "../command";
import type { CommonValues } from "../common-options";
import type { Alarm } from "../relay/alarms";
import type { Hub } from "../relay/hub";
import type { Relay } from "../relay/relay";
import type { Spoke } from "../relay/spoke";
import type { ScalrEvents } from "../scalr/scalr-events";

/** What a check finds. */
export interface Finding {
  readonly problem: string;
  /** One command or action that comes next. */
  readonly next: string;
  /** Whether it may be what the user wants: it is shown, and is no fault. */
  readonly isNote?: true;
  /** Whether `next` has all its options, because it is for another region or account. */
  readonly isComplete?: true;
}

/** What checks of every deployment look at. */
export interface Deployment {
  readonly aws: Aws;
  /** The alarms that exist; read once for all checks. */
  readonly alarms: () => Promise<readonly Alarm[]>;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly context: CommandContext;
}

/** A deployment of the module terraform-aws-mechcloud-sync. */
export interface SyncDeployment extends Deployment {
  readonly relay: Relay;
  /** The relay's rules that exist. */
  readonly rules: () => Promise<readonly Rule[]>;
  /** Undefined if it has none. */
  readonly hub: () => Promise<Hub | undefined>;
}

/** A deployment of the module's submodule spoke. */
export interface SpokeDeployment extends Deployment {
  readonly spoke: Spoke;
  /** The targets of its rules. */
  readonly targets: () => Promise<readonly RuleTarget[]>;
  readonly options: SpokeOptions;
}

/** How the hub of a spoke is reached. */
export interface SpokeOptions extends Pick<CommonValues, "profile" | "endpointUrl"> {
  /** The AWS profile of the hub's account, if that is another one. */
  readonly hubProfile?: string;
}

/** A deployment of the module terraform-aws-scalr-events. */
export interface ScalrDeployment extends Deployment {
  readonly events: ScalrEvents;
  /** The targets of its rules. */
  readonly targets: () => Promise<readonly RuleTarget[]>;
}

export interface RuleTarget {
  readonly rule: Rule;
  readonly target: Target;
}

/** A check of a deployment. */
export interface Check<Of extends Deployment = SyncDeployment> {
  readonly id: string;
  /** What is right if it finds nothing, as a sentence. */
  readonly right: string;
  readonly check: (deployment: Of) => Promise<Finding[]>;
}

export const APPLY = "terraform apply";
