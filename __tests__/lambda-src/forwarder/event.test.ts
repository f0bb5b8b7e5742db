import { parseEvent } from "../../../lambda-src/forwarder/event";
import { managementSamples, sample } from "../../../samples/events";
import { ACCOUNT } from "../../../samples/tag-change";
import { sqsRecord } from "./support/records";

const arn = (resource: string) => `arn:aws:ec2:ap-south-1:${ACCOUNT}:${resource}`;

const apiCall = (eventName: string, elements: object) => ({
  "detail-type": "AWS API Call via CloudTrail",
  resources: [],
  detail: { eventName, ...elements },
});

const tagged = (...ids: string[]) => ({
  requestParameters: { resourcesSet: { items: ids.map((resourceId) => ({ resourceId })) } },
});

const instances = (...ids: string[]) => ({ instancesSet: { items: ids.map((instanceId) => ({ instanceId })) } });

describe("parseEvent", () => {
  const vpc = "vpc-0a1b2c3d4e5f60718";
  const subnet = "subnet-0123456789abcdef0";
  const instance = "i-0abcd1234ef567890";
  const securityGroup = "sg-0fedcba9876543210";

  const samples: [file: string, resourceType: string, ids: string[]][] = [
    ["cloudtrail-create-subnet.json", "subnet", [subnet]],
    ["cloudtrail-create-tags-security-group.json", "unknown", [securityGroup]],
    ["cloudtrail-create-tags-vpc.json", "vpc", [vpc]],
    ["cloudtrail-create-volume.json", "unknown", []],
    ["cloudtrail-create-vpc-denied.json", "unknown", []],
    ["cloudtrail-create-vpc.json", "vpc", [vpc]],
    ["cloudtrail-delete-subnet.json", "subnet", [subnet]],
    ["cloudtrail-delete-vpc.json", "vpc", [vpc]],
    ["cloudtrail-run-instances.json", "instance", [instance, "i-0bbbb1234ef567890"]],
    ["cloudtrail-terminate-instances.json", "instance", [instance]],
    ["ec2-instance-pending.json", "instance", [instance]],
    ["ec2-instance-running.json", "instance", [instance]],
    ["ec2-instance-terminated.json", "instance", [instance]],
    ["tag-instance-created.json", "instance", [instance]],
    ["tag-instance-deleted.json", "instance", [instance]],
    ["tag-security-group-created.json", "unknown", [securityGroup]],
    ["tag-subnet-created.json", "subnet", [subnet]],
    ["tag-subnet-deleted.json", "subnet", [subnet]],
    ["tag-vpc-created.json", "vpc", [vpc]],
    ["tag-vpc-deleted.json", "vpc", [vpc]],
    ["tag-vpc-other-key.json", "vpc", [vpc]],
  ];

  test.each(samples)("finds the resources of %s", (file, resourceType, ids) => {
    const event = parseEvent(sqsRecord(sample(file)));

    expect(event).toMatchObject({ resourceType, resourceIds: new Set(ids) });
  });

  test("knows every sample event", () => {
    expect(samples.map(([file]) => file)).toEqual(managementSamples.map(([file]) => file).sort());
  });

  test.each(managementSamples)("keeps the body of %s as it is", (_file, body) => {
    const { id, "detail-type": detailType } = JSON.parse(body) as Record<string, string>;

    const event = parseEvent(sqsRecord(body, { messageId: "m-7", groupId: "mc-tag-change-events" }));

    expect(event).toMatchObject({ messageId: "m-7", groupId: "mc-tag-change-events", body, id, detailType });
    expect(event?.document).toEqual(JSON.parse(body));
  });

  test.each([
    ["CreateDefaultVpc", { responseElements: { vpc: { vpcId: "vpc-1" } } }, "vpc", ["vpc-1"]],
    ["DeleteVpc", { requestParameters: { vpcId: "vpc-1" } }, "vpc", ["vpc-1"]],
    ["CreateDefaultSubnet", { responseElements: { subnet: { subnetId: "subnet-1" } } }, "subnet", ["subnet-1"]],
    ["DeleteSubnet", { requestParameters: { subnetId: "subnet-1" } }, "subnet", ["subnet-1"]],
    ["RunInstances", { responseElements: instances("i-1", "i-2") }, "instance", ["i-1", "i-2"]],
    ["TerminateInstances", { requestParameters: instances("i-1", "i-2") }, "instance", ["i-1", "i-2"]],
    ["CreateTags", tagged("vpc-1", "vpc-2"), "vpc", ["vpc-1", "vpc-2"]],
    ["DeleteTags", tagged("i-1"), "instance", ["i-1"]],
    ["CreateTags", tagged("vpc-1", "subnet-1"), "unknown", ["vpc-1", "subnet-1"]],
    ["CreateTags", tagged("vpc-1", "sg-1"), "unknown", ["vpc-1", "sg-1"]],
    ["CreateTags", tagged("sg-1"), "unknown", ["sg-1"]],
    ["CreateVpc", { responseElements: null }, "unknown", []],
    ["ModifyVpcAttribute", { requestParameters: { vpcId: "vpc-1" } }, "unknown", []],
    ["constructor", {}, "unknown", []],
  ])("finds the resources of the API call %s %j", (eventName, elements, resourceType, ids) => {
    const event = parseEvent(sqsRecord(apiCall(eventName, elements)));

    expect(event).toMatchObject({ resourceType, resourceIds: new Set(ids) });
  });

  test.each([
    [
      "an ARN and its id are one resource",
      { resources: [arn("instance/i-1")], detail: { "instance-id": "i-1" } },
      "instance",
      ["i-1"],
    ],
    ["several of one type", { resources: [arn("vpc/vpc-1"), arn("vpc/vpc-2")] }, "vpc", ["vpc-1", "vpc-2"]],
    [
      "several of different types",
      { resources: [arn("vpc/vpc-1"), arn("subnet/subnet-1")] },
      "unknown",
      ["vpc-1", "subnet-1"],
    ],
    ["no text where one belongs", { resources: [7, null], detail: "?" }, "unknown", []],
    ["nothing", {}, "unknown", []],
  ])("finds the resources: %s", (_name, body, resourceType, ids) => {
    expect(parseEvent(sqsRecord(body))).toMatchObject({ resourceType, resourceIds: new Set(ids) });
  });

  test.each([
    [
      "detail.eventTime",
      { time: "2024-02-14T10:15:30Z", detail: { eventTime: "2024-02-14T10:15:29Z" } },
      "2024-02-14T10:15:29Z",
    ],
    ["time", { time: "2024-02-14T10:15:30Z" }, "2024-02-14T10:15:30Z"],
    [
      "time, when detail.eventTime is none",
      { time: "2024-02-14T10:15:30Z", detail: { eventTime: "?" } },
      "2024-02-14T10:15:30Z",
    ],
    ["its sending", {}, "2024-02-14T10:15:31Z"],
  ])("takes the time of an event from %s", (_name, body, expected) => {
    expect(parseEvent(sqsRecord(body))?.happenedAt).toBe(Date.parse(expected));
  });

  test("has no id and no type where the event has none", () => {
    expect(parseEvent(sqsRecord({}))).toMatchObject({ id: "", detailType: "" });
  });

  test.each([1, 3, 1000])("knows that it is received for the %d. time", (receiveCount) => {
    expect(parseEvent(sqsRecord({}, { receiveCount }))?.receiveCount).toBe(receiveCount);
  });

  test("puts records of a standard queue into one group", () => {
    expect(parseEvent(sqsRecord({}, { groupId: "" }))?.groupId).toBe("");
    const record = sqsRecord({});
    delete record.attributes.MessageGroupId;
    expect(parseEvent(record)?.groupId).toBe("");
  });

  test.each(["", "no JSON", '{"id":', "[]", "null", "7", '"text"'])("is nothing for the body %j", (body) => {
    expect(parseEvent(sqsRecord(body))).toBeUndefined();
  });
});
