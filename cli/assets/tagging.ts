import { ASSET_NAME_TAG } from "../../lambda-src/contract/resource-types";
import type { Aws } from "../aws/aws";
import { allPages } from "../aws/pages";

/** An asset and the name that it gets. */
export interface NamedAsset {
  readonly id: string;
  readonly name: string;
}

/** How many assets are looked at once more, just before they are tagged. EC2 takes up to 200 values a filter. */
const CHUNK = 100;

export interface TagOptions {
  readonly signal: AbortSignal;
  /** Called after each asset. */
  readonly onDone: (result: "tagged" | "skipped") => void;
}

/**
 * Tags assets one after the other: EC2 announces the changes in this order. One that has a name by now keeps it, and one
 * that is gone is skipped.
 */
export async function tagInOrder(aws: Aws, assets: readonly NamedAsset[], options: TagOptions): Promise<void> {
  for (let start = 0; start < assets.length && !options.signal.aborted; start += CHUNK) {
    await tagChunk(aws, assets.slice(start, start + CHUNK), options);
  }
}

async function tagChunk(aws: Aws, assets: readonly NamedAsset[], { signal, onDone }: TagOptions): Promise<void> {
  const named = await idsWithName(aws, assets);
  for (const asset of assets) {
    if (signal.aborted) return;
    onDone(!named.has(asset.id) && (await tag(aws, asset)) ? "tagged" : "skipped");
  }
}

async function idsWithName({ ec2 }: Aws, assets: readonly NamedAsset[]): Promise<ReadonlySet<string>> {
  const Filters = [
    { Name: "key", Values: [ASSET_NAME_TAG] },
    { Name: "resource-id", Values: assets.map(({ id }) => id) },
  ];
  const tags = await allPages(async (NextToken) => {
    const page = await ec2.describeTags({ Filters, NextToken });
    return { items: page.Tags, next: page.NextToken };
  });
  return new Set(tags.map(({ ResourceId }) => ResourceId!));
}

/** @returns false if the asset is gone */
async function tag({ ec2 }: Aws, { id, name }: NamedAsset): Promise<boolean> {
  try {
    await ec2.createTags({ Resources: [id], Tags: [{ Key: ASSET_NAME_TAG, Value: name }] });
    return true;
  } catch (error) {
    // InvalidVpcID.NotFound, InvalidSubnetID.NotFound, InvalidInstanceID.NotFound
    if ((error as Error).name.endsWith(".NotFound")) return false;
    throw error;
  }
}
