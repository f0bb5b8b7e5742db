import type { AwsEvent } from "../../../demo/picture/aws-event";
import type { Fact } from "../../../demo/picture/facts";
import { EMPTY_PICTURE, type Picture, withFact } from "../../../demo/picture/picture";

/** Events as EC2 sends them, with what the picture reads. */
export const vpcCreated = (vpcId: string, cidrBlock = "10.0.0.0/16") =>
  call("CreateVpc", { responseElements: { vpc: { vpcId, cidrBlock } } });
export const subnetCreated = (subnetId: string, vpcId: string) =>
  call("CreateSubnet", { responseElements: { subnet: { subnetId, vpcId, cidrBlock: "10.0.1.0/24" } } });
export const instancesRun = (subnetId: string, ...ids: string[]) =>
  call("RunInstances", {
    responseElements: { instancesSet: { items: ids.map((instanceId) => ({ instanceId, subnetId })) } },
  });
export const vpcDeleted = (vpcId: string) => call("DeleteVpc", { requestParameters: { vpcId } });
export const subnetDeleted = (subnetId: string) => call("DeleteSubnet", { requestParameters: { subnetId } });

export const state = (id: string, name: string): AwsEvent => ({
  id: `${id} ${name}`,
  source: "aws.ec2",
  "detail-type": "EC2 Instance State-change Notification",
  detail: { "instance-id": id, state: name },
});

export const tagged = (id: string, name?: string): AwsEvent => ({
  id: `${id} ${name}`,
  source: "aws.tag",
  "detail-type": "Tag Change on Resource",
  resources: [`arn:aws:ec2:us-east-1:123456789012:x/${id}`],
  detail: { "changed-tag-keys": ["Mc-Asset-Name"], tags: name === undefined ? {} : { "Mc-Asset-Name": name } },
});

export function call(eventName: string, detail: Omit<AwsEvent["detail"], "eventName">): AwsEvent {
  const id = `${eventName} ${JSON.stringify(detail)}`;
  return { id, source: "aws.ec2", "detail-type": "AWS API Call via CloudTrail", detail: { eventName, ...detail } };
}

/** The picture of these facts. */
export const pictureOf = (...facts: Fact[]): Picture => facts.reduce(withFact, EMPTY_PICTURE);
