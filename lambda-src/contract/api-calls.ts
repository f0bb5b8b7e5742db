/**
 * The EC2 API calls whose resources the forwarder can read: `detail.eventName` of CloudTrail's event, and the path of the
 * resources' ids in it. Lists on the path are walked through.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const RESOURCE_CALLS = {
  CreateVpc: "detail.responseElements.vpc.vpcId",
  CreateDefaultVpc: "detail.responseElements.vpc.vpcId",
  DeleteVpc: "detail.requestParameters.vpcId",
  CreateSubnet: "detail.responseElements.subnet.subnetId",
  CreateDefaultSubnet: "detail.responseElements.subnet.subnetId",
  DeleteSubnet: "detail.requestParameters.subnetId",
  RunInstances: "detail.responseElements.instancesSet.items.instanceId",
  TerminateInstances: "detail.requestParameters.instancesSet.items.instanceId",
} as const;

/** The calls that change tags of resources of any type. */
export const TAG_CALLS = {
  CreateTags: "detail.requestParameters.resourcesSet.items.resourceId",
  DeleteTags: "detail.requestParameters.resourcesSet.items.resourceId",
} as const;
