import type { CreateTagsRequest, DescribeTagsRequest } from "@aws-sdk/client-ec2";
import { ACCOUNT, type RecordedAnswers } from "./call";

export interface FakeAsset {
  readonly id: string;
  readonly tags: Record<string, string>;
}

/** How many items EC2 returns at once here. */
const PAGE = 2;

/** The parts of EC2 that the commands use, in memory. */
export class FakeEc2 {
  /** By their ids. */
  readonly assets = new Map<string, FakeAsset>();
  /** Whose assets they are. */
  owner = ACCOUNT;
  /** Called before each tag; may throw. */
  beforeTag: (id: string) => void = () => {};
  /** What was tagged, as "<id>=<name>". */
  readonly tagged: string[] = [];

  constructor(...assets: readonly (readonly [id: string, tags?: Record<string, string>])[]) {
    for (const [id, tags = {}] of assets) this.assets.set(id, { id, tags });
  }

  get answers() {
    return {
      describeVpcs: (input: Page) => {
        expect(input.Filters).toEqual([{ Name: "owner-id", Values: [this.owner] }]);
        const { items, NextToken } = this.page("vpc-", input);
        return { Vpcs: items.map(({ id, tags }) => ({ VpcId: id, Tags: tagList(tags) })), NextToken };
      },
      describeSubnets: (input: Page) => {
        expect(input.Filters).toEqual([{ Name: "owner-id", Values: [this.owner] }]);
        const { items, NextToken } = this.page("subnet-", input);
        return { Subnets: items.map(({ id, tags }) => ({ SubnetId: id, Tags: tagList(tags) })), NextToken };
      },
      describeInstances: (input: Page) => {
        const Values = ["pending", "running", "stopping", "stopped"];
        expect(input.Filters).toEqual([{ Name: "instance-state-name", Values }]);
        const { items, NextToken } = this.page("i-", input);
        return { Reservations: items.map(({ id, tags }) => ({ Instances: [instance(id, tags)] })), NextToken };
      },
      describeTags: ({ Filters }: DescribeTagsRequest) => {
        const [key, ids] = Filters!.map(({ Values }) => Values!);
        const found = ids!.filter((id) => key![0]! in (this.assets.get(id)?.tags ?? {}));
        return found.length === 0 ? {} : { Tags: found.map((ResourceId) => ({ ResourceId })) };
      },
      createTags: ({ Resources, Tags }: CreateTagsRequest) => {
        const [id] = Resources as [string];
        this.beforeTag(id);
        const [{ Key, Value }] = Tags as [{ Key: string; Value: string }];
        this.assets.get(id)!.tags[Key] = Value;
        this.tagged.push(`${id}=${Value}`);
        return {};
      },
    } satisfies RecordedAnswers["ec2"];
  }

  private page(prefix: string, { NextToken = "0" }: Page) {
    const start = Number(NextToken);
    const found = [...this.assets.values()].filter(({ id }) => id.startsWith(prefix));
    const next = start + PAGE < found.length ? String(start + PAGE) : undefined;
    return { items: found.slice(start, start + PAGE), NextToken: next };
  }
}

interface Page {
  readonly NextToken?: string;
  readonly Filters?: unknown;
}

function instance(InstanceId: string, tags: Record<string, string>) {
  return { InstanceId, Tags: tagList(tags) };
}

/** EC2 leaves out an empty list. */
function tagList(tags: Record<string, string>) {
  const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return list.length === 0 ? undefined : list;
}
