import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import {
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteSubnetCommand,
  DeleteTagsCommand,
  DeleteVpcCommand,
  EC2Client,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  type CreateConnectionRequest,
  CreateEventBusCommand,
  CreatePartnerEventSourceCommand,
  DescribeEventSourceCommand,
  EventBridgeClient,
  ListEventSourcesCommand,
  ListTagsForResourceCommand,
  PutEventsCommand,
  PutPartnerEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { awsCall, jsonCall } from "../../local-aws/aws-call";
import { LOCAL_ACCOUNT, LOCAL_REGION, type LocalAws, startLocalAws } from "../../scripts/lib/local-aws";
import { run } from "../../scripts/lib/process";
import { findPython } from "../../scripts/lib/python";
import { HttpRecorder } from "./support/http-recorder";
import { until } from "./support/polling";

const PARTNER = "aws.partner/scalr.com/account-name/integration-name";

interface BusEvent {
  source: string;
  "detail-type": string;
  resources: string[];
  detail: Record<string, unknown>;
}

let aws: LocalAws;
let ec2: EC2Client;
let events: EventBridgeClient;
let sqs: SQSClient;

beforeAll(async () => {
  aws = await startLocalAws();
  ec2 = new EC2Client(aws.clientConfig);
  events = new EventBridgeClient(aws.clientConfig);
  sqs = new SQSClient(aws.clientConfig);
}, 180_000);
afterAll(async () => {
  for (const client of [ec2, events, sqs]) client.destroy();
  await aws.stop();
});
beforeEach(() => aws.reset());

/** A queue that holds what the pattern matches. */
async function tap(pattern: object, bus = "default", target: object = {}): Promise<string> {
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: "tap" }));
  await events.send(new PutRuleCommand({ Name: "tap", EventBusName: bus, EventPattern: JSON.stringify(pattern) }));
  const Arn = `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:tap`;
  await events.send(
    new PutTargetsCommand({ Rule: "tap", EventBusName: bus, Targets: [{ Id: "tap", Arn, ...target }] }),
  );
  return QueueUrl;
}

async function drain(QueueUrl: string): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return bodies;
    for (const { Body = "", ReceiptHandle } of Messages) {
      bodies.push(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

const drainEvents = async (queue: string) => (await drain(queue)).map((body) => JSON.parse(body) as BusEvent);

const json = <T>(service: string, target: string, body: object) => jsonCall<T>(aws.endpoint, service, target, body);
const logs = <T>(action: string, body: object) => json<T>("logs", `Logs_20140328.${action}`, body);
const cloudTrail = <T>(action: string, body: object) =>
  json<T>("cloudtrail", `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.${action}`, body);

const asset = (name: string) => [{ Key: "Mc-Asset-Name", Value: name }];
const named = <R extends "vpc" | "subnet" | "instance">(ResourceType: R, name: string) => ({
  TagSpecifications: [{ ResourceType, Tags: asset(name) }],
});
const arn = (resource: string) => `arn:aws:ec2:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${resource}`;

async function makeVpc(name: string): Promise<string> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16", ...named("vpc", name) }));
  return Vpc?.VpcId ?? "";
}

async function makeInstance(name: string): Promise<string> {
  const input = { ImageId: "ami-12345678", InstanceType: "t3.micro" as const, MinCount: 1, MaxCount: 1 };
  const { Instances } = await ec2.send(new RunInstancesCommand({ ...input, ...named("instance", name) }));
  return Instances?.[0]?.InstanceId ?? "";
}

describe("Tag Change on Resource", () => {
  const TAGS = { source: ["aws.tag"], detail: { "changed-tag-keys": ["Mc-Asset-Name"] } };

  test("has the shape of a real event", async () => {
    const queue = await tap(TAGS);
    const vpc = await makeVpc("vpc3");

    expect(await drainEvents(queue)).toEqual([
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
    const queue = await tap(TAGS);
    const vpc = await makeVpc("one");
    await ec2.send(new CreateTagsCommand({ Resources: [vpc], Tags: asset("two") }));
    await ec2.send(new CreateTagsCommand({ Resources: [vpc], Tags: asset("two") }));
    await ec2.send(new CreateTagsCommand({ Resources: [vpc], Tags: [{ Key: "Name", Value: "x" }] }));
    await ec2.send(new DeleteTagsCommand({ Resources: [vpc], Tags: [{ Key: "Mc-Asset-Name" }] }));
    await ec2.send(new CreateTagsCommand({ Resources: [vpc], Tags: asset("three") }));
    await ec2.send(new DeleteVpcCommand({ VpcId: vpc }));

    expect((await drainEvents(queue)).map(({ detail }) => [detail.version, detail.tags])).toEqual([
      [1, { "Mc-Asset-Name": "one" }],
      [2, { "Mc-Asset-Name": "two" }],
      [4, { Name: "x" }],
      [5, { Name: "x", "Mc-Asset-Name": "three" }],
      [6, {}],
    ]);
  });

  test("comes for subnets and instances too", async () => {
    const queue = await tap(TAGS);
    const VpcId = await makeVpc("v");
    const input = { VpcId, CidrBlock: "10.0.1.0/24", ...named("subnet", "s") };
    const { Subnet } = await ec2.send(new CreateSubnetCommand(input));
    const instance = await makeInstance("i");
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instance] }));
    await ec2.send(new DeleteSubnetCommand({ SubnetId: Subnet?.SubnetId }));

    const seen = (await drainEvents(queue)).map(({ resources, detail }) => [resources[0], detail["resource-type"]]);
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
    const queue = await tap({ source: ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"] });
    const instance = await makeInstance("i");
    const one = { InstanceIds: [instance] };
    await ec2.send(new StopInstancesCommand(one));
    await ec2.send(new StopInstancesCommand(one));
    await ec2.send(new StartInstancesCommand(one));
    await ec2.send(new TerminateInstancesCommand(one));

    const seen = await drainEvents(queue);
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
  const makeTrail = () => cloudTrail("CreateTrail", { Name: "all", S3BucketName: "bucket" });
  const logging = async () => {
    await makeTrail();
    await cloudTrail("StartLogging", { Name: "all" });
  };

  test("comes only while a trail logs management writes", async () => {
    const queue = await tap(CALLS);
    await makeVpc("no trail");
    await makeTrail();
    await makeVpc("not logging");
    await cloudTrail("StartLogging", { Name: "all" });
    const logged = await makeVpc("logging");
    await cloudTrail("PutEventSelectors", { TrailName: "all", EventSelectors: [{ ReadWriteType: "ReadOnly" }] });
    await makeVpc("reads only");
    await cloudTrail("StopLogging", { Name: "all" });
    await makeVpc("stopped");

    expect((await drainEvents(queue)).map(({ detail }) => detail.responseElements)).toEqual([
      expect.objectContaining({ vpc: expect.objectContaining({ vpcId: logged }) as object }),
    ]);
  });

  test("has parameters and response as CloudTrail writes them", async () => {
    await logging();
    const queue = await tap(CALLS);
    const vpcId = await makeVpc("vpc3");
    await ec2.send(new CreateTagsCommand({ Resources: [vpcId], Tags: asset("new") }));
    const subnetInput = { VpcId: vpcId, CidrBlock: "10.0.1.0/24" };
    const { Subnet } = await ec2.send(new CreateSubnetCommand(subnetInput));
    const instanceId = await makeInstance("i");
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    await ec2.send(new DeleteSubnetCommand({ SubnetId: Subnet?.SubnetId }));

    const seen = await drainEvents(queue);
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
    const queue = await tap(CALLS);
    await expect(ec2.send(new DeleteVpcCommand({ VpcId: "vpc-0" }))).rejects.toThrow("does not exist");

    expect((await drainEvents(queue)).map(({ detail }) => detail)).toEqual([
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

describe("EventBridge", () => {
  test("takes events of AWS itself", async () => {
    const queue = await tap({ source: ["aws.ec2"] });
    const Entries = [{ Source: "aws.ec2", DetailType: "x", Detail: '{"a":1}' }];
    expect(await events.send(new PutEventsCommand({ Entries }))).toMatchObject({ FailedEntryCount: 0 });

    expect(await drainEvents(queue)).toEqual([expect.objectContaining({ source: "aws.ec2", detail: { a: 1 } })]);
  });

  test("lets a transformer pick an array's element", async () => {
    const transformer = {
      InputPathsMap: { arn: "$.resources[1]", id: "$.detail.items[0].id", none: "$.resources[9]" },
      InputTemplate: '{"arn": <arn>, "id": <id>, "none": <none>}',
    };
    const queue = await tap({ source: ["test"] }, "default", { InputTransformer: transformer });
    const Detail = JSON.stringify({ items: [{ id: 7 }] });
    const Entries = [{ Source: "test", DetailType: "x", Detail, Resources: ["a", "b"] }];
    await events.send(new PutEventsCommand({ Entries }));

    expect(await drain(queue)).toEqual(['{"arn": "b", "id": 7, "none": ""}']);
  });

  test("shows a partner's source, pending and then active, and delivers its events to the bus of its name", async () => {
    await events.send(new CreatePartnerEventSourceCommand({ Name: PARTNER, Account: LOCAL_ACCOUNT }));
    const pending = await events.send(new ListEventSourcesCommand({ NamePrefix: "aws.partner/scalr.com" }));
    await events.send(new CreateEventBusCommand({ Name: PARTNER, EventSourceName: PARTNER }));
    const active = await events.send(new DescribeEventSourceCommand({ Name: PARTNER }));
    const queue = await tap({ source: [{ prefix: "aws.partner/scalr.com" }] }, PARTNER);
    const Entries = [{ Source: PARTNER, DetailType: "RunExecuted", Detail: '{"event":{"result":"applied"}}' }];
    await events.send(new PutPartnerEventsCommand({ Entries }));

    expect(pending.EventSources).toEqual([
      expect.objectContaining({ Name: PARTNER, State: "PENDING", CreatedBy: "aws.partner/scalr.com" }),
    ]);
    expect(active).toMatchObject({ Name: PARTNER, State: "ACTIVE" });
    await expect(events.send(new DescribeEventSourceCommand({ Name: `${PARTNER}2` }))).rejects.toThrow(
      "does not exist",
    );
    expect(await drainEvents(queue)).toEqual([
      expect.objectContaining({
        source: PARTNER,
        "detail-type": "RunExecuted",
        detail: { event: { result: "applied" } },
      }),
    ]);
  });

  test("tags the rules of a partner's bus", async () => {
    await events.send(new CreateEventBusCommand({ Name: PARTNER }));
    const Tags = [{ Key: "a", Value: "b" }];
    const rule = { Name: "runs", EventBusName: PARTNER, EventPattern: '{"source":["x"]}', Tags };
    const { RuleArn } = await events.send(new PutRuleCommand(rule));

    expect(await events.send(new ListTagsForResourceCommand({ ResourceARN: RuleArn }))).toMatchObject({ Tags });
  });
});

describe("CloudWatch Logs", () => {
  const group = "/aws/events/scalr/runs";
  const Arn = `arn:aws:logs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:log-group:${group}`;

  async function deliver(target: object): Promise<{ message: string; timestamp: number }[]> {
    await logs("CreateLogGroup", { logGroupName: group });
    await tap({ source: ["test"] }, "default", target);
    const Entries = [{ Source: "test", DetailType: "x", Detail: '{"a":1}' }];
    await events.send(new PutEventsCommand({ Entries }));
    type Found = { events: { message: string; timestamp: number }[] };
    return (await logs<Found>("FilterLogEvents", { logGroupName: group })).events;
  }

  test.each(["", ":*"])("is a target of rules (ARN ends with %p)", async (end) => {
    const before = Date.now();
    const [found, ...others] = await deliver({ Arn: `${Arn}${end}` });

    expect(JSON.parse(found?.message ?? "")).toMatchObject({ source: "test", detail: { a: 1 } });
    expect(found?.timestamp).toBeGreaterThanOrEqual(before);
    expect(others).toEqual([]);
  });

  test("takes message and timestamp of a transformed event", async () => {
    const InputTransformer = {
      InputPathsMap: { a: "$.detail.a" },
      InputTemplate: '{"timestamp": "2024-02-14T10:15:30Z", "message": "a is <a>"}',
    };

    expect(await deliver({ Arn, InputTransformer })).toEqual([
      expect.objectContaining({ message: "a is 1", timestamp: Date.parse("2024-02-14T10:15:30Z") }),
    ]);
  });

  test("keeps query definitions", async () => {
    const definition = { name: "runs/failed", queryString: "fields @message", logGroupNames: [group] };
    const { queryDefinitionId } = await logs<{ queryDefinitionId: string }>("PutQueryDefinition", definition);
    await logs("PutQueryDefinition", { ...definition, queryDefinitionId, queryString: "fields @timestamp" });
    await logs("PutQueryDefinition", { ...definition, name: "audit/who" });
    const describe = () => logs("DescribeQueryDefinitions", { queryDefinitionNamePrefix: "runs/" });

    expect(await describe()).toEqual({
      queryDefinitions: [
        {
          ...definition,
          queryDefinitionId,
          queryString: "fields @timestamp",
          queryLanguage: "CWLI",
          lastModified: expect.any(Number) as number,
        },
      ],
    });
    expect(await logs("DeleteQueryDefinition", { queryDefinitionId })).toEqual({ success: true });
    expect(await describe()).toEqual({ queryDefinitions: [] });
    await expect(logs("DeleteQueryDefinition", { queryDefinitionId })).rejects.toThrow("ResourceNotFoundException");
    await aws.reset();
    expect(await logs("DescribeQueryDefinitions", {})).toEqual({ queryDefinitions: [] });
  });
});

describe("streams", () => {
  const arn = (service: string, resource: string) => `arn:aws:${service}:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${resource}`;
  const send = () =>
    events.send(
      new PutEventsCommand({ Entries: [{ Source: "test", DetailType: "x", Detail: '{"run":{"name":"a b"}}' }] }),
    );

  test("of Kinesis are targets of rules, with a partition key from the event", async () => {
    const kinesis = <T>(action: string, body: object) => json<T>("kinesis", `Kinesis_20131202.${action}`, body);
    await kinesis("CreateStream", { StreamName: "runs", ShardCount: 1 });
    await kinesis("DescribeStream", { StreamName: "runs" });
    const KinesisParameters = { PartitionKeyPath: "$.detail.run.name" };
    await tap({ source: ["test"] }, "default", { Arn: arn("kinesis", "stream/runs"), KinesisParameters });
    await send();

    const shard = { StreamName: "runs", ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" };
    const iterator = await kinesis<object>("GetShardIterator", shard);
    type Found = { Records: { PartitionKey: string; Data: string }[] };
    const { Records } = await kinesis<Found>("GetRecords", iterator);
    expect(Records.map(({ PartitionKey }) => PartitionKey)).toEqual(["a b"]);
    expect(JSON.parse(Buffer.from(Records[0]?.Data ?? "", "base64").toString())).toMatchObject({
      detail: { run: { name: "a b" } },
    });
  });

  test("of Firehose are targets of rules", async () => {
    const s3 = (method: string, path: string) => awsCall(aws.endpoint, "s3", { method, path });
    await s3("PUT", "/bucket");
    await json("firehose", "Firehose_20150804.CreateDeliveryStream", {
      DeliveryStreamName: "runs",
      ExtendedS3DestinationConfiguration: { BucketARN: "arn:aws:s3:::bucket", RoleARN: "arn:aws:iam::1:role/r" },
    });
    await tap({ source: ["test"] }, "default", { Arn: arn("firehose", "deliverystream/runs") });
    await send();

    const [, key = ""] = /<Key>([^<]+)</.exec(await s3("GET", "/bucket")) ?? [];
    expect(JSON.parse(await s3("GET", `/bucket/${key}`))).toMatchObject({ source: "test" });
  });
});

describe("an API destination", () => {
  let server: HttpRecorder;

  beforeEach(async () => {
    server = await HttpRecorder.start({ "/token": { access_token: "fresh", token_type: "Bearer", expires_in: 60 } });
  });
  afterEach(() => server.stop());

  test.each<[string, string, Pick<CreateConnectionRequest, "AuthorizationType" | "AuthParameters">]>([
    [
      "an API key",
      "key",
      {
        AuthorizationType: "API_KEY",
        AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "Authorization", ApiKeyValue: "key" } },
      },
    ],
    [
      "a password",
      `Basic ${Buffer.from("user:word").toString("base64")}`,
      { AuthorizationType: "BASIC", AuthParameters: { BasicAuthParameters: { Username: "user", Password: "word" } } },
    ],
  ])(
    "on this computer is called with %s and more headers",
    async (_, authorization, { AuthorizationType, AuthParameters }) => {
      const HeaderParameters = [{ Key: "X-Team", Value: "platform" }];
      await deliver(AuthorizationType, { ...AuthParameters, InvocationHttpParameters: { HeaderParameters } });

      const [request] = await until("a request", () => server.requests.length > 0 && server.requests);
      expect(request).toMatchObject({
        method: "POST",
        path: "/events",
        headers: { authorization, "x-team": "platform" },
      });
      expect(JSON.parse(request?.body ?? "")).toMatchObject({ source: "test", detail: { a: 1 } });
    },
  );

  test("on this computer is called with a token of an OAuth server on this computer", async () => {
    await deliver("OAUTH_CLIENT_CREDENTIALS", {
      OAuthParameters: {
        AuthorizationEndpoint: `${server.httpsUrl}/token`,
        HttpMethod: "POST",
        ClientParameters: { ClientID: "client", ClientSecret: "secret" },
      },
    });

    const [token, request] = await until("two requests", () => server.requests.length > 1 && server.requests);
    expect(Object.fromEntries(new URLSearchParams(token?.body))).toEqual({
      grant_type: "client_credentials",
      client_id: "client",
      client_secret: "secret",
    });
    expect(request).toMatchObject({ path: "/events", headers: { authorization: "Bearer fresh" } });
  });

  async function deliver(
    AuthorizationType: CreateConnectionRequest["AuthorizationType"],
    AuthParameters: CreateConnectionRequest["AuthParameters"],
  ): Promise<void> {
    const connection = { Name: "here", AuthorizationType, AuthParameters };
    const { ConnectionArn } = await events.send(new CreateConnectionCommand(connection));
    const InvocationEndpoint = `${server.httpsUrl}/events`;
    const destination = { Name: "here", ConnectionArn, InvocationEndpoint, HttpMethod: "POST" as const };
    const { ApiDestinationArn } = await events.send(new CreateApiDestinationCommand(destination));
    await tap({ source: ["test"] }, "default", { Arn: ApiDestinationArn });
    await events.send(new PutEventsCommand({ Entries: [{ Source: "test", DetailType: "x", Detail: '{"a":1}' }] }));
  }
});

test("a trail keeps the tags it is created with", async () => {
  const TagsList = [{ Key: "a", Value: "b" }];
  const { TrailARN } = await cloudTrail<{ TrailARN: string }>("CreateTrail", {
    Name: "t",
    S3BucketName: "b",
    TagsList,
  });

  expect(await cloudTrail("ListTags", { ResourceIdList: [TrailARN] })).toMatchObject({
    ResourceTagList: [{ ResourceId: TrailARN, TagsList }],
  });
});

test("an alarm is described as it was put, in XML", async () => {
  const form = (fields: Record<string, string>) =>
    awsCall(aws.endpoint, "monitoring", {
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ Version: "2010-08-01", ...fields }).toString(),
    });
  await form({
    Action: "PutMetricAlarm",
    AlarmName: "dlq & more",
    AlarmDescription: "events <lost>",
    Namespace: "AWS/SQS",
    MetricName: "ApproximateNumberOfMessagesVisible",
    "Dimensions.member.1.Name": "QueueName",
    "Dimensions.member.1.Value": "dlq.fifo",
    Statistic: "Maximum",
    Period: "300",
    EvaluationPeriods: "1",
    Threshold: "0",
    ComparisonOperator: "GreaterThanThreshold",
    TreatMissingData: "notBreaching",
    "AlarmActions.member.1": "arn:aws:sns:us-east-1:123456789012:alarms",
  });
  await form({ Action: "PutMetricAlarm", AlarmName: "other", MetricName: "m", Namespace: "n" });
  const xml = await form({ Action: "DescribeAlarms", "AlarmNames.member.1": "dlq & more" });

  for (const part of [
    "<AlarmName>dlq &amp; more</AlarmName>",
    "<AlarmDescription>events &lt;lost&gt;</AlarmDescription>",
    "<Dimensions><member><Name>QueueName</Name><Value>dlq.fifo</Value></member></Dimensions>",
    "<Statistic>Maximum</Statistic>",
    "<Period>300</Period>",
    "<Threshold>0.0</Threshold>",
    "<TreatMissingData>notBreaching</TreatMissingData>",
    "<ActionsEnabled>true</ActionsEnabled>",
    "<AlarmActions><member>arn:aws:sns:us-east-1:123456789012:alarms</member></AlarmActions>",
  ]) {
    expect(xml).toContain(part);
  }
  expect(xml).toMatch(/<StateUpdatedTimestamp>\d{4}-\d\d-\d\dT[\d:]+(\+00:00|Z)<\/StateUpdatedTimestamp>/);
  expect(xml).not.toContain("<AlarmName>other</AlarmName>");
});

test("two run side by side, and stopping one leaves nothing of it", async () => {
  const other = await startLocalAws();
  const ofOther = new EC2Client(other.clientConfig);
  await ofOther.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  ofOther.destroy();
  await other.stop();
  await other.stop();
  await delay(50);

  expect(existsSync(other.folder)).toBe(false);
  await expect(fetch(other.endpoint)).rejects.toThrow("fetch failed");
  expect((await fetch(`${aws.endpoint}/_ministack/health`)).ok).toBe(true);
});

describe("the launcher", () => {
  const LAUNCHER = resolve(__dirname, "../../local-aws/launcher.py");

  test.each([
    ["none", undefined],
    ["9.9.9", "9.9.9"],
  ])("refuses to run when the installed ministack is %s", async (installed, version) => {
    const folder = mkdtempSync(join(tmpdir(), "packages-"));
    if (version) {
      const metadata = join(folder, `ministack-${version}.dist-info`);
      mkdirSync(metadata);
      writeFileSync(join(metadata, "METADATA"), `Metadata-Version: 2.1\nName: ministack\nVersion: ${version}\n`);
    }
    const refusal = run(await findPython(), ["-S", LAUNCHER, "1", folder], { env: { PYTHONPATH: folder } });

    await expect(refusal).rejects.toThrow(
      `The local AWS needs ministack 1.5.33, but ${installed} is installed: run pip`,
    );
    rmSync(folder, { recursive: true });
  });

  test("leaves nothing when the process that started it is killed", async () => {
    const script = `
      require(${JSON.stringify(resolve(__dirname, "../../scripts/lib/local-aws.ts"))}).startLocalAws()
        .then(({ endpoint, folder }) => console.log(JSON.stringify({ endpoint, folder })));
    `;
    const parent = spawn(process.execPath, ["--import", "tsx", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(createInterface({ input: parent.stdout }), "line")) as [string];
    const { endpoint, folder } = JSON.parse(line) as { endpoint: string; folder: string };
    const before = [(await fetch(`${endpoint}/_ministack/health`)).ok, existsSync(folder)];
    parent.kill("SIGKILL");
    await once(parent, "exit");
    for (let tries = 0; existsSync(folder) && tries < 40; tries++) await delay(50);

    expect(before).toEqual([true, true]);
    expect(existsSync(folder)).toBe(false);
    await expect(fetch(endpoint)).rejects.toThrow("fetch failed");
  });
});
