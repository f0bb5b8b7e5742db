import { SCALR_NAMES, SCALR_PREFIX } from "../../lambda-src/contract/scalr-names";

/** What the names of Scalr's event sources, and so of their event buses, begin with. */
export const EVENT_SOURCES = "aws.partner/scalr.com/";

/** The names of the parts of Scalr's events, and what all of them, and the rules of destinations, begin with. */
export type ScalrNames = Readonly<Record<keyof typeof SCALR_NAMES | "all" | "destinations", string>>;

export function scalrNames(prefix = ""): ScalrNames {
  const all = `${prefix}${SCALR_PREFIX}`;
  const names = Object.entries(SCALR_NAMES).map(([key, name]) => [key, `${all}${name}`]);
  return {
    all,
    destinations: `${all}to-`,
    ...(Object.fromEntries(names) as Readonly<Record<keyof typeof SCALR_NAMES, string>>),
  };
}
