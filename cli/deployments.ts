import type { Aws } from "./aws/aws";
import { CliError } from "./errors";
import { relayNames } from "./relay/names";
import { findRelayIfAny, type Relay } from "./relay/relay";
import { findSpoke, type Spoke } from "./relay/spoke";
import { findScalrEvents, type ScalrEvents } from "./scalr/scalr-events";

/** What is deployed with a prefix: at least one of them. */
export interface Deployments {
  readonly relay: Relay | undefined;
  readonly spoke: Spoke | undefined;
  readonly events: ScalrEvents | undefined;
}

/** @throws CliError if there is none */
export async function findDeployments(aws: Aws, prefix: string | undefined): Promise<Deployments> {
  const relay = await findRelayIfAny(aws, prefix);
  const spoke = await findSpoke(aws, prefix);
  const events = await findScalrEvents(aws, prefix);
  if (relay || spoke || events) return { relay, spoke, events };
  throw new CliError(
    `There is neither a function ${relayNames(prefix).function} nor a spoke nor a rule of Scalr's events in the region ${await aws.region()} of this account: check --prefix, --region and --profile.`,
  );
}
