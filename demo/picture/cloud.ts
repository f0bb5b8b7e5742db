import { type AwsEvent, assetName, summaryOf, typeOf } from "./aws-event";

/** A VPC, a subnet or an instance. */
export interface Resource {
  readonly id: string;
  /** Of an instance: "running", … */
  readonly state?: string;
  /** The tag Mc-Asset-Name. */
  readonly name?: string;
  /** Id of the VPC of a subnet, or of the subnet of an instance. */
  readonly parent?: string;
  readonly cidr?: string;
}

/** The cloud as somebody knows it who has nothing but the events. */
export interface Cloud {
  readonly resources: ReadonlyMap<string, Resource>;
  /** Ids are never given twice: whatever still comes about these is late. */
  readonly gone: ReadonlySet<string>;
}

export const EMPTY_CLOUD: Cloud = { resources: new Map(), gone: new Set() };

/** The cloud after one more event. */
export function withEvent(cloud: Cloud, event: AwsEvent): Cloud {
  const summary = summaryOf(event);
  if (!summary) return cloud;
  const { rule, what, resources } = summary;
  if (rule === "mc-tag-change-events") return withAll(cloud, resources, () => ({ name: assetName(event) }));
  if (rule === "mc-instance-state-change-events") {
    return what === "terminated" ? without(cloud, resources) : withAll(cloud, resources, () => ({ state: what }));
  }
  if (what.startsWith("Delete") && what !== "DeleteTags") return without(cloud, resources);
  const { vpc, subnet, instancesSet } = event.detail.responseElements ?? {};
  if (vpc) return withAll(cloud, [vpc.vpcId], () => ({ cidr: vpc.cidrBlock }));
  if (subnet) return withAll(cloud, [subnet.subnetId], () => ({ parent: subnet.vpcId, cidr: subnet.cidrBlock }));
  if (what !== "RunInstances") return cloud; // tags and states come with events of their own
  const parents = new Map(instancesSet?.items.map(({ instanceId, subnetId }) => [instanceId, subnetId]));
  return withAll(cloud, resources, (id) => ({ parent: parents.get(id) }));
}

function withAll(
  { resources, gone }: Cloud,
  ids: readonly string[],
  news: (id: string) => Omit<Resource, "id">,
): Cloud {
  const changed = new Map(resources);
  for (const id of ids.filter((candidate) => !gone.has(candidate))) {
    changed.set(id, { ...changed.get(id), id, ...news(id) });
  }
  return { resources: changed, gone };
}

function without({ resources, gone }: Cloud, ids: readonly string[]): Cloud {
  const left = [...resources].filter(([id]) => !ids.includes(id));
  return { resources: new Map(left), gone: new Set([...gone, ...ids]) };
}

/** A resource with what is in it. */
export interface Box extends Resource {
  readonly type: "vpc" | "subnet" | "instance";
  readonly boxes: readonly Box[];
  /** How EC2 differs, "EC2: stopped"; undefined if it says the same. */
  readonly difference: string | undefined;
  /** False if only EC2 has it, and no event has told of it yet. */
  readonly isKnown: boolean;
}

/**
 * The cloud as nested boxes, and what only EC2 has. A resource whose parent is not known stands beside the VPCs.
 * @param ec2 what EC2 answers; undefined if it was not asked yet
 */
export function boxesOf({ resources }: Cloud, ec2: readonly Resource[] | undefined): Box[] {
  const actual = new Map(ec2?.map((resource) => [resource.id, resource]));
  const unknown = [...actual.values()].filter(({ id }) => !resources.has(id));
  const all = [...resources.values(), ...unknown];
  const ids = new Set(all.map(({ id }) => id));
  const box = (resource: Resource): Box => {
    const { id } = resource;
    const isKnown = resources.has(id);
    return {
      ...resource,
      type: typeOf(id) ?? "instance",
      boxes: all.filter(({ parent }) => parent === id).map(box),
      difference: isKnown ? ec2 && difference(resource, actual.get(id)) : "only EC2 has it",
      isKnown,
    };
  };
  return all.filter(({ parent }) => parent === undefined || !ids.has(parent)).map(box);
}

function difference(known: Resource, actual: Resource | undefined): string | undefined {
  if (!actual) return "EC2: gone";
  const differing = (["name", "state", "parent"] as const).filter((key) => known[key] !== actual[key]);
  return differing.length > 0 ? `EC2: ${differing.map((key) => actual[key] ?? `no ${key}`).join(", ")}` : undefined;
}
