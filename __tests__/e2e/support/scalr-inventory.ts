import {
  ListApiDestinationsCommand,
  ListConnectionsCommand,
  ListEventBusesCommand,
  ListRulesCommand,
} from "@aws-sdk/client-eventbridge";
import { awsCall, jsonCall } from "../../../local-aws/aws-call";
import { type Inventory, inventory } from "./inventory";
import type { TestBed } from "./test-bed";

/** Sorted names of what is in the local AWS, with what only Scalr's side of the relay has. */
export interface ScalrInventory extends Inventory {
  readonly eventBuses: string[];
  /** Names of the rules of all buses but the default one. */
  readonly partnerRules: string[];
  readonly connections: string[];
  readonly apiDestinations: string[];
  readonly topics: string[];
  readonly queryDefinitions: string[];
  readonly logResourcePolicies: string[];
}

export async function scalrInventory(bed: TestBed): Promise<ScalrInventory> {
  const { events } = bed;
  const logs = <T>(action: string) => jsonCall<T>(bed.aws.endpoint, "logs", `Logs_20140328.${action}`);
  const [common, buses, connections, destinations, topics, queries, policies] = await Promise.all([
    inventory(bed),
    events.send(new ListEventBusesCommand({})),
    events.send(new ListConnectionsCommand({})),
    events.send(new ListApiDestinationsCommand({})),
    awsCall(bed.aws.endpoint, "sns", {
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "Action=ListTopics&Version=2010-03-31",
    }),
    logs<{ queryDefinitions: { name: string }[] }>("DescribeQueryDefinitions"),
    logs<{ resourcePolicies: { policyName: string }[] }>("DescribeResourcePolicies"),
  ]);
  const eventBuses = names(buses.EventBuses?.map(({ Name }) => Name)).filter((name) => name !== "default");
  const rules = await Promise.all(
    eventBuses.map((EventBusName) => events.send(new ListRulesCommand({ EventBusName }))),
  );
  return {
    ...common,
    eventBuses,
    partnerRules: names(rules.flatMap(({ Rules = [] }) => Rules.map(({ Name }) => Name))),
    connections: names(connections.Connections?.map(({ Name }) => Name)),
    apiDestinations: names(destinations.ApiDestinations?.map(({ Name }) => Name)),
    topics: names([...topics.matchAll(/<TopicArn>[^<]*:([^<:]*)</g)].map(([, name]) => name)),
    queryDefinitions: names(queries.queryDefinitions.map(({ name }) => name)),
    logResourcePolicies: names(policies.resourcePolicies.map(({ policyName }) => policyName)),
  };
}

function names(all: readonly (string | undefined)[] = []): string[] {
  return all.map((name) => name ?? "").sort();
}
