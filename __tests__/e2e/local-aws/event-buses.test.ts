import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../../local-aws/account";
import { jsonCall } from "../../../local-aws/aws-call";
import {
  arn,
  createQueue,
  createRole,
  forRule,
  policy,
  RULE_ARN,
  type Statement,
  send,
  setTarget,
} from "../support/aws-resources";
import { until } from "../support/polling";
import { queueDepth } from "../support/queues";
import { TestBed } from "../support/test-bed";

const OTHER = { account: "210987654321", region: "eu-west-1" };
const busArn = ({ account, region }: typeof OTHER) => `arn:aws:events:${region}:${account}:event-bus/hub`;
const DEAD_LETTERS = arn("sqs", "undelivered");

let bed: TestBed;
let deadLetters: string;
const clients: { destroy(): void }[] = [];

beforeAll(async () => {
  bed = await TestBed.start();
}, 180_000);
afterAll(async () => {
  for (const client of clients) client.destroy();
  await bed?.end();
});
beforeEach(async () => {
  await bed.aws.reset();
  deadLetters = await createQueue(bed, "undelivered", [forRule("sqs:SendMessage", DEAD_LETTERS)]);
});

/** The root of an account, in a region. */
function caller({ account, region }: typeof OTHER) {
  const credentials = { accessKeyId: account, secretAccessKey: "local" };
  const config = { ...bed.aws.clientConfig, region, credentials };
  const [events, sqs] = [new EventBridgeClient(config), new SQSClient(config)];
  clients.push(events, sqs);
  return { events, sqs };
}

/** A bus with such a policy, and a queue with what arrives there. @returns the queue's address */
async function createBus(place: typeof OTHER, statements: readonly Statement[]) {
  const { events, sqs } = caller(place);
  await events.send(new CreateEventBusCommand({ Name: "hub" }));
  const Policy = JSON.stringify(policy(...statements));
  if (statements.length > 0) await events.send(new PutPermissionCommand({ EventBusName: "hub", Policy }));
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: "tap" }));
  const Arn = `arn:aws:sqs:${place.region}:${place.account}:tap`;
  const letsRulesSend = {
    Action: "sqs:SendMessage",
    Resource: Arn,
    Principal: { Service: "events.amazonaws.com" },
    // As ArnEquals compares: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    Condition: { ArnEquals: { "aws:SourceArn": `arn:aws:events:${place.region}:${place.account}:rule/hub/*` } },
  };
  const Attributes = { Policy: JSON.stringify(policy(letsRulesSend)) };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  const EventPattern = JSON.stringify({ source: ["test"] });
  await events.send(new PutRuleCommand({ Name: "tap", EventBusName: "hub", EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: "tap", EventBusName: "hub", Targets: [{ Id: "tap", Arn }] }));
  return { sqs, QueueUrl };
}

const putTo = (place: typeof OTHER, Principal: object | string, Condition?: object): Statement => ({
  Action: "events:PutEvents",
  Resource: busArn(place),
  Principal,
  ...(Condition && { Condition }),
});
const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });
const EVERYBODY = { AWS: "*" };
const ofOrganization = (id: string) => ({ StringEquals: { "aws:PrincipalOrgID": id } });

/** A rule of the local account whose target is the bus. */
async function sendTo(place: typeof OTHER, role: readonly Statement[]): Promise<void> {
  const RoleArn = await createRole(bed, "deliver", "events.amazonaws.com", role);
  await setTarget(bed, { Arn: busArn(place), RoleArn, DeadLetterConfig: { Arn: DEAD_LETTERS } });
  await send(bed);
}

const MAY_PUT = (place: typeof OTHER) => [{ Action: "events:PutEvents", Resource: busArn(place) }];

test.each([
  ["another region", { account: LOCAL_ACCOUNT, region: "eu-west-1" }, () => []],
  ["another account", { account: OTHER.account, region: LOCAL_REGION }, undefined],
  ["another region of another account", OTHER, undefined],
])("a bus in %s is a target, and the event says where it happened", async (_name, place, statements) => {
  const { sqs, QueueUrl } = await createBus(place, statements?.() ?? [putTo(place, root(LOCAL_ACCOUNT))]);
  await sendTo(place, MAY_PUT(place));

  const { Messages = [] } = await until("an event", async () => {
    const found = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    return found.Messages && found;
  });
  expect(JSON.parse(Messages[0]?.Body ?? "")).toMatchObject({ account: LOCAL_ACCOUNT, region: LOCAL_REGION });
  expect(await queueDepth(bed.sqs, deadLetters)).toBe(0);
});

test.each<[name: string, statements: Statement[], role: Statement[]]>([
  ["whose policy is missing", [], MAY_PUT(OTHER)],
  ["whose policy names another account", [putTo(OTHER, root("345678901234"))], MAY_PUT(OTHER)],
  ["whose policy names an organization", [putTo(OTHER, EVERYBODY, ofOrganization("o-a1b2c3d4e5"))], MAY_PUT(OTHER)],
  ["that the role may not put events to", [putTo(OTHER, root(LOCAL_ACCOUNT))], []],
])("a bus %s gets nothing: the event is in the rule's dead-letter queue", async (_name, statements, role) => {
  const { sqs, QueueUrl } = await createBus(OTHER, statements);
  await sendTo(OTHER, role);

  const request = { QueueUrl: deadLetters, MessageAttributeNames: ["All"] };
  const { Messages = [] } = await until("a dead letter", async () => {
    const found = await bed.sqs.send(new ReceiveMessageCommand(request));
    return found.Messages && found;
  });
  expect(Messages[0]?.MessageAttributes).toMatchObject({
    ERROR_CODE: { StringValue: "NO_PERMISSIONS" },
    RULE_ARN: { StringValue: RULE_ARN },
    TARGET_ARN: { StringValue: busArn(OTHER) },
  });
  expect(await queueDepth(sqs, QueueUrl)).toBe(0);
});

test("an account of the organization may put events", async () => {
  const { Organization } = await jsonCall<{ Organization: { Id: string } }>(
    bed.aws.endpoint,
    "organizations",
    "AWSOrganizationsV20161128.DescribeOrganization",
    {},
  );
  const { sqs, QueueUrl } = await createBus(OTHER, [putTo(OTHER, EVERYBODY, ofOrganization(Organization.Id))]);
  await sendTo(OTHER, MAY_PUT(OTHER));

  await until("an event", async () => (await queueDepth(sqs, QueueUrl)) > 0);
  expect(await queueDepth(bed.sqs, deadLetters)).toBe(0);
});
