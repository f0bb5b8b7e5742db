import { randomUUID } from "node:crypto";
import { ASSET_NAME_TAG } from "../../lambda-src/contract/resource-types";
import { type Asset, assetsOf, countedAssets } from "../assets/assets";
import { type Place, placeOf, tagEvent } from "../assets/tag-event";
import { type CommandContext, command } from "../command";
import { CliError } from "../errors";
import { table } from "../output/table";
import { counted, isoTime } from "../output/words";
import { announce } from "../relay/announce";
import { relayNames } from "../relay/names";
import { queueUrlOf } from "../relay/queue-url";

/** What SQS takes in one call. */
const BATCH = 10;

export const resync = command({
  name: "resync",
  description: `send an event for each VPC, subnet and instance that has the tag ${ASSET_NAME_TAG}, parents first`,
  details: [
    "For assets that were tagged before the relay existed, or whose events were lost. Without --yes, only shows them.",
    "Ctrl-C stops after the current events. The same command then sends all of them again, which MechCloud accepts.",
  ].join("\n"),
  options: { yes: { description: "send the events to the relay's queue" } },
  async run({ prefix, yes }, context) {
    const { aws, output } = context;
    const names = relayNames(prefix);
    const place = await placeOf(aws);
    const queueUrl = await queueUrlOf(aws, names.queue);
    const assets = (await assetsOf(aws, place.account)).filter(({ tags }) => ASSET_NAME_TAG in tags);
    if (!yes) {
      const rows = assets.map(({ type, id, tags }) => ({ type, id, name: tags[ASSET_NAME_TAG]! }));
      return output.result({ queue: names.queue, assets: rows }, planText(rows, names.queue));
    }
    await announce(context, `send events of ${countedAssets(assets)} to ${names.queue}`);
    const sent = await send(assets, { queueUrl, group: names.tagChangeRule, place }, context);
    const left = assets.length - sent;
    const text = [`Sent ${sent} of ${assets.length} events to ${names.queue}.`];
    if (left > 0) text.push("Interrupted. Run the same command again: it sends all of them.");
    output.result({ queue: names.queue, sent, left }, text.join("\n"));
  },
});

function planText(rows: readonly (Pick<Asset, "type" | "id"> & { readonly name: string })[], queue: string): string {
  if (rows.length === 0)
    return `No VPC, subnet or instance has the tag ${ASSET_NAME_TAG}: see aws-event-relay tag-assets.`;
  return [
    table([["TYPE", "ID", ASSET_NAME_TAG], ...rows.map((row) => Object.values(row))]),
    `Nothing was sent. Add --yes to send events of ${countedAssets(rows)} to ${queue}.`,
  ].join("\n");
}

interface Target {
  readonly queueUrl: string;
  /** The message group of EC2's own tag events, so that the order among them stays. */
  readonly group: string;
  readonly place: Place;
}

/** @returns how many events were sent */
async function send(
  assets: readonly Asset[],
  { queueUrl, group, place }: Target,
  { aws, output, clock, signal }: CommandContext,
): Promise<number> {
  const time = isoTime(clock.now());
  const line = output.progress(assets.length);
  let sent = 0;
  try {
    while (sent < assets.length && !signal.aborted) {
      const entries = assets.slice(sent, sent + BATCH).map((asset, index) => ({
        Id: String(index),
        MessageGroupId: group,
        MessageBody: JSON.stringify(tagEvent(asset, place, `resync-${randomUUID()}`, time)),
      }));
      const { Failed = [] } = await aws.sqs.sendMessageBatch({ QueueUrl: queueUrl, Entries: entries });
      if (Failed.length > 0) {
        const { Code, Message } = Failed[0]!;
        throw new CliError(
          `SQS refused ${counted(Failed.length, "event")} after ${sent}: ${Code} ${Message}. Run the same command again.`,
        );
      }
      sent += entries.length;
      line.show("Sent", sent);
    }
  } finally {
    line.end();
  }
  return sent;
}
