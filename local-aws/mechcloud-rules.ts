import type { IncomingMessage } from "node:http";

/** An EventBridge event as MechCloud receives it, whole or reduced. */
export interface MechCloudEvent {
  readonly id?: string;
  readonly time?: string;
  readonly source: string;
  readonly "detail-type": string;
  readonly region?: string;
  readonly resources?: readonly string[];
  /** The parts that this stand-in looks at; its shape is the sending service's. */
  readonly detail: {
    readonly "resource-type"?: string;
    readonly "instance-id"?: string;
    readonly state?: string;
    readonly "changed-tag-keys"?: readonly string[];
    readonly tags?: Readonly<Record<string, string>>;
    readonly eventName?: string;
    readonly requestParameters?: { readonly vpcId?: string } | null;
    readonly responseElements?: {
      readonly vpc?: { readonly vpcId: string };
      readonly subnet?: { readonly subnetId: string; readonly vpcId: string };
    } | null;
  };
}

export interface Refusal {
  readonly status: number;
  readonly sentence: string;
}

export interface Expected {
  readonly path: string;
  readonly token: string;
  readonly teamId: string;
  readonly cloudAccountId: string | undefined;
}

const REFERER = "https://portal.mechcloud.io/";
const TAG_CHANGE_DETAIL = ["changed-tag-keys", "service", "resource-type", "tags"];

/** Why MechCloud would refuse this request; undefined when it would not. */
export function refusalOf(
  request: IncomingMessage,
  event: MechCloudEvent | undefined,
  expected: Expected,
): Refusal | undefined {
  const { headers, method } = request;
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  if (url.pathname !== expected.path) return { status: 404, sentence: `no such path: ${url.pathname}` };
  if (method !== "POST") return { status: 405, sentence: `method ${method} is not POST` };
  if (headers.authorization !== `Bearer ${expected.token}`) {
    return { status: 401, sentence: "the access token is missing or no longer valid" };
  }
  const account = url.searchParams.get("cloudAccountId");
  const sentence =
    accountProblem(account, expected.cloudAccountId) ??
    headerProblem("Mc-Team-Id", headers["mc-team-id"], expected.teamId) ??
    headerProblem("Referer", headers.referer, REFERER) ??
    headerProblem("Content-Type", headers["content-type"]?.split(";")[0], "application/json") ??
    bodyProblem(event);
  return sentence === undefined ? undefined : { status: 400, sentence };
}

function accountProblem(account: string | null, expected: string | undefined): string | undefined {
  if (!account) return "query parameter cloudAccountId is missing";
  if (expected !== undefined && account !== expected) return `cloudAccountId "${account}" is unknown`;
  return undefined;
}

function headerProblem(name: string, value: string | string[] | undefined, expected: string): string | undefined {
  return value === expected ? undefined : `header ${name} is "${String(value)}" and must be "${expected}"`;
}

function bodyProblem(event: MechCloudEvent | undefined): string | undefined {
  if (typeof event !== "object" || event === null) return "the body is not a JSON object";
  if (typeof event.source !== "string") return "source is missing";
  if (typeof event["detail-type"] !== "string") return "detail-type is missing";
  if (typeof event.detail !== "object" || event.detail === null) return "detail is missing";
  if (event["detail-type"] !== "Tag Change on Resource") return undefined;
  if (typeof event.region !== "string") return "region is missing";
  if (!Array.isArray(event.resources) || event.resources.length === 0) return "resources is missing";
  const missing = TAG_CHANGE_DETAIL.find((name) => !(name in event.detail));
  return missing && `detail.${missing} is missing`;
}

/** Remembers accepted VPCs, to refuse a subnet that overtook its own. */
export class VpcOrder {
  private readonly vpcs = new Set<string>();

  learn(event: MechCloudEvent | undefined): void {
    const created = event?.detail?.responseElements?.vpc?.vpcId;
    const tagged = event?.detail?.["resource-type"] === "vpc" ? event?.resources?.[0]?.split("/").pop() : undefined;
    for (const vpc of [created, tagged]) if (vpc) this.vpcs.add(vpc);
  }

  /** Only CloudTrail's CreateSubnet names the subnet's VPC. */
  refusalOf(event: MechCloudEvent | undefined): Refusal | undefined {
    if (event?.detail?.eventName !== "CreateSubnet") return undefined;
    const { responseElements, requestParameters } = event.detail;
    const vpc = responseElements?.subnet?.vpcId ?? requestParameters?.vpcId;
    return vpc && this.vpcs.has(vpc) ? undefined : { status: 400, sentence: `the subnet's VPC ${vpc} is unknown` };
  }

  clear(): void {
    this.vpcs.clear();
  }
}
