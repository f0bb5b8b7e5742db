import type { Aws } from "../aws/aws";

/** The regions that are enabled for the account. */
export async function enabledRegions({ ec2 }: Aws): Promise<string[]> {
  const { Regions = [] } = await ec2.describeRegions({});
  return Regions.map(({ RegionName }) => RegionName!).toSorted();
}
