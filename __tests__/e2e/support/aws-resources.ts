import { PutEventsCommand, PutRuleCommand, PutTargetsCommand, type Target } from "@aws-sdk/client-eventbridge";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { CreateQueueCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { zipSync } from "fflate";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../../local-aws/account";
import { awsCall, jsonCall } from "../../../local-aws/aws-call";
import type { TestBed } from "./test-bed";

/** The rule of {@link setTarget}. */
export const RULE = "watched";
export const RULE_ARN = arn("events", `rule/${RULE}`);

export function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${resource}`;
}

export function roleArn(name: string): string {
  return `arn:aws:iam::${LOCAL_ACCOUNT}:role/${name}`;
}

export interface Statement {
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Effect?: "Allow" | "Deny";
  readonly Principal?: object | string;
  readonly Condition?: object;
}

export function policy(...statements: readonly Statement[]): { Version: string; Statement: object[] } {
  return { Version: "2012-10-17", Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })) };
}

/** A statement that lets EventBridge in for the rule, or for another source. */
export function forRule(Action: string, Resource: string, source = RULE_ARN): Statement {
  return {
    Action,
    Resource,
    Principal: { Service: "events.amazonaws.com" },
    Condition: { ArnEquals: { "aws:SourceArn": source }, StringEquals: { "aws:SourceAccount": LOCAL_ACCOUNT } },
  };
}

export async function createQueue(
  bed: TestBed,
  QueueName: string,
  statements: readonly Statement[] = [],
  attributes: Readonly<Record<string, string>> = {},
): Promise<string> {
  const Attributes = { ...attributes, ...(QueueName.endsWith(".fifo") ? { FifoQueue: "true" } : {}) };
  const { QueueUrl = "" } = await bed.sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  if (statements.length > 0) await setPolicy(bed, QueueUrl, statements);
  return QueueUrl;
}

export async function setPolicy(bed: TestBed, QueueUrl: string, statements: readonly Statement[]): Promise<void> {
  const Policy = JSON.stringify(policy(...statements));
  await bed.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
}

/** The rule RULE matches all events of the source "test" and has this target. */
export async function setTarget(bed: TestBed, target: Omit<Target, "Id">): Promise<void> {
  await bed.events.send(new PutRuleCommand({ Name: RULE, EventPattern: JSON.stringify({ source: ["test"] }) }));
  await bed.events.send(new PutTargetsCommand({ Rule: RULE, Targets: [{ Id: "target", ...target }] }));
}

export async function send(bed: TestBed, detail: object = { a: 1 }): Promise<void> {
  const Entries = [{ Source: "test", DetailType: "x", Detail: JSON.stringify(detail) }];
  await bed.events.send(new PutEventsCommand({ Entries }));
}

export function iam(bed: TestBed, parameters: Readonly<Record<string, string>>): Promise<string> {
  return query(bed, "iam", { ...parameters, Version: "2010-05-08" });
}

export function query(bed: TestBed, service: string, parameters: Readonly<Record<string, string>>): Promise<string> {
  return awsCall(bed.aws.endpoint, service, {
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(parameters).toString(),
  });
}

export function json<T>(bed: TestBed, service: string, target: string, body: object): Promise<T> {
  return jsonCall<T>(bed.aws.endpoint, service, target, body);
}

/** Messages of a log group, in the order of their arrival. */
export async function loggedIn(bed: TestBed, logGroupName: string): Promise<string[]> {
  type Found = { events: { message: string }[] };
  const { events } = await json<Found>(bed, "logs", "Logs_20140328.FilterLogEvents", { logGroupName });
  return events.map(({ message }) => message);
}

/** A role that services may assume; without statements, it may do nothing. */
export async function createRole(
  bed: TestBed,
  name: string,
  service: string | readonly string[],
  statements: readonly Statement[] = [],
  condition?: object,
): Promise<string> {
  const trust = {
    Action: "sts:AssumeRole",
    Principal: { Service: service },
    ...(condition && { Condition: condition }),
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Statement: [{ Effect: "Allow", ...trust }] });
  await iam(bed, { Action: "CreateRole", RoleName: name, AssumeRolePolicyDocument });
  if (statements.length > 0) await setRolePolicy(bed, name, statements);
  return roleArn(name);
}

export async function setRolePolicy(bed: TestBed, name: string, statements: readonly Statement[]): Promise<void> {
  const PolicyDocument = JSON.stringify(policy(...statements));
  await iam(bed, { Action: "PutRolePolicy", RoleName: name, PolicyName: "work", PolicyDocument });
}

/** A policy that lets its role do everything, for `permissions_boundary_arn`. @returns its ARN */
export async function createBoundary(bed: TestBed): Promise<string> {
  const PolicyDocument = JSON.stringify(policy({ Action: "*", Resource: "*" }));
  await iam(bed, { Action: "CreatePolicy", PolicyName: "boundary", PolicyDocument });
  return `arn:aws:iam::${LOCAL_ACCOUNT}:policy/boundary`;
}

/** A customer managed key with these statements beside the one that lets the account manage it. */
export async function createKey(bed: TestBed, statements: readonly Statement[]): Promise<string> {
  const account = { Action: "kms:*", Resource: "*", Principal: { AWS: `arn:aws:iam::${LOCAL_ACCOUNT}:root` } };
  const Policy = JSON.stringify(policy(account, ...statements));
  const { KeyMetadata } = await json<{ KeyMetadata: { Arn: string } }>(bed, "kms", "TrentService.CreateKey", {
    Policy,
  });
  return KeyMetadata.Arn;
}

/** A bucket with such a policy. */
export async function createBucket(bed: TestBed, name: string, statements: readonly Statement[]): Promise<void> {
  await awsCall(bed.aws.endpoint, "s3", { method: "PUT", path: `/${name}` });
  const body = JSON.stringify(policy(...statements));
  await awsCall(bed.aws.endpoint, "s3", { method: "PUT", path: `/${name}?policy`, body });
}

/** A bucket for the files of any trail. */
export async function createTrailBucket(bed: TestBed, name: string): Promise<void> {
  const Principal = { Service: "cloudtrail.amazonaws.com" };
  await createBucket(bed, name, [
    { Action: "s3:GetBucketAcl", Resource: `arn:aws:s3:::${name}`, Principal },
    { Action: "s3:PutObject", Resource: `arn:aws:s3:::${name}/AWSLogs/${LOCAL_ACCOUNT}/*`, Principal },
  ]);
}

/** A Node.js function whose handler has this body. */
export async function createFunction(bed: TestBed, FunctionName: string, Role: string, body: string): Promise<string> {
  const ZipFile = zipSync({ "index.js": new TextEncoder().encode(`exports.handler = async (event) => { ${body} };`) });
  await bed.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Code: { ZipFile },
    }),
  );
  return arn("lambda", `function:${FunctionName}`);
}
