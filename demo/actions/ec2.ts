import {
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  type EC2Client,
  type ResourceType,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { ASSET_NAME_TAG } from "../../lambda-src/contract/resource-types";
import type { Resource } from "../picture/cloud";

const BURST_CALLS = 100;

/** What a person does in EC2. Each function returns what it did, as a sentence. */
export class Ec2Changes {
  #vpcs = 0;
  #names = 0;

  constructor(private readonly ec2: EC2Client) {}

  async createNetwork(): Promise<string> {
    this.#vpcs += 1;
    const name = `network-${this.#vpcs}`;
    const cidr = (subnet: number, bits: number) => `10.${this.#vpcs % 256}.${subnet}.0/${bits}`;
    const { Vpc } = await this.ec2.send(new CreateVpcCommand({ CidrBlock: cidr(0, 16), ...named("vpc", name) }));
    for (const [index, instances] of [2, 1].entries()) {
      const { Subnet } = await this.ec2.send(
        new CreateSubnetCommand({
          VpcId: Vpc?.VpcId,
          CidrBlock: cidr(index + 1, 24),
          ...named("subnet", `${name}-${"ab"[index]}`),
        }),
      );
      await this.ec2.send(
        new RunInstancesCommand({
          ImageId: "ami-12345678",
          InstanceType: "t3.micro",
          MinCount: instances,
          MaxCount: instances,
          SubnetId: Subnet?.SubnetId,
          ...named("instance", this.#newName()),
        }),
      );
    }
    return `Created ${Vpc?.VpcId} with two subnets and three instances.`;
  }

  async rename({ id }: Resource): Promise<string> {
    const name = this.#newName();
    await this.ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: ASSET_NAME_TAG, Value: name }] }));
    return `Renamed ${id} to ${name}.`;
  }

  async renameOften(instances: readonly Resource[]): Promise<string> {
    let last = "";
    for (let call = 0; call < BURST_CALLS; call += 1) last = await this.rename(instances[call % instances.length]!);
    return `Made ${BURST_CALLS} calls. ${last}`;
  }

  /** @param all everything that there is */
  async deleteNetwork(vpc: Resource, all: readonly Resource[]): Promise<string> {
    const within = (parent: string) => all.filter((resource) => resource.parent === parent).map(({ id }) => id);
    const subnets = within(vpc.id);
    const instances = subnets.flatMap(within);
    if (instances.length > 0) await this.ec2.send(new TerminateInstancesCommand({ InstanceIds: instances }));
    for (const SubnetId of subnets) await this.ec2.send(new DeleteSubnetCommand({ SubnetId }));
    await this.ec2.send(new DeleteVpcCommand({ VpcId: vpc.id }));
    return `Terminated ${instances.length} instances; deleted ${subnets.length} subnets and ${vpc.id}.`;
  }

  #newName(): string {
    this.#names += 1;
    return `web-${this.#names}`;
  }
}

const named = (type: ResourceType, name: string) => ({
  TagSpecifications: [{ ResourceType: type, Tags: [{ Key: ASSET_NAME_TAG, Value: name }] }],
});
