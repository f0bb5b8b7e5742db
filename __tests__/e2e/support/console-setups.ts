import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CreateEventBusCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  type Architecture,
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  PublishLayerVersionCommand,
  type UpdateFunctionCodeCommandInput,
  type UpdateFunctionConfigurationCommandInput,
} from "@aws-sdk/client-lambda";
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { zipSync } from "fflate";
import { run } from "../../../scripts/lib/process";
import { findPython } from "../../../scripts/lib/programs.cjs";
import { ROOT } from "../../../scripts/lib/project";
import { arn, createRole, forRule, json, type Statement, setPolicy } from "./aws-resources";
import type { TestBed } from "./test-bed";

/** What the console calls a role that it creates for a function. */
export const CONSOLE_ROLE = "push-mgmt-events-to-mechcloud-role-x1y2z3a4";

const FUNCTION = "push-mgmt-events-to-mechcloud";
const QUEUE = "management-events.fifo";
const QUEUE_ARN = arn("sqs", QUEUE);
const TEAM_ID = "d65e32d2-e18f-49a7-8cbf-e19205772ea0";
const PYTHON_FUNCTION = join(ROOT, "__tests__/e2e/support/console/lambda_function.py");

const WORK: readonly Statement[] = [
  { Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], Resource: "*" },
  { Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], Resource: QUEUE_ARN },
];

interface MechCloudByHand {
  readonly queueUrl: string;
  /** The function, as UpdateFunctionConfiguration and UpdateFunctionCode take it. */
  readonly configuration: UpdateFunctionConfigurationCommandInput;
  readonly code: UpdateFunctionCodeCommandInput;
}

/** Steps 1 to 3 of MechCloud's page, with what the console chooses. */
export async function setUpMechCloud(bed: TestBed, endpoint: string, token: string): Promise<MechCloudByHand> {
  const Role = await createRole(bed, CONSOLE_ROLE, "lambda.amazonaws.com", WORK);
  const { LayerVersionArn } = await bed.lambda.send(
    new PublishLayerVersionCommand({
      LayerName: "python-requests",
      CompatibleRuntimes: ["python3.12"],
      Content: { ZipFile: await requestsLayer(bed) },
    }),
  );
  const text = readFileSync(PYTHON_FUNCTION, "utf8").replace(/https:[^"?]*events\?/, `${endpoint}?`);
  const ZipFile = zipSync({ "lambda_function.py": new TextEncoder().encode(text) });
  const configuration: MechCloudByHand["configuration"] = {
    FunctionName: FUNCTION,
    Role,
    Runtime: "python3.12",
    Handler: "lambda_function.lambda_handler",
    Timeout: 30,
    Environment: { Variables: { TEAM_ID, CLOUD_ACCOUNT_ID: "acc-1", ACCESS_TOKEN: token } },
    Layers: [LayerVersionArn!],
  };
  const Architectures: Architecture[] = ["x86_64"];
  await bed.lambda.send(new CreateFunctionCommand({ ...configuration, Role, Architectures, Code: { ZipFile } }));
  const Attributes = { FifoQueue: "true", ContentBasedDeduplication: "true", MaximumMessageSize: "1048576" };
  const { QueueUrl } = await bed.sqs.send(new CreateQueueCommand({ QueueName: QUEUE, Attributes }));
  await bed.lambda.send(
    new CreateEventSourceMappingCommand({ FunctionName: FUNCTION, EventSourceArn: QUEUE_ARN, BatchSize: 10 }),
  );
  return { queueUrl: QueueUrl!, configuration, code: { FunctionName: FUNCTION, ZipFile, Architectures } };
}

/** Step 4 of MechCloud's page for these rules. The console allows each of them in the queue's policy. */
export async function addRulesToQueue(
  bed: TestBed,
  QueueUrl: string,
  rules: Readonly<Record<string, object>>,
  allowed: readonly string[] = Object.keys(rules),
): Promise<void> {
  const statements = allowed.map((rule) => forRule("sqs:SendMessage", QUEUE_ARN, arn("events", `rule/${rule}`)));
  await setPolicy(bed, QueueUrl, statements);
  for (const [Name, pattern] of Object.entries(rules)) {
    await bed.events.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify(pattern) }));
    const target = { Id: `Id-${Name}`, Arn: QUEUE_ARN, SqsParameters: { MessageGroupId: Name } };
    await bed.events.send(new PutTargetsCommand({ Rule: Name, Targets: [target] }));
  }
}

/** The steps of Scalr's page: associates the event source, and logs the events of each rule in a log group. */
export async function setUpScalr(
  bed: TestBed,
  source: string,
  rules: Readonly<Record<string, { readonly type: string; readonly logGroup: string }>>,
): Promise<void> {
  await bed.events.send(new CreateEventBusCommand({ Name: source, EventSourceName: source }));
  // What the console creates with a rule's first log group.
  const policyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: arn("logs", "log-group:/aws/events/*:*"),
    },
  });
  await json(bed, "logs", "Logs_20140328.PutResourcePolicy", {
    policyName: "TrustEventsToStoreLogEvents",
    policyDocument,
  });
  for (const [Name, { type, logGroup }] of Object.entries(rules)) {
    await json(bed, "logs", "Logs_20140328.CreateLogGroup", { logGroupName: logGroup });
    const EventPattern = JSON.stringify({ source: [{ prefix: "aws.partner/scalr.com" }], "detail-type": [type] });
    await bed.events.send(new PutRuleCommand({ Name, EventBusName: source, EventPattern }));
    const Targets = [{ Id: `Id-${Name}`, Arn: arn("logs", `log-group:${logGroup}`) }];
    await bed.events.send(new PutTargetsCommand({ Rule: Name, EventBusName: source, Targets }));
  }
}

async function requestsLayer(bed: TestBed): Promise<Uint8Array> {
  const build = "import pathlib, sys; sys.path.insert(0, '.'); import build; build.build(pathlib.Path(sys.argv[1]))";
  await run(findPython(), ["-c", build, bed.folder], { cwd: join(ROOT, "examples/python-forwarder") });
  return readFileSync(join(bed.folder, "requests-layer.zip"));
}
