import { CreateEventBusCommand, ListTagsForResourceCommand, PutRuleCommand } from "@aws-sdk/client-eventbridge";
import { awsCall, jsonCall } from "../../../local-aws/aws-call";
import { createTrailBucket, query } from "../support/aws-resources";
import { TestBed } from "../support/test-bed";

const PARTNER = "aws.partner/scalr.com/account-name/integration-name";

let bed: TestBed;

beforeAll(async () => {
  bed = await TestBed.start();
}, 180_000);
afterAll(() => bed?.end());
beforeEach(() => bed.aws.reset());

const logs = <T>(action: string, body: object) =>
  jsonCall<T>(bed.aws.endpoint, "logs", `Logs_20140328.${action}`, body);
const cloudTrail = <T>(action: string, body: object) =>
  jsonCall<T>(bed.aws.endpoint, "cloudtrail", `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.${action}`, body);

test("tags of a rule of a partner's bus are listed", async () => {
  await bed.events.send(new CreateEventBusCommand({ Name: PARTNER }));
  const Tags = [{ Key: "a", Value: "b" }];
  const rule = { Name: "runs", EventBusName: PARTNER, EventPattern: '{"source":["x"]}', Tags };
  const { RuleArn } = await bed.events.send(new PutRuleCommand(rule));

  expect(await bed.events.send(new ListTagsForResourceCommand({ ResourceARN: RuleArn }))).toMatchObject({ Tags });
});

test("query definitions are kept, changed and deleted", async () => {
  const definition = { name: "runs/failed", queryString: "fields @message", logGroupNames: ["/aws/events/scalr/runs"] };
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
  await bed.aws.reset();
  expect(await logs("DescribeQueryDefinitions", {})).toEqual({ queryDefinitions: [] });
});

test("an alarm on several metrics has no period and no statistic of its own", async () => {
  const alarm = {
    Action: "PutMetricAlarm",
    AlarmName: "sum",
    EvaluationPeriods: "1",
    Threshold: "1",
    ComparisonOperator: "GreaterThanThreshold",
    "Metrics.member.1.Id": "a",
    "Metrics.member.1.MetricStat.Metric.Namespace": "test",
    "Metrics.member.1.MetricStat.Metric.MetricName": "Heat",
    "Metrics.member.1.MetricStat.Period": "300",
    "Metrics.member.1.MetricStat.Stat": "Sum",
  };
  await query(bed, "monitoring", { ...alarm, Version: "2010-08-01" });
  const described = await query(bed, "monitoring", { Action: "DescribeAlarms", Version: "2010-08-01" });

  expect(described).toContain("<Stat>Sum</Stat>");
  expect(described.match(/<Period>\d+<\/Period>/g)).toEqual(["<Period>300</Period>"]);
  expect(described).not.toContain("<Statistic>");
});

test("a trail keeps the tags it is created with", async () => {
  await createTrailBucket(bed, "bucket");
  const TagsList = [{ Key: "a", Value: "b" }];
  const { TrailARN } = await cloudTrail<{ TrailARN: string }>("CreateTrail", {
    Name: "t",
    S3BucketName: "bucket",
    TagsList,
  });

  expect(await cloudTrail("ListTags", { ResourceIdList: [TrailARN] })).toMatchObject({
    ResourceTagList: [{ ResourceId: TrailARN, TagsList }],
  });
});

const alarmCall = (fields: Record<string, string>) =>
  awsCall(bed.aws.endpoint, "monitoring", {
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ Version: "2010-08-01", ...fields }).toString(),
  });

test("an alarm is described as it was put, in XML", async () => {
  await alarmCall({
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
  await alarmCall({ Action: "PutMetricAlarm", AlarmName: "other", MetricName: "m", Namespace: "n" });
  const xml = await alarmCall({ Action: "DescribeAlarms", "AlarmNames.member.1": "dlq & more" });

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

test("an alarm on several metrics is described with these, in XML", async () => {
  await alarmCall({
    Action: "PutMetricAlarm",
    AlarmName: "waiting",
    "Metrics.member.1.Id": "result",
    "Metrics.member.1.Expression": "IF(visible > 0, 1, 0)",
    "Metrics.member.1.ReturnData": "true",
    "Metrics.member.2.Id": "visible",
    "Metrics.member.2.MetricStat.Metric.Namespace": "AWS/SQS",
    "Metrics.member.2.MetricStat.Metric.MetricName": "ApproximateNumberOfMessagesVisible",
    "Metrics.member.2.MetricStat.Metric.Dimensions.member.1.Name": "QueueName",
    "Metrics.member.2.MetricStat.Metric.Dimensions.member.1.Value": "events.fifo",
    "Metrics.member.2.MetricStat.Period": "60",
    "Metrics.member.2.MetricStat.Stat": "Maximum",
    EvaluationPeriods: "1",
    Threshold: "1",
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
  });
  const xml = await alarmCall({ Action: "DescribeAlarms", "AlarmNames.member.1": "waiting" });

  expect(xml).toContain(
    "<Metrics><member><Id>result</Id><Expression>IF(visible &gt; 0, 1, 0)</Expression><ReturnData>true</ReturnData></member>",
  );
  expect(xml).toContain("<Dimensions><member><Name>QueueName</Name><Value>events.fifo</Value></member></Dimensions>");
  expect(xml).not.toContain("<Statistic>");
});
