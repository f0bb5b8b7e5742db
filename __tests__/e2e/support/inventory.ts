import { ListArchivesCommand, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { ListEventSourceMappingsCommand, ListFunctionsCommand, ListLayersCommand } from "@aws-sdk/client-lambda";
import { ListSecretsCommand } from "@aws-sdk/client-secrets-manager";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { awsCall, jsonCall } from "../../../local-aws/aws-call";
import type { TestBed } from "./test-bed";

/** Sorted names of what is in the local AWS, by kind. */
export interface Inventory {
  readonly queues: string[];
  readonly rules: string[];
  readonly archives: string[];
  readonly functions: string[];
  readonly layers: string[];
  /** Names of the functions that a queue triggers. */
  readonly mappings: string[];
  readonly secrets: string[];
  readonly roles: string[];
  readonly logGroups: string[];
  readonly trails: string[];
  readonly buckets: string[];
  /** Names of schedule groups but for the default one. */
  readonly scheduleGroups: string[];
}

export const NOTHING: Inventory = {
  queues: [],
  rules: [],
  archives: [],
  functions: [],
  layers: [],
  mappings: [],
  secrets: [],
  roles: [],
  logGroups: [],
  trails: [],
  buckets: [],
  scheduleGroups: [],
};

export async function inventory({ aws, sqs, events, lambda, secrets }: TestBed): Promise<Inventory> {
  const [queues, rules, archives, functions, layers, mappings, kept, roles, groups, trails, buckets, schedules] =
    await Promise.all([
      sqs.send(new ListQueuesCommand({})),
      events.send(new ListRulesCommand({})),
      events.send(new ListArchivesCommand({})),
      lambda.send(new ListFunctionsCommand({})),
      lambda.send(new ListLayersCommand({})),
      lambda.send(new ListEventSourceMappingsCommand({})),
      secrets.send(new ListSecretsCommand({})),
      awsCall(aws.endpoint, "iam", {
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "Action=ListRoles&Version=2010-05-08",
      }),
      jsonCall<{ logGroups: { logGroupName: string }[] }>(aws.endpoint, "logs", "Logs_20140328.DescribeLogGroups"),
      jsonCall<{ trailList: { Name: string }[] }>(
        aws.endpoint,
        "cloudtrail",
        "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.DescribeTrails",
      ),
      awsCall(aws.endpoint, "s3", { method: "GET" }),
      awsCall(aws.endpoint, "scheduler", { method: "GET", path: "/schedule-groups" }),
    ]);
  return {
    queues: names(queues.QueueUrls),
    rules: names(rules.Rules?.map(({ Name }) => Name)),
    archives: names(archives.Archives?.map(({ ArchiveName }) => ArchiveName)),
    functions: names(functions.Functions?.map(({ FunctionName }) => FunctionName)),
    layers: names(layers.Layers?.map(({ LayerName }) => LayerName)),
    mappings: names(mappings.EventSourceMappings?.map(({ FunctionArn }) => FunctionArn?.replaceAll(":", "/"))),
    secrets: names(kept.SecretList?.map(({ Name }) => Name)),
    roles: between(roles, /<RoleName>([^<]*)</g),
    logGroups: groups.logGroups.map(({ logGroupName }) => logGroupName).sort(),
    trails: names(trails.trailList.map(({ Name }) => Name)),
    buckets: between(buckets, /<Name>([^<]*)</g),
    scheduleGroups: between(schedules, /"Name": ?"([^"]*)"/g).filter((name) => name !== "default"),
  };
}

/** The last part of each URL, ARN or name. */
function names(all: readonly (string | undefined)[] = []): string[] {
  return all.map((name) => name?.split("/").pop() ?? "").sort();
}

function between(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = ""]) => name).sort();
}
