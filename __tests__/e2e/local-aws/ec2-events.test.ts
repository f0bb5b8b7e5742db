import {
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteSubnetCommand,
  DeleteTagsCommand,
  DeleteVpcCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../../local-aws/account";
import { jsonCall } from "../../../local-aws/aws-call";
import { createTrailBucket } from "../support/aws-resources";
import { drainEvents, tap } from "../support/tap";
import { TestBed } from "../support/test-bed";

let bed: TestBed;

beforeAll(async () => {
  bed = await TestBed.start();
}, 180_000);
afterAll(() => bed?.end());
beforeEach(() => bed.aws.reset());

const cloudTrail = <T>(action: string, body: object) =>
  jsonCall<T>(bed.aws.endpoint, "cloudtrail", `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.${action}`, body);
const asset = (name: string) => [{ Key: "Mc-Asset-Name", Value: name }];
const named = <R extends "vpc" | "subnet" | "instance">(ResourceType: R, name: string) => ({
  TagSpecifications: [{ ResourceType, Tags: asset(name) }],
});
const arn = (resource: string) => `arn:aws:ec2:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${resource}`;

async function makeVpc(name: string): Promise<string> {
  const { Vpc } = await bed.ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16", ...named("vpc", name) }));
  return Vpc?.VpcId ?? "";
}

async function makeInstance(name: string): Promise<string> {
  const input = { ImageId: "ami-12345678", InstanceType: "t3.micro" as const, MinCount: 1, MaxCount: 1 };
  const { Instances } = await bed.ec2.send(new RunInstancesCommand({ ...input, ...named("instance", name) }));
  return Instances?.[0]?.InstanceId ?? "";
}

describe("Tag Change on Resource", () => {
  const TAGS = { source: ["aws.tag"], detail: { "changed-tag-keys": ["Mc-Asset-Name"] } };

  test("has the shape of a real event", async () => {
    const queue = await tap(bed, TAGS);
    const vpc = await makeVpc("vpc3");

    expect(await drainEvents(bed, queue)).toEqual([
      {
        version: "0",
        id: expect.any(String) as string,
        "detail-type": "Tag Change on Resource",
        source: "aws.tag",
        account: LOCAL_ACCOUNT,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
        region: LOCAL_REGION,
        resources: [arn(`vpc/${vpc}`)],
        detail: {
          "changed-tag-keys": ["Mc-Asset-Name"],
          tags: { "Mc-Asset-Name": "vpc3" },
          service: "ec2",
          "resource-type": "vpc",
          version: 1,
        },
      },
    ]);
  });

  test("comes on creation, change, removal and deletion, and not when nothing changes", async () => {
    const queue = await tap(bed, TAGS);
    const vpc = await makeVpc("one");
    await bed.ec2.send(new CreateTagsCommand({ Resources: [vpc], Tags: asset("two") }));
    await bed.ec2.send(new CreateTagsCommand({ Resources: [vpc], Tags: asset("two") }));
    await bed.ec2.send(new CreateTagsCommand({ Resources: [vpc], Tags: [{ Key: "Name", Value: "x" }] }));
    await bed.ec2.send(new DeleteTagsCommand({ Resources: [vpc], Tags: [{ Key: "Mc-Asset-Name" }] }));
    await bed.ec2.send(new CreateTagsCommand({ Resources: [vpc], Tags: asset("three") }));
    await bed.ec2.send(new DeleteVpcCommand({ VpcId: vpc }));

    expect((await drainEvents(bed, queue)).map(({ detail }) => [detail.version, detail.tags])).toEqual([
      [1, { "Mc-Asset-Name": "one" }],
      [2, { "Mc-Asset-Name": "two" }],
      [4, { Name: "x" }],
      [5, { Name: "x", "Mc-Asset-Name": "three" }],
      [6, {}],
    ]);
  });

  test("comes for subnets and instances too", async () => {
    const queue = await tap(bed, TAGS);
    const VpcId = await makeVpc("v");
    const input = { VpcId, CidrBlock: "10.0.1.0/24", ...named("subnet", "s") };
    const { Subnet } = await bed.ec2.send(new CreateSubnetCommand(input));
    const instance = await makeInstance("i");
    await bed.ec2.send(new TerminateInstancesCommand({ InstanceIds: [instance] }));
    await bed.ec2.send(new DeleteSubnetCommand({ SubnetId: Subnet?.SubnetId }));

    const seen = (await drainEvents(bed, queue)).map(({ resources, detail }) => [
      resources[0],
      detail["resource-type"],
    ]);
    const [v, s, i] = [`vpc/${VpcId}`, `subnet/${Subnet?.SubnetId}`, `instance/${instance}`].map(arn);
    expect(seen).toEqual([
      [v, "vpc"],
      [s, "subnet"],
      [i, "instance"],
      [i, "instance"],
      [s, "subnet"],
    ]);
  });
});

describe("EC2 Instance State-change Notification", () => {
  test("comes for each state that an instance passes through", async () => {
    const queue = await tap(bed, { source: ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"] });
    const instance = await makeInstance("i");
    const one = { InstanceIds: [instance] };
    await bed.ec2.send(new StopInstancesCommand(one));
    await bed.ec2.send(new StopInstancesCommand(one));
    await bed.ec2.send(new StartInstancesCommand(one));
    await bed.ec2.send(new TerminateInstancesCommand(one));

    const seen = await drainEvents(bed, queue);
    expect(seen.map(({ detail }) => detail)).toEqual(
      ["pending", "running", "stopping", "stopped", "pending", "running", "shutting-down", "terminated"].map(
        (state) => ({
          "instance-id": instance,
          state,
        }),
      ),
    );
    expect(seen[1]?.resources).toEqual([arn(`instance/${instance}`)]);
  });
});

describe("AWS API Call via CloudTrail", () => {
  const CALLS = { "detail-type": ["AWS API Call via CloudTrail"] };
  const makeTrail = async () => {
    await createTrailBucket(bed, "bucket");
    await cloudTrail("CreateTrail", { Name: "all", S3BucketName: "bucket" });
  };
  const logging = async () => {
    await makeTrail();
    await cloudTrail("StartLogging", { Name: "all" });
  };

  test("comes only while a trail logs management writes", async () => {
    const queue = await tap(bed, CALLS);
    await makeVpc("no trail");
    await makeTrail();
    await makeVpc("not logging");
    await cloudTrail("StartLogging", { Name: "all" });
    const logged = await makeVpc("logging");
    await cloudTrail("PutEventSelectors", { TrailName: "all", EventSelectors: [{ ReadWriteType: "ReadOnly" }] });
    await makeVpc("reads only");
    await cloudTrail("StopLogging", { Name: "all" });
    await makeVpc("stopped");

    expect((await drainEvents(bed, queue)).map(({ detail }) => detail.responseElements)).toEqual([
      expect.objectContaining({ vpc: expect.objectContaining({ vpcId: logged }) as object }),
    ]);
  });

  test("has parameters and response as CloudTrail writes them", async () => {
    await logging();
    const queue = await tap(bed, CALLS);
    const vpcId = await makeVpc("vpc3");
    await bed.ec2.send(new CreateTagsCommand({ Resources: [vpcId], Tags: asset("new") }));
    const subnetInput = { VpcId: vpcId, CidrBlock: "10.0.1.0/24" };
    const { Subnet } = await bed.ec2.send(new CreateSubnetCommand(subnetInput));
    const instanceId = await makeInstance("i");
    await bed.ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    await bed.ec2.send(new DeleteSubnetCommand({ SubnetId: Subnet?.SubnetId }));

    const seen = await drainEvents(bed, queue);
    expect(seen.map(({ source, resources, detail }) => [source, resources, detail.eventName])).toEqual(
      ["CreateVpc", "CreateTags", "CreateSubnet", "RunInstances", "TerminateInstances", "DeleteSubnet"].map((name) => [
        "aws.ec2",
        [],
        name,
      ]),
    );
    const [createVpc, createTags, createSubnet, run, terminate, deleteSubnet] = seen.map(({ detail }) => detail);
    expect(createVpc).toMatchObject({
      eventSource: "ec2.amazonaws.com",
      eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      awsRegion: LOCAL_REGION,
      readOnly: false,
      managementEvent: true,
      eventCategory: "Management",
      recipientAccountId: LOCAL_ACCOUNT,
      requestParameters: {
        cidrBlock: "10.0.0.0/16",
        tagSpecificationSet: {
          items: [{ resourceType: "vpc", tags: [{ key: "Mc-Asset-Name", value: "vpc3" }] }],
        },
      },
      responseElements: {
        requestId: expect.any(String) as string,
        vpc: { vpcId, ownerId: LOCAL_ACCOUNT, cidrBlock: "10.0.0.0/16", isDefault: false },
      },
    });
    expect(createVpc).not.toHaveProperty("errorCode");
    expect(createTags).toMatchObject({
      requestParameters: {
        resourcesSet: { items: [{ resourceId: vpcId }] },
        tagSet: { items: [{ key: "Mc-Asset-Name", value: "new" }] },
      },
      responseElements: { _return: true },
    });
    expect(createSubnet).toMatchObject({
      requestParameters: { vpcId, cidrBlock: "10.0.1.0/24" },
      responseElements: { subnet: { subnetId: Subnet?.SubnetId, vpcId, availableIpAddressCount: 251 } },
    });
    expect(run).toMatchObject({ responseElements: { instancesSet: { items: [{ instanceId }] } } });
    expect(terminate).toMatchObject({
      requestParameters: { instancesSet: { items: [{ instanceId }] } },
      responseElements: { instancesSet: { items: [{ instanceId, currentState: { code: 48, name: "terminated" } }] } },
    });
    expect(deleteSubnet).toMatchObject({ requestParameters: { subnetId: Subnet?.SubnetId } });
  });

  test("comes for a refused call with its errorCode", async () => {
    await logging();
    const queue = await tap(bed, CALLS);
    await expect(bed.ec2.send(new DeleteVpcCommand({ VpcId: "vpc-0" }))).rejects.toThrow("does not exist");

    expect((await drainEvents(bed, queue)).map(({ detail }) => detail)).toEqual([
      expect.objectContaining({
        eventName: "DeleteVpc",
        requestParameters: { vpcId: "vpc-0" },
        responseElements: null,
        errorCode: "Client.InvalidVpcID.NotFound",
        errorMessage: "The vpc ID 'vpc-0' does not exist",
      }),
    ]);
  });
});
