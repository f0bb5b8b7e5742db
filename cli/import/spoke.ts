import { DEFAULT_TEAM_ID } from "../../lambda-src/contract/endpoint";
import { nameOfArn } from "../aws/arn";
import type { Aws } from "../aws/aws";
import { UsageError } from "../errors";
import type { HubBus } from "../relay/hub-bus";
import { queueUrlOf } from "../relay/queue-url";
import type { Relay } from "../relay/relay";
import { findHandMade, rulesTo } from "./mechcloud";
import { type ByHand, type Found, hcl, logGroup } from "./part";

/**
 * What somebody created after MechCloud's page, where a spoke is to be. Nothing of it can be imported: a spoke's rules have
 * other names, and the provider would delete a rule to rename it. So the spoke is created beside it.
 *
 * @throws UsageError if the hub is in this account and region
 * @throws CliError if there is nothing, or it is the module's already
 */
export async function spokeParts(aws: Aws, prefix: string | undefined, hub: HubBus): Promise<Found> {
  const { Account: account } = await aws.sts.getCallerIdentity({});
  if (hub.account === account && hub.region === (await aws.region())) {
    throw new UsageError(
      `--hub-bus-arn must be in another region or account than this one, got "${hub.arn}": import the relay here without it.`,
    );
  }
  const relay = await findHandMade(aws, prefix);
  const QueueUrl = await queueUrlOf(aws, relay.names.queue);
  const { Attributes } = await aws.sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["QueueArn", "RedrivePolicy"] });
  const { rules, mechanisms } = await rulesTo(aws, Attributes!.QueueArn!);
  return {
    imports: [],
    inputs: {
      hub_bus_arn: hcl(hub.arn),
      ...(mechanisms.length > 0 && { sync_mechanisms: hcl(mechanisms) }),
      ...(prefix && { name_prefix: hcl(prefix) }),
    },
    first: hubInputs(relay, account!, hub),
    byHand: [
      ...rules.map((rule) => ({
        part: `rule ${rule}`,
        next: `disable it: aws events disable-rule --name ${rule}. Then delete it with its targets`,
      })),
      ...(await leftovers(aws, relay, Attributes!.RedrivePolicy)),
    ],
  };
}

/** What the hub must know before the first event comes: the old function's own settings. */
function hubInputs({ environment }: Relay, account: string, hub: HubBus): string[] {
  const { CLOUD_ACCOUNT_ID = "your-cloud-account-id", TEAM_ID = DEFAULT_TEAM_ID } = environment;
  const id = hcl(CLOUD_ACCOUNT_ID);
  return [
    hub.account === account
      ? `The hub posts the events of its own account for its cloud_account_id, which must be ${id}.`
      : `Add this account to the hub's cloud_accounts, and apply the hub first: else it does not accept the events. ${hcl(account)} = ${id}`,
    ...(TEAM_ID === DEFAULT_TEAM_ID
      ? []
      : [`The hub posts all events with one team_id, which must be ${hcl(TEAM_ID)}.`]),
  ];
}

/** In the order in which they can be deleted. */
async function leftovers(aws: Aws, relay: Relay, redrivePolicy: string | undefined): Promise<ByHand[]> {
  const { names, mapping, function: fn } = relay;
  const last = "delete it with the function";
  const group = await logGroup(aws, `/aws/lambda/${names.function}`);
  const deadLetters = /"deadLetterTargetArn" *: *"([^"]+)"/.exec(redrivePolicy ?? "")?.[1];
  return [
    ...(mapping
      ? [
          {
            part: `event source mapping ${mapping.UUID}`,
            next: `delivers what ${names.queue} holds: delete it when the queue is empty`,
          },
        ]
      : []),
    { part: `queue ${names.queue}`, next: "delete it when it is empty: nothing waiting, nothing in flight" },
    ...(deadLetters ? [{ part: `queue ${nameOfArn(deadLetters)}`, next: "delete it when it is empty" }] : []),
    { part: `function ${names.function}`, next: "delete it after its queue" },
    { part: `role ${nameOfArn(fn.Role!)}`, next: last },
    ...(fn.Layers ?? []).map(({ Arn }) => ({ part: `layer ${Arn!.split(":").slice(-2).join(":")}`, next: last })),
    ...(group ? [{ part: `log group ${group.logGroupName}`, next: last }] : []),
  ];
}
