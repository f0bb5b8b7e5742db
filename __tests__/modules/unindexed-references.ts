import { addresses, type Blocks, block } from "./synth";

interface Module {
  readonly resource: Blocks;
  readonly data: Blocks;
  readonly output?: Blocks;
}

/**
 * References to a resource or data source that has `count` without saying which instance: Terraform refuses them. Where
 * `depends_on` names the whole of it, it needs none.
 */
export function unindexedReferences({ resource, data, output = {} }: Module): string[] {
  const counted = [
    ...addresses(resource).filter((address) => "count" in block(resource, address)),
    ...addresses(data)
      .filter((address) => "count" in block(data, address))
      .map((address) => `data.${address}`),
  ];
  const texts = [resource, data, output].flatMap((blocks) =>
    addresses(blocks).flatMap((address) => {
      const attributes = { ...block(blocks, address), depends_on: undefined };
      return JSON.stringify(attributes).match(/\$\{.*?\}(?=[^}]|$)/g) ?? [];
    }),
  );
  return counted.flatMap((address) => {
    const unindexed = new RegExp(`(?<![\\w.])${address.replaceAll(".", "\\.")}(?![\\w[-])`);
    return texts.filter((text) => unindexed.test(text)).map((text) => `${address} in ${text}`);
  });
}
