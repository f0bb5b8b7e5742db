import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { LOCAL_ACCOUNT } from "../../../local-aws/account";
import { arn, createKey, createQueue, policy, query, type Statement } from "../support/aws-resources";
import { queueDepth } from "../support/queues";
import { drain } from "../support/tap";
import { TestBed } from "../support/test-bed";

let bed: TestBed;
let sns: SNSClient;
/** URL of a queue that has what reaches the topic. */
let heard: string;

const TOPIC = arn("sns", "alarms");
const ALARM = arn("cloudwatch", "alarm:high");

beforeAll(async () => {
  bed = await TestBed.start();
  sns = new SNSClient(bed.aws.clientConfig);
}, 180_000);
afterAll(async () => {
  sns?.destroy();
  await bed?.end();
});
beforeEach(async () => {
  await bed.aws.reset();
  heard = await createQueue(bed, "heard", [
    { Action: "sqs:SendMessage", Resource: arn("sqs", "heard"), Principal: { Service: "sns.amazonaws.com" } },
  ]);
});

const forAlarms = (Action: string, Resource: string, alarm = ALARM): Statement => ({
  Action,
  Resource,
  Principal: { Service: "cloudwatch.amazonaws.com" },
  Condition: { ArnLike: { "aws:SourceArn": alarm }, StringEquals: { "aws:SourceAccount": LOCAL_ACCOUNT } },
});

async function goOff(statement: Statement, key?: string): Promise<void> {
  const Attributes = { Policy: JSON.stringify(policy(statement)), ...(key && { KmsMasterKeyId: key }) };
  await sns.send(new CreateTopicCommand({ Name: "alarms", Attributes }));
  await sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol: "sqs", Endpoint: arn("sqs", "heard") }));
  const Version = "2010-08-01";
  await query(bed, "monitoring", {
    Action: "PutMetricAlarm",
    Version,
    AlarmName: "high",
    Namespace: "test",
    MetricName: "Heat",
    Period: "60",
    EvaluationPeriods: "1",
    Statistic: "Sum",
    Threshold: "1",
    ComparisonOperator: "GreaterThanThreshold",
    "AlarmActions.member.1": TOPIC,
  });
  await query(bed, "monitoring", {
    Action: "SetAlarmState",
    Version,
    AlarmName: "high",
    StateValue: "ALARM",
    StateReason: "test",
  });
}

test("reach a topic that lets the alarm in", async () => {
  await goOff(forAlarms("sns:Publish", TOPIC));

  const [message = "{}"] = await drain(bed, heard);
  expect(JSON.parse((JSON.parse(message) as { Message: string }).Message)).toMatchObject({ AlarmName: "high" });
});

test("do not reach a topic that lets another alarm in", async () => {
  await goOff(forAlarms("sns:Publish", TOPIC, `${ALARM}er`));

  expect(await queueDepth(bed.sqs, heard)).toBe(0);
});

test.each([
  ["reach", ["kms:GenerateDataKey", "kms:Decrypt"], 1],
  ["do not reach", ["kms:Decrypt"], 0],
])("%s a topic whose key lets alarms do %p", async (_, actions, count) => {
  const key = await createKey(
    bed,
    actions.map((action) => forAlarms(action, "*")),
  );
  await goOff(forAlarms("sns:Publish", TOPIC), key);

  expect(await queueDepth(bed.sqs, heard)).toBe(count);
});
