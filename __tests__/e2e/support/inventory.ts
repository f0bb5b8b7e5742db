import { ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { ListEventSourceMappingsCommand, ListFunctionsCommand, ListLayersCommand } from "@aws-sdk/client-lambda";
import { ListSecretsCommand } from "@aws-sdk/client-secrets-manager";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../../scripts/lib/local-aws";
import type { TestBed } from "./test-bed";

/** Sorted names of what is in the local AWS, by kind. */
export interface Inventory {
  readonly queues: string[];
  readonly rules: string[];
  readonly functions: string[];
  readonly layers: string[];
  /** Names of the functions that a queue triggers. */
  readonly mappings: string[];
  readonly secrets: string[];
  readonly roles: string[];
  readonly logGroups: string[];
  readonly trails: string[];
  readonly buckets: string[];
}

export const NOTHING: Inventory = {
  queues: [],
  rules: [],
  functions: [],
  layers: [],
  mappings: [],
  secrets: [],
  roles: [],
  logGroups: [],
  trails: [],
  buckets: [],
};

export async function inventory({ aws, sqs, events, lambda, secrets }: TestBed): Promise<Inventory> {
  const [queues, rules, functions, layers, mappings, kept, roles, logGroups, trails, buckets] = await Promise.all([
    sqs.send(new ListQueuesCommand({})),
    events.send(new ListRulesCommand({})),
    lambda.send(new ListFunctionsCommand({})),
    lambda.send(new ListLayersCommand({})),
    lambda.send(new ListEventSourceMappingsCommand({})),
    secrets.send(new ListSecretsCommand({})),
    call(aws.endpoint, "iam", { body: "Action=ListRoles&Version=2010-05-08" }),
    call(aws.endpoint, "logs", { body: "{}", target: "Logs_20140328.DescribeLogGroups" }),
    call(aws.endpoint, "cloudtrail", {
      body: "{}",
      target: "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.DescribeTrails",
    }),
    call(aws.endpoint, "s3", {}),
  ]);
  return {
    queues: names(queues.QueueUrls),
    rules: names(rules.Rules?.map(({ Name }) => Name)),
    functions: names(functions.Functions?.map(({ FunctionName }) => FunctionName)),
    layers: names(layers.Layers?.map(({ LayerName }) => LayerName)),
    mappings: names(mappings.EventSourceMappings?.map(({ FunctionArn }) => FunctionArn?.replaceAll(":", "/"))),
    secrets: names(kept.SecretList?.map(({ Name }) => Name)),
    roles: names(between(roles, /<RoleName>([^<]*)</g)),
    logGroups: between(logGroups, /"logGroupName": ?"([^"]*)"/g).sort(),
    trails: names(between(trails, /"Name": ?"([^"]*)"/g)),
    buckets: names(between(buckets, /<Name>([^<]*)</g)),
  };
}

/** The last part of each URL, ARN or name. */
function names(all: readonly (string | undefined)[] = []): string[] {
  return all.map((name) => name?.split("/").pop() ?? "").sort();
}

function between(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = ""]) => name);
}

/** A call of a service for which no SDK client is among the dependencies. */
async function call(endpoint: string, service: string, { body, target }: { body?: string; target?: string }) {
  const credential = `${LOCAL_ACCOUNT}/20240101/${LOCAL_REGION}/${service}/aws4_request`;
  const headers = {
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
    ...(target ? { "x-amz-target": target, "content-type": "application/x-amz-json-1.1" } : {}),
    ...(body && !target ? { "content-type": "application/x-www-form-urlencoded" } : {}),
  };
  const response = await fetch(endpoint, { method: body ? "POST" : "GET", headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} answered ${response.status}: ${text}`);
  return text;
}
