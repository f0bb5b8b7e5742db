import { RELAY_NAMES } from "../../lambda-src/contract/relay-names";
import { nameOfArn } from "../aws/arn";

/** The event bus of a hub, as the target of a spoke's rule names it. */
export interface HubBus {
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  readonly name: string;
  /** The hub's `name_prefix`. */
  readonly prefix: string;
}

/** Undefined if the target is no event bus. */
export function hubBusOf(arn: string): HubBus | undefined {
  if (!arn.includes(":event-bus/")) return undefined;
  const [, , , region, account] = arn.split(":") as [string, string, string, string, string];
  const name = nameOfArn(arn);
  const prefix = name.endsWith(RELAY_NAMES.hubBus) ? name.slice(0, -RELAY_NAMES.hubBus.length) : "";
  return { arn, region, account, name, prefix };
}
