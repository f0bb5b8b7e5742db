import type { DescribeReplayCommandOutput } from "@aws-sdk/client-eventbridge";
import type { Aws } from "../aws/aws";
import { allPages } from "../aws/pages";
import { missing } from "./missing";
import type { RelayNames } from "./names";

/** The archive of a relay's events, or of those of its hub. */
export interface Archive {
  readonly name: string;
  readonly arn: string;
  /** ARN of the event bus whose events it keeps. */
  readonly busArn: string;
}

/** @throws CliError if the relay has no such archive */
export async function archiveOf(aws: Aws, names: RelayNames, kind: "archive" | "hubArchive"): Promise<Archive> {
  const ArchiveName = names[kind];
  try {
    const { ArchiveArn, EventSourceArn } = await aws.events.describeArchive({ ArchiveName });
    return { name: ArchiveName, arn: ArchiveArn!, busArn: EventSourceArn! };
  } catch (error) {
    if ((error as Error).name !== "ResourceNotFoundException") throw error;
    const advice = "the module's input archive_retention_days creates one, of events from then on";
    throw await missing(aws, `archive ${ArchiveName}`, advice);
  }
}

export type Replay = DescribeReplayCommandOutput;

export function isActive({ State }: Pick<Replay, "State">): boolean {
  return ["STARTING", "RUNNING", "CANCELLING"].includes(State!);
}

/** The replay of an archive that is not over, if there is one. */
export async function activeReplay({ events }: Aws, { arn }: Archive): Promise<Replay | undefined> {
  const replays = await allPages(async (NextToken) => {
    const page = await events.listReplays({ EventSourceArn: arn, NextToken });
    return { items: page.Replays, next: page.NextToken };
  });
  const active = replays.find(isActive);
  return active && events.describeReplay({ ReplayName: active.ReplayName! });
}
