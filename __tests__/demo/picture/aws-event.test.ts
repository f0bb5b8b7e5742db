import { type AwsEvent, assetName, summaryOf } from "../../../demo/picture/aws-event";
import { managementSamples, sample } from "../../../samples/events";

const WANTED: Readonly<Record<string, readonly [rule: string, what: string, resources: string[], name?: string]>> = {
  "cloudtrail-create-subnet.json": ["mc-cloudtrail-events", "CreateSubnet", ["subnet-0123456789abcdef0"]],
  "cloudtrail-create-tags-vpc.json": ["mc-cloudtrail-events", "CreateTags", ["vpc-0a1b2c3d4e5f60718"]],
  "cloudtrail-create-vpc.json": ["mc-cloudtrail-events", "CreateVpc", ["vpc-0a1b2c3d4e5f60718"]],
  "cloudtrail-delete-subnet.json": ["mc-cloudtrail-events", "DeleteSubnet", ["subnet-0123456789abcdef0"]],
  "cloudtrail-delete-vpc.json": ["mc-cloudtrail-events", "DeleteVpc", ["vpc-0a1b2c3d4e5f60718"]],
  "cloudtrail-run-instances.json": [
    "mc-cloudtrail-events",
    "RunInstances",
    ["i-0abcd1234ef567890", "i-0bbbb1234ef567890"],
  ],
  "cloudtrail-terminate-instances.json": ["mc-cloudtrail-events", "TerminateInstances", ["i-0abcd1234ef567890"]],
  "ec2-instance-pending.json": ["mc-instance-state-change-events", "pending", ["i-0abcd1234ef567890"]],
  "ec2-instance-running.json": ["mc-instance-state-change-events", "running", ["i-0abcd1234ef567890"]],
  "ec2-instance-terminated.json": ["mc-instance-state-change-events", "terminated", ["i-0abcd1234ef567890"]],
  "tag-instance-created.json": ["mc-tag-change-events", "tagged", ["i-0abcd1234ef567890"], "web1"],
  "tag-instance-deleted.json": ["mc-tag-change-events", "tag removed", ["i-0abcd1234ef567890"]],
  "tag-subnet-created.json": ["mc-tag-change-events", "tagged", ["subnet-0123456789abcdef0"], "subnet1"],
  "tag-subnet-deleted.json": ["mc-tag-change-events", "tag removed", ["subnet-0123456789abcdef0"]],
  "tag-vpc-created.json": ["mc-tag-change-events", "tagged", ["vpc-0a1b2c3d4e5f60718"], "vpc3"],
  "tag-vpc-deleted.json": ["mc-tag-change-events", "tag removed", ["vpc-0a1b2c3d4e5f60718"]],
};

test.each(managementSamples.map(([file]) => file))("reads %s, or sees that MechCloud does not want it", (file) => {
  const event = sample<AwsEvent>(file);
  const [rule, what, resources, name] = WANTED[file] ?? [];

  const summary = summaryOf(event);
  expect(summary).toEqual(rule && { rule, what, resources });
  expect(summary && assetName(event)).toBe(name);
});

test("names no resource that an event does not contain", () => {
  const event = sample<AwsEvent>("cloudtrail-delete-vpc.json");

  expect(summaryOf({ ...event, detail: { ...event.detail, requestParameters: null } })).toBeUndefined();
  expect(summaryOf({ ...sample<AwsEvent>("tag-vpc-created.json"), resources: undefined })).toBeUndefined();
  expect(summaryOf({ ...sample<AwsEvent>("ec2-instance-running.json"), detail: {} })).toBeUndefined();
});
