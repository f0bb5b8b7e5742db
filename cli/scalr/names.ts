import { SCALR_NAMES, SCALR_PREFIX } from "../../lambda-src/contract/scalr-names";

/** The names of the parts of Scalr's events, and what all of them begin with. */
export type ScalrNames = Readonly<Record<keyof typeof SCALR_NAMES | "all", string>>;

export function scalrNames(prefix = ""): ScalrNames {
  const all = `${prefix}${SCALR_PREFIX}`;
  const names = Object.entries(SCALR_NAMES).map(([key, name]) => [key, `${all}${name}`]);
  return { all, ...(Object.fromEntries(names) as Readonly<Record<keyof typeof SCALR_NAMES, string>>) };
}
