import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  type EC2Client,
  type ResourceType,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import type { MechCloudEvent } from "../../../local-aws/mechcloud-rules";
import { API_CALL, ofRule, STATE_CHANGE, TAG_CHANGE } from "./bus-events";

const named = (type: ResourceType, name: string) => ({
  TagSpecifications: [{ ResourceType: type, Tags: [{ Key: "Mc-Asset-Name", Value: name }] }],
});

/** Makes a VPC with a subnet with an instance, all named, renames them, and takes all down again. */
export async function liveThroughOneDay(ec2: EC2Client): Promise<void> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16", ...named("vpc", "net") }));
  const VpcId = Vpc?.VpcId;
  const { Subnet } = await ec2.send(
    new CreateSubnetCommand({ VpcId, CidrBlock: "10.0.1.0/24", ...named("subnet", "part") }),
  );
  const SubnetId = Subnet?.SubnetId;
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: "ami-12345678",
      InstanceType: "t3.micro",
      MinCount: 1,
      MaxCount: 1,
      SubnetId,
      ...named("instance", "server"),
    }),
  );
  const InstanceId = Instances?.[0]?.InstanceId ?? "";
  // Neither of these concerns MechCloud: another resource type, and a call that is refused.
  const group = await ec2.send(new CreateSecurityGroupCommand({ VpcId, GroupName: "other", Description: "other" }));
  await ec2.send(new DeleteVpcCommand({ VpcId: "vpc-0" })).catch(() => undefined);
  const Resources = [VpcId, SubnetId, InstanceId].map(String);
  await ec2.send(new CreateTagsCommand({ Resources, Tags: [{ Key: "Mc-Asset-Name", Value: "renamed" }] }));
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [InstanceId] }));
  await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  await ec2.send(new DeleteSecurityGroupCommand({ GroupId: group.GroupId }));
  await ec2.send(new DeleteVpcCommand({ VpcId }));
}

/** What MechCloud should hear of that day from each rule, in this order. */
export const ONE_DAY: {
  readonly tags: readonly (readonly [type: string | undefined, name: string | undefined])[];
  readonly calls: readonly (string | undefined)[];
  readonly states: readonly (string | undefined)[];
} = {
  tags: [
    ["vpc", "net"],
    ["subnet", "part"],
    ["instance", "server"],
    ["vpc", "renamed"],
    ["subnet", "renamed"],
    ["instance", "renamed"],
    ["instance", undefined],
    ["subnet", undefined],
    ["vpc", undefined],
  ],
  calls: ["CreateVpc", "CreateSubnet", "RunInstances", "CreateTags", "TerminateInstances", "DeleteSubnet", "DeleteVpc"],
  states: ["pending", "running", "shutting-down", "terminated"],
};

export function heardOf(events: readonly MechCloudEvent[]): typeof ONE_DAY {
  return {
    tags: ofRule(TAG_CHANGE, events).map(({ detail }) => [detail["resource-type"], detail.tags?.["Mc-Asset-Name"]]),
    calls: ofRule(API_CALL, events).map(({ detail }) => detail.eventName),
    states: ofRule(STATE_CHANGE, events).map(({ detail }) => detail.state),
  };
}

/** How many events that are. */
export const ONE_DAY_LENGTH = ONE_DAY.tags.length + ONE_DAY.calls.length + ONE_DAY.states.length;
