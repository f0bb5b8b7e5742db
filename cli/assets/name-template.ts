import { UsageError } from "../errors";
import type { Asset } from "./assets";

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html */
const MAX_TAG_VALUE = 256;

const PLACEHOLDERS = {
  name: ({ id, tags }: Asset) => tags.Name || id,
  id: ({ id }: Asset) => id,
  type: ({ type }: Asset) => type,
  region: (_: Asset, region: string) => region,
};

const PLACEHOLDER = /\{([^}]*)\}/g;

/** Proposes a name for an asset of a region. */
export type NameTemplate = (asset: Asset, region: string) => string;

/** @throws UsageError that names the placeholders */
export function nameTemplate(given: string, option: string): NameTemplate {
  const isKnown = (name: string): name is keyof typeof PLACEHOLDERS => Object.hasOwn(PLACEHOLDERS, name);
  const unknown = [...given.matchAll(PLACEHOLDER)].find(([, name]) => !isKnown(name!));
  const allowed = Object.keys(PLACEHOLDERS).map((name) => `{${name}}`);
  if (given === "" || unknown) {
    throw new UsageError(`${option} must be a text with ${allowed.join(", ")} in it, got "${given}".`);
  }
  return (asset, region) =>
    given
      .replaceAll(PLACEHOLDER, (_, name: keyof typeof PLACEHOLDERS) => PLACEHOLDERS[name](asset, region))
      .slice(0, MAX_TAG_VALUE);
}
