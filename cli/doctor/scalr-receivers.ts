import { nameOfArn } from "../aws/arn";
import type { Aws } from "../aws/aws";
import { listLogPolicies } from "../aws/lists";
import { letsIn } from "../aws/policy";
import { variablesOf } from "../relay/environment";
import { subscribersOf } from "./alarm-checks";
import { APPLY, type Check, type Finding, type RuleTarget, type ScalrDeployment } from "./check";
import { attributesOf, deadLettersIn } from "./queue-checks";

const SERVICE = "events.amazonaws.com";
const REQUIRED = "add the statement in the output required_permissions to its policy";

interface Receiver {
  /** The ARN's service. */
  readonly service: string;
  readonly action: string;
  /** Who adds what is missing. */
  readonly next: string;
  /** The resource's policy; `missing` if the resource does not exist. */
  readonly policy: (aws: Aws, arn: string) => Promise<string | undefined>;
}

/** Those that EventBridge delivers to by a policy of their own; to the others it delivers in a role. */
const RECEIVERS: readonly Receiver[] = [
  {
    service: "sqs",
    action: "sqs:SendMessage",
    next: REQUIRED,
    policy: async (aws, arn) => (await attributesOf(aws, nameOfArn(arn)))?.Policy,
  },
  {
    service: "sns",
    action: "sns:Publish",
    next: REQUIRED,
    policy: async ({ sns }, TopicArn) => (await sns.getTopicAttributes({ TopicArn })).Attributes?.Policy,
  },
  {
    service: "lambda",
    action: "lambda:InvokeFunction",
    next: APPLY,
    policy: async ({ lambda }, FunctionName) => (await lambda.getPolicy({ FunctionName })).Policy,
  },
];

const logPolicies: Check<ScalrDeployment> = {
  id: "log-policies",
  right: "Resource policies of CloudWatch Logs let the rules write to log groups.",
  async check({ aws, targets }) {
    const toLogs = (await targets()).filter(({ target }) => target.Arn!.includes(":logs:"));
    if (toLogs.length === 0) return [];
    const policies = await listLogPolicies(aws);
    return toLogs.flatMap(({ rule, target }) => {
      const resource = `${target.Arn!.replace(/:\*$/, "")}:log-stream:events`;
      const isAllowed = ["logs:CreateLogStream", "logs:PutLogEvents"].every((action) =>
        policies.some(({ policyDocument }) =>
          letsIn(policyDocument, { service: SERVICE, action, resource, sourceArn: rule.Arn! }),
        ),
      );
      if (isAllowed) return [];
      const problem = `No resource policy lets the rule ${rule.Name} write to ${target.Arn}.`;
      return [{ problem, next: "set create_log_resource_policy, and terraform apply" }];
    });
  },
};

const receivers: Check<ScalrDeployment> = {
  id: "destinations",
  right: "The policies of queues, topics and functions let the rules in.",
  async check({ aws, targets }) {
    const findings = (await targets()).map((found) => receiverOf(aws, found));
    return (await Promise.all(findings)).flat();
  },
};

async function receiverOf(aws: Aws, { rule, target }: RuleTarget): Promise<Finding[]> {
  const Arn = target.Arn!;
  const receiver = RECEIVERS.find(({ service }) => Arn.includes(`:${service}:`));
  if (!receiver || target.RoleArn) return [];
  const { action, next } = receiver;
  const request = { service: SERVICE, action, resource: Arn, sourceArn: rule.Arn! };
  if (letsIn(await policyOf(aws, receiver, Arn), request)) return [];
  return [{ problem: `${Arn} does not exist, or its policy does not let the rule ${rule.Name} in.`, next }];
}

async function policyOf(aws: Aws, { policy }: Receiver, arn: string): Promise<string | undefined> {
  try {
    return await policy(aws, arn);
  } catch (error) {
    const { name } = error as Error;
    if (["NotFoundException", "NotFound", "ResourceNotFoundException"].includes(name)) return undefined;
    throw error;
  }
}

const endpoints: Check<ScalrDeployment> = {
  id: "endpoints",
  right: "The https destinations are authorized.",
  async check({ aws: { events }, targets }) {
    const found = (await targets()).filter(({ target }) => target.Arn!.includes(":api-destination/"));
    const findings = found.map(async ({ target }): Promise<Finding[]> => {
      const [, Name] = target.Arn!.split("/");
      const { ApiDestinationState, ConnectionArn } = await events.describeApiDestination({ Name });
      const { ConnectionState } = await events.describeConnection({ Name: ConnectionArn!.split("/")[1] });
      if (ApiDestinationState === "ACTIVE" && ConnectionState === "AUTHORIZED") return [];
      const problem = `The https destination ${Name} is ${ApiDestinationState}, and its connection ${ConnectionState}.`;
      return [{ problem, next: "set destination_secrets, and terraform apply" }];
    });
    return (await Promise.all(findings)).flat();
  },
};

const deadLetters: Check<ScalrDeployment> = {
  id: "scalr-dead-letters",
  right: "The dead-letter queues let their rules in, and are empty.",
  async check(deployment) {
    const found = (await deployment.targets()).filter(({ target }) => target.DeadLetterConfig?.Arn);
    const queues = new Set([
      deployment.events.names.ruleDeadLetterQueue,
      ...found.map(({ target }) => nameOfArn(target.DeadLetterConfig!.Arn!)),
    ]);
    const findings = [...queues].map(async (name): Promise<Finding[]> => {
      const attributes = await attributesOf(deployment.aws, name);
      if (!attributes) return [{ problem: `The queue ${name} does not exist.`, next: APPLY }];
      const shutOut = found.filter(({ rule, target: { DeadLetterConfig } }) => {
        const resource = DeadLetterConfig!.Arn!;
        const request = { service: SERVICE, action: "sqs:SendMessage", resource, sourceArn: rule.Arn! };
        return nameOfArn(resource) === name && !letsIn(attributes.Policy, request);
      });
      return [
        ...shutOut.map(({ rule }) => ({
          problem: `The policy of ${name} does not let the rule ${rule.Name} in.`,
          next: APPLY,
        })),
        ...(await deadLettersIn(deployment, name, "aws-event-relay dlq list")),
      ];
    });
    return (await Promise.all(findings)).flat();
  },
};

const alerts: Check<ScalrDeployment> = {
  id: "alerts",
  right: "The function of alerts is active, and somebody receives them, if alerts is set.",
  async check({ aws, events: { names, rules } }) {
    if (!rules.some(({ Name }) => Name === names.runAlerts)) return [];
    const found = await aws.lambda.getFunctionConfiguration({ FunctionName: names.runAlerts });
    const { State, StateReason } = found;
    const findings: Finding[] =
      State === "Active"
        ? []
        : [{ problem: `The function ${names.runAlerts} is ${State}: ${StateReason}`, next: APPLY }];
    const topic = variablesOf(found).TOPIC_ARN;
    if (!topic) return [...findings, { problem: `The function ${names.runAlerts} has no TOPIC_ARN.`, next: APPLY }];
    return [...findings, ...(await subscribersOf(aws, topic, "set email_addresses in alerts, and terraform apply"))];
  },
};

export const SCALR_RECEIVER_CHECKS: readonly Check<ScalrDeployment>[] = [
  logPolicies,
  receivers,
  endpoints,
  deadLetters,
  alerts,
];
