import { CreateEventBusCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { strToU8, zipSync } from "fflate";
import { LOCAL_ACCOUNT } from "../../../local-aws/account";
import { awsCall, jsonCall } from "../../../local-aws/aws-call";
import {
  arn,
  createQueue,
  createRole,
  forRule,
  loggedIn,
  policy,
  roleArn,
  type Statement,
  setPolicy,
} from "./aws-resources";
import { HttpRecorder } from "./http-recorder";
import type { TestBed } from "./test-bed";

const ROLE = roleArn("receiver");

/** What events are delivered to, one of each kind; all are made by their owner, that is, not by Terraform. */
export class Receivers {
  readonly arns = {
    queue: arn("sqs", "receiver"),
    fifoQueue: arn("sqs", "receiver.fifo"),
    topic: arn("sns", "receiver"),
    function: arn("lambda", "function:receiver"),
    stateMachine: arn("states", "stateMachine:receiver"),
    eventBus: arn("events", "event-bus/receiver"),
    logGroup: arn("logs", "log-group:/aws/events/receiver"),
    stream: arn("kinesis", "stream/receiver"),
    deliveryStream: arn("firehose", "deliverystream/receiver"),
  };
  private readonly sns: SNSClient;

  private constructor(
    private readonly bed: TestBed,
    /** Behind API destinations, and where the function reports what it gets: at /function. */
    readonly server: HttpRecorder,
  ) {
    this.sns = new SNSClient(bed.aws.clientConfig);
  }

  /** @param token the access token that the server's OAuth endpoint, /token, gives out */
  static async make(bed: TestBed, token: string): Promise<Receivers> {
    const answers = { "/token": { access_token: token, token_type: "Bearer", expires_in: 3600 } };
    const receivers = new Receivers(bed, await HttpRecorder.start(answers));
    await receivers.makeAll();
    return receivers;
  }

  async end(): Promise<void> {
    this.sns.destroy();
    await this.server.stop();
  }

  /** A queue that gets all that is published to the topic. */
  async subscribe(topicArn: string, queueName: string): Promise<void> {
    await createQueue(this.bed, queueName, [
      {
        Action: "sqs:SendMessage",
        Resource: arn("sqs", queueName),
        Principal: { Service: "sns.amazonaws.com" },
        Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
      },
    ]);
    const subscription = { TopicArn: topicArn, Protocol: "sqs", Endpoint: arn("sqs", queueName) };
    await this.sns.send(new SubscribeCommand(subscription));
  }

  /** Does what the output required_permissions asks of the owners of queues and topics. */
  async allow(required: Readonly<Record<string, string>>): Promise<void> {
    for (const json of Object.values(required)) {
      const statement = JSON.parse(json) as Statement & { Resource: string };
      if (statement.Resource === this.arns.topic) {
        const AttributeValue = JSON.stringify(policy(statement));
        const attribute = { TopicArn: statement.Resource, AttributeName: "Policy", AttributeValue };
        await this.sns.send(new SetTopicAttributesCommand(attribute));
      } else {
        const name = statement.Resource.split(":").pop();
        await setPolicy(this.bed, `${this.bed.aws.endpoint}/${LOCAL_ACCOUNT}/${name}`, [statement]);
      }
    }
  }

  async makeTopic(name: string): Promise<string> {
    const { TopicArn = "" } = await this.sns.send(new CreateTopicCommand({ Name: name }));
    return TopicArn;
  }

  /** Takes all messages out of a queue. */
  async messages(queueName: string): Promise<Message[]> {
    const QueueUrl = `${this.bed.aws.endpoint}/${LOCAL_ACCOUNT}/${queueName}`;
    const all: Message[] = [];
    for (;;) {
      const { Messages = [] } = await this.bed.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All"] }),
      );
      if (Messages.length === 0) return all;
      all.push(...Messages);
      for (const { ReceiptHandle } of Messages) {
        await this.bed.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }

  async bodies(queueName: string): Promise<string[]> {
    return (await this.messages(queueName)).map(({ Body = "" }) => Body);
  }

  /** Messages of the log group, in the order of their arrival. */
  logged(logGroupName: string): Promise<string[]> {
    return loggedIn(this.bed, logGroupName);
  }

  /** Inputs of the state machine's executions. */
  async executed(): Promise<string[]> {
    const call = <T>(action: string, body: object) => this.json<T>("states", `AWSStepFunctions.${action}`, body);
    type List = { executions: { executionArn: string }[] };
    const { executions } = await call<List>("ListExecutions", { stateMachineArn: this.arns.stateMachine });
    return Promise.all(
      executions.map(async ({ executionArn }) => {
        return (await call<{ input: string }>("DescribeExecution", { executionArn })).input;
      }),
    );
  }

  /** Records of the Kinesis stream. */
  async streamed(): Promise<{ partitionKey: string; data: string }[]> {
    const call = <T>(action: string, body: object) => this.json<T>("kinesis", `Kinesis_20131202.${action}`, body);
    const shard = { StreamName: "receiver", ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" };
    type Found = { Records: { PartitionKey: string; Data: string }[] };
    const { Records } = await call<Found>("GetRecords", await call<object>("GetShardIterator", shard));
    return Records.map(({ PartitionKey, Data }) => ({
      partitionKey: PartitionKey,
      data: Buffer.from(Data, "base64").toString("utf8"),
    }));
  }

  /** What Firehose has put into its bucket. */
  async stored(): Promise<string[]> {
    const get = (path: string) => awsCall(this.bed.aws.endpoint, "s3", { method: "GET", path: `/receiver${path}` });
    const keys = [...(await get("")).matchAll(/<Key>([^<]+)</g)];
    return Promise.all(keys.map(([, key = ""]) => get(`/${key}`)));
  }

  private async makeAll(): Promise<void> {
    const { events } = this.bed;
    await createRole(
      this.bed,
      "receiver",
      ["lambda", "states", "firehose"].map((name) => `${name}.amazonaws.com`),
      [{ Action: "logs:*", Resource: "*" }],
    );
    await createQueue(this.bed, "receiver");
    await createQueue(this.bed, "receiver.fifo", [], { ContentBasedDeduplication: "true" });
    await this.subscribe(await this.makeTopic("receiver"), "behind-topic");
    await this.makeFunction();
    await this.json("states", "AWSStepFunctions.CreateStateMachine", {
      name: "receiver",
      definition: JSON.stringify({ StartAt: "Take", States: { Take: { Type: "Succeed" } } }),
      roleArn: ROLE,
    });
    const behindBus = arn("sqs", "behind-bus");
    const sends = forRule("sqs:SendMessage", behindBus, arn("events", "rule/receiver/receiver"));
    await createQueue(this.bed, "behind-bus", [sends]);
    await events.send(new CreateEventBusCommand({ Name: "receiver" }));
    const rule = { Name: "receiver", EventBusName: "receiver" };
    await events.send(new PutRuleCommand({ ...rule, EventPattern: '{"source":[{"prefix":""}]}' }));
    const Targets = [{ Id: "queue", Arn: behindBus }];
    await events.send(new PutTargetsCommand({ Rule: rule.Name, EventBusName: rule.EventBusName, Targets }));
    await this.json("logs", "Logs_20140328.CreateLogGroup", { logGroupName: "/aws/events/receiver" });
    await this.json("kinesis", "Kinesis_20131202.CreateStream", { StreamName: "receiver", ShardCount: 1 });
    await this.json("kinesis", "Kinesis_20131202.DescribeStream", { StreamName: "receiver" }); // active from now on
    await awsCall(this.bed.aws.endpoint, "s3", { method: "PUT", path: "/receiver" });
    await this.json("firehose", "Firehose_20150804.CreateDeliveryStream", {
      DeliveryStreamName: "receiver",
      ExtendedS3DestinationConfiguration: { BucketARN: "arn:aws:s3:::receiver", RoleARN: ROLE },
    });
  }

  private makeFunction() {
    const report = `fetch("${this.server.url}/function", { method: "POST", body: JSON.stringify(event) })`;
    const ZipFile = zipSync({ "index.mjs": strToU8(`export const handler = async (event) => { await ${report}; };`) });
    const settings = { FunctionName: "receiver", Runtime: "nodejs22.x", Handler: "index.handler", Role: ROLE } as const;
    return this.bed.lambda.send(new CreateFunctionCommand({ ...settings, Code: { ZipFile } }));
  }

  private json<T>(service: string, target: string, body: object): Promise<T> {
    return jsonCall<T>(this.bed.aws.endpoint, service, target, body);
  }
}
