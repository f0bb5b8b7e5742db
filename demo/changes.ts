import {
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  type EC2Client,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { RULES } from "./mechcloud-observation";
import type { Timeline } from "./timeline";

/** One EC2 API call. */
interface Change {
  readonly call: string;
  readonly name: string;
  /** Makes the call. @returns the id of the resource */
  readonly send: () => Promise<string | undefined>;
  /** The events that the call causes in addition to CloudTrail's. */
  readonly tag?: "tagged" | "tag removed";
  readonly states?: readonly string[];
}

/**
 * Creates, tags and deletes a VPC, a subnet and an instance, and adds the expected events to the timeline.
 * @param called called after each API call; the next one is made when its promise resolves
 * @param meanwhile runs while all three resources exist
 * @returns the number of API calls
 */
export async function changeEc2(
  ec2: EC2Client,
  timeline: Timeline,
  called: (call: string, resource: string, name: string) => Promise<void>,
  meanwhile: () => Promise<void>,
): Promise<number> {
  let changes = 0;

  const change = async ({ call, name, send, tag, states = [] }: Change): Promise<string> => {
    const calledAt = Date.now();
    timeline.callStarted(calledAt);
    const resource = (await send()) ?? "?";
    const expected = (rule: string, what: string) => ({ rule, resource, what, calledAt });
    if (tag) timeline.expect(expected(RULES.tags, tag));
    timeline.expect(...states.map((state) => expected(RULES.states, state)), expected(RULES.calls, call));
    changes += 1;
    await called(call, resource, name);
    return resource;
  };
  const tag = (id: string, name: string) => {
    const command = new CreateTagsCommand({ Resources: [id], Tags: [{ Key: "Mc-Asset-Name", Value: name }] });
    return change({ call: "CreateTags", name, send: () => ec2.send(command).then(() => id), tag: "tagged" });
  };

  const VpcId = await change({
    call: "CreateVpc",
    name: "demo-vpc",
    send: async () => (await ec2.send(new CreateVpcCommand({ CidrBlock: "10.20.0.0/16" }))).Vpc?.VpcId,
  });
  await tag(VpcId, "demo-vpc");

  const subnet = new CreateSubnetCommand({ VpcId, CidrBlock: "10.20.1.0/24" });
  const SubnetId = await change({
    call: "CreateSubnet",
    name: "demo-subnet",
    send: async () => (await ec2.send(subnet)).Subnet?.SubnetId,
  });
  await tag(SubnetId, "demo-subnet");

  const server = { ImageId: "ami-12345678", InstanceType: "t3.micro", MinCount: 1, MaxCount: 1, SubnetId } as const;
  const InstanceId = await change({
    call: "RunInstances",
    name: "demo-server",
    send: async () => (await ec2.send(new RunInstancesCommand(server))).Instances?.[0]?.InstanceId,
    states: ["pending", "running"],
  });
  await tag(InstanceId, "demo-server");

  await meanwhile();

  await change({
    call: "TerminateInstances",
    name: "demo-server",
    send: () => ec2.send(new TerminateInstancesCommand({ InstanceIds: [InstanceId] })).then(() => InstanceId),
    tag: "tag removed",
    states: ["shutting-down", "terminated"],
  });
  await change({
    call: "DeleteSubnet",
    name: "demo-subnet",
    send: () => ec2.send(new DeleteSubnetCommand({ SubnetId })).then(() => SubnetId),
    tag: "tag removed",
  });
  await change({
    call: "DeleteVpc",
    name: "demo-vpc",
    send: () => ec2.send(new DeleteVpcCommand({ VpcId })).then(() => VpcId),
    tag: "tag removed",
  });
  return changes;
}
