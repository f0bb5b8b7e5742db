import { type Permission, permissionsOf, readModule } from "../../scripts/permissions/statements";

const modules = ["terraform-aws-mechcloud-sync", "terraform-aws-scalr-events"] as const;

const SERVICE = /\.amazonaws\.com/;
/** They say for whom a service acts. */
const NAMES_THE_SOURCE = /^(aws:SourceArn|kms:EncryptionContext:aws:logs:arn) /;

/** Lambda sends no source when it assumes a role, nor does EventBridge when it makes a log stream. */
const withoutSource = [
  ["lambda.amazonaws.com", "sts:AssumeRole"],
  ["events.amazonaws.com, delivery.logs.amazonaws.com", "logs:CreateLogStream"],
];

/** AWS takes no ARN for them. */
const withoutArn = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"];

const isAbout = ({ who, actions }: Permission, [service, action]: readonly string[]) =>
  who === service && actions.length === 1 && actions[0] === action;

describe.each(modules)("policies of %s", (name) => {
  const permissions = permissionsOf(readModule(name));
  const allowed = permissions.filter(({ effect }) => effect === "Allow");

  test("let a service act for a source that they name", () => {
    const unnamed = allowed
      .filter(({ who }) => SERVICE.test(who))
      .filter(({ conditions }) => !conditions.some((condition) => NAMES_THE_SOURCE.test(condition)));

    expect(unnamed.filter((permission) => !withoutSource.some((known) => isAbout(permission, known)))).toEqual([]);
  });

  test("name each action, except for the account and its key", () => {
    const wide = allowed.filter(({ actions }) => actions.some((action) => action.includes("*")));

    expect(wide).toEqual([
      { effect: "Allow", who: "arn:aws:iam::<account>:root", actions: ["kms:*"], on: "your key", conditions: [] },
    ]);
  });

  test("name each resource that AWS takes an ARN for", () => {
    const wide = allowed.filter(({ on }) => on === "*").flatMap(({ actions }) => actions);

    expect(wide.filter((action) => !withoutArn.includes(action))).toEqual([]);
  });

  test("let nobody in from outside: the only one who is anybody is denied", () => {
    expect(allowed.filter(({ who }) => who === "anybody")).toEqual([]);
    expect(permissions.filter(({ effect }) => effect === "Deny").map(({ conditions }) => conditions)).toEqual(
      permissions.filter(({ effect }) => effect === "Deny").map(() => ["aws:SecureTransport Bool false"]),
    );
  });

  test("can be told in words: no expression of Terraform is left", () => {
    expect(permissions.filter((permission) => JSON.stringify(permission).includes("${"))).toEqual([]);
  });
});

test("the role of the forwarder may do this, and no more", () => {
  const permissions = permissionsOf(readModule("terraform-aws-mechcloud-sync"));

  const role = permissions.filter(({ who }) => who.startsWith("role "));
  expect(Object.fromEntries(role.flatMap(({ actions, on }) => actions.map((action) => [action, on])))).toEqual({
    "kms:Decrypt": "your key",
    "lambda:UpdateEventSourceMapping": expect.stringContaining(":event-source-mapping:<") as string,
    "logs:CreateLogStream": "log group /aws/lambda/push-mgmt-events-to-mechcloud",
    "logs:PutLogEvents": "log group /aws/lambda/push-mgmt-events-to-mechcloud",
    "secretsmanager:GetSecretValue": "secret mechcloud-access-token",
    "sqs:ChangeMessageVisibility": "queue management-events.fifo",
    "sqs:DeleteMessage": "queue management-events.fifo",
    "sqs:GetQueueAttributes": "queue management-events.fifo",
    "sqs:ReceiveMessage": "queue management-events.fifo",
    "ssm:GetParameter": expect.stringMatching(/:parameter\/event-relay\/.+\/event-source-mapping$/) as string,
    "xray:PutTelemetryRecords": "*",
    "xray:PutTraceSegments": "*",
  });
});
