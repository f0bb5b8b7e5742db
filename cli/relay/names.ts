import { RELAY_NAMES } from "../../lambda-src/contract/relay-names";

export type RelayNames = Readonly<Record<keyof typeof RELAY_NAMES, string>>;

/** The names of a relay's parts. */
export function relayNames(prefix = ""): RelayNames {
  return Object.fromEntries(Object.entries(RELAY_NAMES).map(([key, name]) => [key, `${prefix}${name}`])) as RelayNames;
}
