import {
  DescribeInstancesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type Tag,
} from "@aws-sdk/client-ec2";
import { ASSET_NAME_TAG } from "../../lambda-src/contract/resource-types";
import type { Resource } from "../picture/cloud";
import type { Stage } from "../stage/stage";
import type { Look } from "./poller";

/**
 * What is there already has sent no events: MechCloud's own discovery finds it, and the page leaves it out.
 * @returns a function that asks EC2 what there is
 */
export async function observeEc2({ aws, log }: Pick<Stage, "aws" | "log">): Promise<Look> {
  const old = new Set((await describeAll(aws.ec2)).map(({ id }) => id));
  return async () => {
    const resources = (await describeAll(aws.ec2)).filter(({ id }) => !old.has(id));
    log.addIfNew({ kind: "ec2", resources });
  };
}

async function describeAll(ec2: EC2Client): Promise<Resource[]> {
  const [{ Vpcs = [] }, { Subnets = [] }, { Reservations = [] }] = await Promise.all([
    ec2.send(new DescribeVpcsCommand({})),
    ec2.send(new DescribeSubnetsCommand({})),
    ec2.send(new DescribeInstancesCommand({})),
  ]);
  const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
  return [
    ...Vpcs.map(({ VpcId = "", CidrBlock, Tags }) => ({ id: VpcId, cidr: CidrBlock, name: nameOf(Tags) })),
    ...Subnets.map(({ SubnetId = "", CidrBlock, VpcId, Tags }) => ({
      id: SubnetId,
      cidr: CidrBlock,
      parent: VpcId,
      name: nameOf(Tags),
    })),
    ...instances
      .map(({ InstanceId = "", State, SubnetId, Tags }) => ({
        id: InstanceId,
        state: State?.Name,
        parent: SubnetId,
        name: nameOf(Tags),
      }))
      .filter(({ state }) => state !== "terminated"),
  ];
}

const nameOf = (tags: Tag[] = []) => tags.find(({ Key }) => Key === ASSET_NAME_TAG)?.Value;
