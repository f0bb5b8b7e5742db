import { type ManagementEvent, parseEvent } from "../../../lambda-src/forwarder/event";
import { payloadOf } from "../../../lambda-src/forwarder/payload";
import { managementSamples, sample } from "../../../samples/events";
import { ACCOUNT } from "../../../samples/tag-change";
import { sqsRecord } from "./support/records";

const event = (body: unknown) => parseEvent(sqsRecord(body)) as ManagementEvent;
const minimal = (body: unknown) => JSON.parse(payloadOf(event(body), "minimal")) as Record<string, unknown>;

describe("the full payload", () => {
  test.each(managementSamples)("is %s, byte for byte", (_file, body) => {
    expect(payloadOf(event(body), "full")).toBe(body);
  });
});

describe("the minimal payload", () => {
  const sensitive = [
    "AIDAEXAMPLE",
    '"ops"',
    "user/ops",
    "203.0.113.7",
    "aws-cli",
    "accountId",
    "ownerId",
    "userIdentity",
  ];

  test.each(managementSamples)("of %s tells neither principal, nor address, nor user agent", (_file, body) => {
    const text = payloadOf(event(body), "minimal");

    expect(sensitive.filter((word) => text.includes(word))).toEqual([]);
  });

  test.each(managementSamples.filter(([file]) => !file.startsWith("tag-")))(
    "of %s has no account number",
    (_file, body) => {
      expect(payloadOf(event(body), "minimal")).not.toContain(ACCOUNT);
    },
  );

  test("of a tag change keeps what MechCloud calls mandatory", () => {
    expect(minimal(sample("tag-vpc-deleted.json"))).toEqual({
      id: "ffd8a6fe-32f8-ef66-c85c-222222222222",
      "detail-type": "Tag Change on Resource",
      source: "aws.tag",
      time: "2024-02-14T10:15:30Z",
      region: "ap-south-1",
      resources: [`arn:aws:ec2:ap-south-1:${ACCOUNT}:vpc/vpc-0a1b2c3d4e5f60718`],
      detail: {
        "changed-tag-keys": ["Mc-Asset-Name"],
        service: "ec2",
        "resource-type": "vpc",
        tags: { Name: "vpc1" },
      },
    });
  });

  test("of a state change keeps the instance and its state", () => {
    expect(minimal(sample("ec2-instance-running.json"))).toEqual({
      id: "7bf73129-1428-4cd3-a780-95db273d1602",
      "detail-type": "EC2 Instance State-change Notification",
      source: "aws.ec2",
      time: "2024-02-14T10:15:30Z",
      region: "ap-south-1",
      resources: ["arn:aws:ec2:ap-south-1::instance/i-0abcd1234ef567890"],
      detail: { "instance-id": "i-0abcd1234ef567890", state: "running" },
    });
  });

  test("of an API call keeps the call, its parameters and its result", () => {
    expect(minimal(sample("cloudtrail-create-vpc.json"))).toEqual({
      id: "11111111-aaaa-4bbb-8ccc-000000000001",
      "detail-type": "AWS API Call via CloudTrail",
      source: "aws.ec2",
      time: "2024-02-14T10:15:30Z",
      region: "ap-south-1",
      resources: [],
      detail: {
        eventTime: "2024-02-14T10:15:29Z",
        eventSource: "ec2.amazonaws.com",
        eventName: "CreateVpc",
        awsRegion: "ap-south-1",
        requestParameters: {
          cidrBlock: "10.20.0.0/16",
          instanceTenancy: "default",
          amazonProvidedIpv6CidrBlock: false,
        },
        responseElements: {
          requestId: "b0c9e8d7-1111-2222-3333-444455556666",
          vpc: {
            vpcId: "vpc-0a1b2c3d4e5f60718",
            state: "pending",
            cidrBlock: "10.20.0.0/16",
            instanceTenancy: "default",
            tagSet: {},
            isDefault: false,
          },
        },
      },
    });
  });

  test("of an API call has no account deep inside, and keeps what only looks like one", () => {
    const body = {
      "detail-type": "AWS API Call via CloudTrail",
      detail: {
        eventName: "RunInstances",
        responseElements: {
          ownerId: ACCOUNT,
          requesterId: "210987654321",
          instancesSet: {
            items: [
              {
                instanceId: `i-0${ACCOUNT}abcd`,
                iamInstanceProfile: { arn: `arn:aws:iam::${ACCOUNT}:instance-profile/web` },
                networkInterfaceSet: {
                  items: [{ networkInterfaceId: "eni-1", ownerId: ACCOUNT, ipOwnerId: "amazon" }],
                },
                tagSet: { items: [{ key: "Owner", value: "web" }] },
              },
            ],
          },
        },
      },
    };

    expect(minimal(body)).toEqual({
      "detail-type": "AWS API Call via CloudTrail",
      detail: {
        eventName: "RunInstances",
        responseElements: {
          instancesSet: {
            items: [
              {
                instanceId: `i-0${ACCOUNT}abcd`,
                iamInstanceProfile: { arn: "arn:aws:iam:::instance-profile/web" },
                networkInterfaceSet: { items: [{ networkInterfaceId: "eni-1" }] },
                tagSet: { items: [{ key: "Owner", value: "web" }] },
              },
            ],
          },
        },
      },
    });
  });

  test.each([
    ["a type that is not known", { "detail-type": "Something Else", account: ACCOUNT, detail: { secret: 1 } }],
    ["no detail", { "detail-type": "Something Else", account: ACCOUNT }],
  ])("of %s keeps no detail", (_name, body) => {
    expect(minimal(body)).toEqual({ "detail-type": "Something Else", detail: {} });
  });
});
