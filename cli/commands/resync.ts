import { randomUUID } from "node:crypto";
import { ASSET_NAME_TAG } from "../../lambda-src/contract/resource-types";
import { type Asset, assetsOf, countedAssets } from "../assets/assets";
import { type Place, placeOf, tagEvent } from "../assets/tag-event";
import type { Aws } from "../aws/aws";
import { type CommandContext, command } from "../command";
import { CliError } from "../errors";
import { table } from "../output/table";
import { counted, isoTime } from "../output/words";
import { announce } from "../relay/announce";
import { cloudAccountsOf } from "../relay/hub";
import { hubGroup } from "../relay/hub-group";
import { relayNames } from "../relay/names";
import { queueUrlOf } from "../relay/queue-url";
import { findRelay } from "../relay/relay";

/** What SQS takes in one call. */
const BATCH = 10;

export const resync = command({
  name: "resync",
  description: `send an event for each VPC, subnet and instance that has the tag ${ASSET_NAME_TAG}, parents first`,
  details: [
    "For assets that were tagged before the relay existed, or whose events were lost. Without --yes, only shows them.",
    "--from-region and --from-profile take the assets of a spoke, and send their events to the hub's relay.",
    "Ctrl-C stops after the current events. The same command then sends all of them again, which MechCloud accepts.",
  ].join("\n"),
  options: {
    fromRegion: { value: "region", description: "region of the assets, if it is a spoke's; default: the relay's" },
    fromProfile: {
      value: "profile",
      description: "AWS profile for the assets, if they are in another account than the relay",
    },
    yes: { description: "send the events to the relay's queue" },
  },
  async run({ fromRegion, fromProfile, yes, prefix, ...values }, context) {
    const { aws, output } = context;
    const names = relayNames(prefix);
    const there = context.connect({
      ...values,
      region: fromRegion ?? (await aws.region()),
      profile: fromProfile ?? values.profile,
    });
    const relay = await placeOf(aws);
    const place = await placeOf(there);
    const { account, region } = place;
    const queueUrl = await queueUrlOf(aws, names.queue);
    if (account !== relay.account) await checkCloudAccount(aws, prefix, account);
    const assets = (await assetsOf(there, account)).filter(({ tags }) => ASSET_NAME_TAG in tags);
    const what = `events of ${countedAssets(assets)}${isSame(place, relay) ? "" : ` of account ${account}, region ${region},`}`;
    const result = { queue: names.queue, account, region };
    if (!yes) {
      const rows = assets.map(({ type, id, tags }) => ({ type, id, name: tags[ASSET_NAME_TAG]! }));
      return output.result({ ...result, assets: rows }, planText(rows, `${what} to ${names.queue}`));
    }
    await announce(context, `send ${what} to ${names.queue}`);
    const sent = await send(assets, { queueUrl, group: groupOf(names.tagChangeRule, place, relay), place }, context);
    const left = assets.length - sent;
    const text = [`Sent ${sent} of ${assets.length} events to ${names.queue}.`];
    if (left > 0) text.push("Interrupted. Run the same command again: it sends all of them.");
    output.result({ ...result, sent, left }, text.join("\n"));
  },
});

/** The relay would set the events of an account without a cloud account aside. */
async function checkCloudAccount(aws: Aws, prefix: string | undefined, account: string): Promise<void> {
  const relay = await findRelay(aws, prefix);
  if (cloudAccountsOf(relay).includes(account)) return;
  throw new CliError(
    `The relay ${relay.names.function} has no cloud account for AWS account ${account}: add it to cloud_accounts, and apply.`,
  );
}

function isSame(a: Place, b: Place): boolean {
  return a.account === b.account && a.region === b.region;
}

/** The message group of the tag events that EC2 sends from there, so that the order among them stays: the name of their rule. */
function groupOf(rule: string, place: Place, relay: Place): string {
  if (isSame(place, relay)) return rule;
  return hubGroup(rule, place.account, relay.account);
}

function planText(rows: readonly (Pick<Asset, "type"> & { readonly name: string })[], what: string): string {
  if (rows.length === 0)
    return `No VPC, subnet or instance has the tag ${ASSET_NAME_TAG}: see aws-event-relay tag-assets.`;
  return [
    table([["TYPE", "ID", ASSET_NAME_TAG], ...rows.map((row) => Object.values(row))]),
    `Nothing was sent. Add --yes to send ${what}.`,
  ].join("\n");
}

interface Target {
  readonly queueUrl: string;
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
