import {
  CreateEventBusCommand,
  CreatePartnerEventSourceCommand,
  DescribeEventSourceCommand,
  ListEventSourcesCommand,
  PutEventsCommand,
  PutPartnerEventsCommand,
} from "@aws-sdk/client-eventbridge";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../../local-aws/account";
import { awsCall, jsonCall } from "../../../local-aws/aws-call";
import { arn, createRole, policy } from "../support/aws-resources";
import { drain, drainEvents, tap } from "../support/tap";
import { TestBed } from "../support/test-bed";

const PARTNER = "aws.partner/scalr.com/account-name/integration-name";

let bed: TestBed;

beforeAll(async () => {
  bed = await TestBed.start();
}, 180_000);
afterAll(() => bed?.end());
beforeEach(() => bed.aws.reset());

const json = <T>(service: string, target: string, body: object) => jsonCall<T>(bed.aws.endpoint, service, target, body);

describe("EventBridge", () => {
  test("takes events of AWS itself", async () => {
    const queue = await tap(bed, { source: ["aws.ec2"] });
    const Entries = [{ Source: "aws.ec2", DetailType: "x", Detail: '{"a":1}' }];
    expect(await bed.events.send(new PutEventsCommand({ Entries }))).toMatchObject({ FailedEntryCount: 0 });

    expect(await drainEvents(bed, queue)).toEqual([expect.objectContaining({ source: "aws.ec2", detail: { a: 1 } })]);
  });

  test("lets a transformer pick an array's element", async () => {
    const transformer = {
      InputPathsMap: { arn: "$.resources[1]", id: "$.detail.items[0].id", none: "$.resources[9]" },
      InputTemplate: '{"arn": <arn>, "id": <id>, "none": <none>}',
    };
    const queue = await tap(bed, { source: ["test"] }, "default", { InputTransformer: transformer });
    const Detail = JSON.stringify({ items: [{ id: 7 }] });
    const Entries = [{ Source: "test", DetailType: "x", Detail, Resources: ["a", "b"] }];
    await bed.events.send(new PutEventsCommand({ Entries }));

    expect(await drain(bed, queue)).toEqual(['{"arn": "b", "id": 7, "none": ""}']);
  });

  test("shows a partner's source, pending and then active, and delivers its events to the bus of its name", async () => {
    await bed.events.send(new CreatePartnerEventSourceCommand({ Name: PARTNER, Account: LOCAL_ACCOUNT }));
    const pending = await bed.events.send(new ListEventSourcesCommand({ NamePrefix: "aws.partner/scalr.com" }));
    await bed.events.send(new CreateEventBusCommand({ Name: PARTNER, EventSourceName: PARTNER }));
    const active = await bed.events.send(new DescribeEventSourceCommand({ Name: PARTNER }));
    const queue = await tap(bed, { source: [{ prefix: "aws.partner/scalr.com" }] }, PARTNER);
    const Entries = [{ Source: PARTNER, DetailType: "RunExecuted", Detail: '{"event":{"result":"applied"}}' }];
    await bed.events.send(new PutPartnerEventsCommand({ Entries }));

    expect(pending.EventSources).toEqual([
      expect.objectContaining({ Name: PARTNER, State: "PENDING", CreatedBy: "aws.partner/scalr.com" }),
    ]);
    expect(active).toMatchObject({ Name: PARTNER, State: "ACTIVE" });
    await expect(bed.events.send(new DescribeEventSourceCommand({ Name: `${PARTNER}2` }))).rejects.toThrow(
      "does not exist",
    );
    expect(await drainEvents(bed, queue)).toEqual([
      expect.objectContaining({
        source: PARTNER,
        "detail-type": "RunExecuted",
        detail: { event: { result: "applied" } },
      }),
    ]);
  });
});

describe("CloudWatch Logs", () => {
  const group = "/aws/events/scalr/runs";
  const Arn = `arn:aws:logs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:log-group:${group}`;

  async function deliver(target: object): Promise<{ message: string; timestamp: number }[]> {
    const statements = ["CreateLogStream", "PutLogEvents"].map((action) => ({
      Action: `logs:${action}`,
      Resource: `${Arn}:*`,
      Principal: { Service: "events.amazonaws.com" },
    }));
    await json("logs", "Logs_20140328.PutResourcePolicy", {
      policyName: "events",
      policyDocument: JSON.stringify(policy(...statements)),
    });
    await json("logs", "Logs_20140328.CreateLogGroup", { logGroupName: group });
    await tap(bed, { source: ["test"] }, "default", target);
    const Entries = [{ Source: "test", DetailType: "x", Detail: '{"a":1}' }];
    await bed.events.send(new PutEventsCommand({ Entries }));
    type Found = { events: { message: string; timestamp: number }[] };
    return (await json<Found>("logs", "Logs_20140328.FilterLogEvents", { logGroupName: group })).events;
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
});

describe("streams", () => {
  const tapBy = async (action: string, Arn: string, more = {}) => {
    const RoleArn = await createRole(bed, "deliver", "events.amazonaws.com", [{ Action: action, Resource: Arn }]);
    await tap(bed, { source: ["test"] }, "default", { Arn, RoleArn, ...more });
  };
  const send = () =>
    bed.events.send(
      new PutEventsCommand({ Entries: [{ Source: "test", DetailType: "x", Detail: '{"run":{"name":"a b"}}' }] }),
    );

  test("of Kinesis are targets of rules, with a partition key from the event", async () => {
    const kinesis = <T>(action: string, body: object) => json<T>("kinesis", `Kinesis_20131202.${action}`, body);
    await kinesis("CreateStream", { StreamName: "runs", ShardCount: 1 });
    await kinesis("DescribeStream", { StreamName: "runs" });
    const KinesisParameters = { PartitionKeyPath: "$.detail.run.name" };
    await tapBy("kinesis:PutRecord", arn("kinesis", "stream/runs"), { KinesisParameters });
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
    const s3 = (method: string, path: string) => awsCall(bed.aws.endpoint, "s3", { method, path });
    await s3("PUT", "/bucket");
    const RoleARN = await createRole(bed, "store", "firehose.amazonaws.com");
    await json("firehose", "Firehose_20150804.CreateDeliveryStream", {
      DeliveryStreamName: "runs",
      ExtendedS3DestinationConfiguration: { BucketARN: "arn:aws:s3:::bucket", RoleARN },
    });
    await tapBy("firehose:PutRecord", arn("firehose", "deliverystream/runs"));
    await send();

    const [, key = ""] = /<Key>([^<]+)</.exec(await s3("GET", "/bucket")) ?? [];
    expect(JSON.parse(await s3("GET", `/bucket/${key}`))).toMatchObject({ source: "test" });
  });
});
