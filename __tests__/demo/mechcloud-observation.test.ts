import { assetName, mechCloudObservation } from "../../demo/mechcloud-observation";
import type { MechCloudEvent } from "../../local-aws/mechcloud-rules";
import { sample } from "../../samples/events";

test.each([
  ["tag-vpc-created.json", "mc-tag-change-events", "vpc-0a1b2c3d4e5f60718", "tagged", "vpc3"],
  ["tag-vpc-deleted.json", "mc-tag-change-events", "vpc-0a1b2c3d4e5f60718", "tag removed", undefined],
  ["ec2-instance-running.json", "mc-instance-state-change-events", "i-0abcd1234ef567890", "running", undefined],
  ["cloudtrail-create-vpc.json", "mc-cloudtrail-events", "vpc-0a1b2c3d4e5f60718", "CreateVpc", undefined],
  ["cloudtrail-create-subnet.json", "mc-cloudtrail-events", "subnet-0123456789abcdef0", "CreateSubnet", undefined],
])("reads %s", (file, rule, resource, what, name) => {
  const event = sample<MechCloudEvent>(file);

  expect(mechCloudObservation(event)).toEqual({ rule, detailType: event["detail-type"], resource, what });
  expect(assetName(event)).toBe(name);
});

test.each([
  ["CreateTags", { resourcesSet: { items: [{ resourceId: "subnet-1" }] } }, "subnet-1"],
  ["TerminateInstances", { instancesSet: { items: [{ instanceId: "i-1" }] } }, "i-1"],
  ["DeleteVpc", { vpcId: "vpc-1" }, "vpc-1"],
  ["DeleteVpc", {}, "?"],
])("finds the resource of %s in %j", (eventName, requestParameters, resource) => {
  const detail = { eventName, requestParameters } as MechCloudEvent["detail"];
  const event = { source: "aws.ec2", "detail-type": "AWS API Call via CloudTrail", detail };

  expect(mechCloudObservation(event)).toMatchObject({ resource, what: eventName });
});
