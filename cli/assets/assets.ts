import type { Tag } from "@aws-sdk/client-ec2";
import type { ID_PREFIXES } from "../../lambda-src/contract/resource-types";
import type { Aws } from "../aws/aws";
import { allPages } from "../aws/pages";
import { counted } from "../output/words";

/** A resource of a type that MechCloud shows. */
export interface Asset {
  readonly type: keyof typeof ID_PREFIXES;
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Not those that end: they no longer need a name. */
const INSTANCE_STATES = ["pending", "running", "stopping", "stopped"];

const MaxResults = 1_000;

/** The account's VPCs, then its subnets, then its instances in the region. Shared ones are their owner's. */
export async function assetsOf({ ec2 }: Aws, account: string): Promise<Asset[]> {
  const Filters = [{ Name: "owner-id", Values: [account] }];
  const vpcs = await allPages(async (NextToken) => {
    const page = await ec2.describeVpcs({ MaxResults, NextToken, Filters });
    return { items: page.Vpcs, next: page.NextToken };
  });
  const subnets = await allPages(async (NextToken) => {
    const page = await ec2.describeSubnets({ MaxResults, NextToken, Filters });
    return { items: page.Subnets, next: page.NextToken };
  });
  const reservations = await allPages(async (NextToken) => {
    const states = [{ Name: "instance-state-name", Values: INSTANCE_STATES }];
    const page = await ec2.describeInstances({ MaxResults, NextToken, Filters: states });
    return { items: page.Reservations, next: page.NextToken };
  });
  const instances = reservations.flatMap(({ Instances }) => Instances!);
  return [
    ...vpcs.map(({ VpcId, Tags }) => asset("vpc", VpcId!, Tags)),
    ...subnets.map(({ SubnetId, Tags }) => asset("subnet", SubnetId!, Tags)),
    ...instances.map(({ InstanceId, Tags }) => asset("instance", InstanceId!, Tags)),
  ];
}

function asset(type: Asset["type"], id: string, tags: readonly Tag[] = []): Asset {
  return { type, id, tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key!, Value!])) };
}

/** "1 VPC, 2 subnets and 3 instances". */
export function countedAssets(assets: readonly Pick<Asset, "type">[]): string {
  const count = (type: Asset["type"]) => assets.filter((asset) => asset.type === type).length;
  return `${counted(count("vpc"), "VPC")}, ${counted(count("subnet"), "subnet")} and ${counted(count("instance"), "instance")}`;
}
