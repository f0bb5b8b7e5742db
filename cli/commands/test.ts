import { ASSET_NAME_TAG } from "../../lambda-src/contract/resource-types";
import { type CommandContext, command } from "../command";
import { CliError } from "../errors";
import { table } from "../output/table";
import { announce } from "../relay/announce";
import { Log, type LogEntry } from "../relay/log";
import { periodOf } from "../relay/period";
import { findRelay, mappingOf, type Relay } from "../relay/relay";
import { follow, reasonOf, sendTestEvent } from "../relay/test-event";

const DEFAULT_WAIT_MS = 180_000;

/** The name of the VPC; the policy lets the command delete no other. */
const NAME = "aws-event-relay-test";

export const test = command({
  name: "test",
  description: "follow an event from EC2 to MechCloud, and show how long each hop takes",
  details: [
    `Creates a VPC with the tag ${ASSET_NAME_TAG}, which is free of charge, and deletes it at the end, also after Ctrl-C.`,
    "With --queue-only, sends an event to the queue instead: the removal of the tag from a VPC that does not exist.",
  ].join("\n"),
  options: {
    queueOnly: { description: "create nothing in EC2; the test begins at the queue" },
    wait: {
      value: "period",
      description: "how long to wait, such as 90s or 10m; default: 3m. CloudTrail needs up to 15m",
      parse: periodOf,
    },
  },
  async run({ queueOnly, wait = DEFAULT_WAIT_MS, prefix }, context) {
    const relay = await findRelay(context.aws, prefix);
    const { names } = relay;
    const { State } = mappingOf(relay);
    if (State !== "Enabled") throw new CliError(`${names.function} is paused (${State}): aws-event-relay status.`);
    const test = { relay, wait, log: new Log(context.aws, names, context.clock.now()) };
    const found = queueOnly ? await throughQueue(test, context) : await throughEc2(test, context);
    if (context.signal.aborted) return;
    return report(found, test, context);
  },
});

interface Test {
  readonly relay: Relay;
  /** Milliseconds. */
  readonly wait: number;
  readonly log: Log;
}

/** How far the event got. */
interface Found {
  /** The VPC, or the event's id. */
  readonly subject: string;
  readonly firstHop: string;
  /** When it was sent, in milliseconds since 1970. */
  readonly sentAt: number;
  /** What the function last said of it. */
  readonly entry: LogEntry | undefined;
}

async function throughEc2(test: Test, context: CommandContext): Promise<Found> {
  const { aws, clock, output } = context;
  await announce(context, `create the VPC ${NAME}, and delete it at the end`);
  const vpcId = await createVpc(context);
  try {
    const sentAt = clock.now();
    output.note(`Created ${vpcId}. Waiting for MechCloud to accept it.`);
    const entry = await follow(
      test.log,
      test.wait,
      context,
      ({ resourceIds }) => resourceIds?.includes(vpcId) === true,
    );
    return { subject: vpcId, firstHop: "to EventBridge", sentAt, entry };
  } finally {
    await aws.ec2.deleteVpc({ VpcId: vpcId });
    output.note(`Deleted ${vpcId}.`);
  }
}

async function createVpc({ aws }: CommandContext): Promise<string> {
  const Tags = [{ Key: ASSET_NAME_TAG, Value: NAME }];
  try {
    const { Vpc } = await aws.ec2.createVpc({
      CidrBlock: "10.255.255.0/28",
      TagSpecifications: [{ ResourceType: "vpc", Tags }],
    });
    return Vpc!.VpcId!;
  } catch (error) {
    if ((error as Error).name !== "VpcLimitExceeded") throw error;
    throw new CliError("The region has as many VPCs as its quota allows: use --queue-only, or delete one.");
  }
}

async function throughQueue({ relay, wait, log }: Test, context: CommandContext): Promise<Found> {
  const { eventId, sentAt } = await sendTestEvent(relay.names, context);
  const entry = await follow(log, wait, context, (entry) => entry.eventId === eventId);
  return { subject: eventId, firstHop: "to the queue", sentAt, entry };
}

async function report(found: Found, test: Test, context: CommandContext): Promise<number> {
  const { output } = context;
  const { subject, entry } = found;
  if (entry?.outcome !== "delivered") {
    const reason = await reasonOf(entry, test.relay.names, test.wait, context);
    output.result({ subject, outcome: "not-accepted", reason, hops: [] }, `${subject} did not arrive: ${reason}`);
    return 1;
  }
  const hops = hopsOf(found, entry);
  const rows = hops.map(({ hop, milliseconds }) => [hop, `${milliseconds} ms`]);
  output.result({ subject, outcome: "accepted", reason: null, hops }, `MechCloud accepted ${subject}.\n${table(rows)}`);
  return 0;
}

/** The function logs when the event happened, to the second, and how long its POST took. */
function hopsOf({ firstHop, sentAt }: Found, { time, queueDelayMs = 0, latencyMs = 0 }: LogEntry) {
  const posted = time - latencyMs;
  const atBus = Math.max(sentAt, time - queueDelayMs);
  return [
    { hop: firstHop, milliseconds: Math.max(0, atBus - sentAt) },
    { hop: "to the function", milliseconds: Math.max(0, posted - atBus) },
    { hop: "to MechCloud", milliseconds: latencyMs },
    { hop: "in all", milliseconds: Math.max(0, time - sentAt) },
  ];
}
