import { CreateVpcCommand, EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { SQSClient } from "@aws-sdk/client-sqs";
import { groupBy } from "../../lambda-src/shared/group-by";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../local-aws/account";
import { jsonCall } from "../../local-aws/aws-call";
import type { Arrival, MechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import { BURST } from "../../samples/faults/burst";
import type { Terraform } from "../../scripts/lib/terraform";
import { failAtRandom } from "./support/burst";
import { type BusEvent, idOf, stateChange, tagSet } from "./support/bus-events";
import { type CliResult, CliUsers, diagnose } from "./support/cli";
import { queueDepth, untilEmpty, untilHolds } from "./support/queues";
import { type RelayOutputs, storeToken } from "./support/relay";
import { hcl, MECHCLOUD_MODULE, terraformOf } from "./support/terraform";
import { DEPLOY_LIMIT, LOCAL_PROVIDER, TestBed } from "./support/test-bed";

const LIMIT_MS = 600_000;
const TOKEN = "token";
const OTHER_ACCOUNT = "210987654321";
const REGIONS = [LOCAL_REGION, "eu-west-1", "ap-south-1"];
const PLACES = [LOCAL_ACCOUNT, OTHER_ACCOUNT].flatMap((account) => REGIONS.map((region) => ({ account, region })));
/** Each account's cloud account in MechCloud. */
const CLOUD_ACCOUNTS: Readonly<Record<string, string>> = { [LOCAL_ACCOUNT]: "acc-own", [OTHER_ACCOUNT]: "acc-other" };

type Place = (typeof PLACES)[number];

/** The relay is in the first place; the third has a configuration of its own, so that it comes and goes by itself. */
const [HUB, , APART, ...ELSEWHERE] = PLACES as [Place, Place, Place, ...Place[]];
const SPOKES = [PLACES[1]!, ...ELSEWHERE];
const nameOf = ({ account, region }: Place) => `${account === LOCAL_ACCOUNT ? "own" : "other"}_${region}`;

let bed: TestBed;
let mechCloud: MechCloudStandIn;
let relay: RelayOutputs;
/** URLs of the spokes' dead-letter queues. */
let deadLetters: Readonly<Record<string, string>>;
let hub: Terraform;
let spokeApart: Terraform;
let users: CliUsers;
let usersOfOther: CliUsers;
const clients = new Map<string, { events: EventBridgeClient; sqs: SQSClient }>();

beforeAll(async () => {
  bed = await TestBed.start();
  mechCloud = await bed.mechCloud({ token: TOKEN });
  for (const place of PLACES) {
    const credentials = { accessKeyId: place.account, secretAccessKey: "local" };
    const config = { ...bed.aws.clientConfig, region: place.region, credentials };
    clients.set(nameOf(place), { events: new EventBridgeClient(config), sqs: new SQSClient(config) });
  }
  users = new CliUsers(bed);
  [hub, spokeApart] = await Promise.all([deployHub(), deploySpokeApart()]);
  usersOfOther = users.of(OTHER_ACCOUNT);
  await users.addProfile("hub", "doctor");
  const outputs = await hub.output();
  relay = outputs["relay"] as RelayOutputs;
  deadLetters = outputs["dead_letters"] as Record<string, string>;
  await storeToken(bed.secrets, relay, TOKEN);
}, DEPLOY_LIMIT);

afterAll(async () => {
  for (const { events, sqs } of clients.values()) for (const client of [events, sqs]) client.destroy();
  await bed?.end();
}, 30_000);

/** Another account is the root of its own. */
function providerOf(place: Place) {
  const own = place.account === LOCAL_ACCOUNT;
  const account = own ? {} : { access_key: place.account, secret_key: "local" };
  return { ...LOCAL_PROVIDER, ...account, region: place.region };
}

const spokeOf = (hubBusArn: string, inputs: object = {}) => ({
  source: `${MECHCLOUD_MODULE}/modules/spoke`,
  hub_bus_arn: hubBusArn,
  ...inputs,
});

async function deployHub(): Promise<Terraform> {
  const spokes = SPOKES.map((place) => [
    nameOf(place),
    spokeOf(hcl("module.relay.hub_bus_arn"), { providers: { aws: `aws.${nameOf(place)}` } }),
  ]);
  const terraform = await terraformOf(
    bed,
    { policies: ["mechcloud-sync", "mechcloud-hub", "mechcloud-spoke"] },
    {
      provider: { aws: [providerOf(HUB), ...SPOKES.map((place) => ({ alias: nameOf(place), ...providerOf(place) }))] },
      variable: { cloud_accounts: { type: "map(string)" }, organization_id: { type: "string", default: null } },
      module: {
        relay: {
          source: MECHCLOUD_MODULE,
          cloud_account_id: CLOUD_ACCOUNTS[LOCAL_ACCOUNT],
          create_hub: true,
          cloud_accounts: hcl("var.cloud_accounts"),
          organization_id: hcl("var.organization_id"),
          endpoint_url: mechCloud.url,
        },
        ...(Object.fromEntries(spokes) as object),
      },
      output: {
        relay: { value: hcl("module.relay") },
        dead_letters: {
          value: Object.fromEntries(
            SPOKES.map((place) => [nameOf(place), hcl(`module.${nameOf(place)}.dead_letter_queue_url`)]),
          ),
        },
      },
    },
    "hub",
  );
  await terraform.apply({ cloud_accounts: { [OTHER_ACCOUNT]: CLOUD_ACCOUNTS[OTHER_ACCOUNT] } });
  return terraform;
}

async function deploySpokeApart(): Promise<Terraform> {
  const busArn = `arn:aws:events:${HUB.region}:${HUB.account}:event-bus/mechcloud-hub`;
  const root = { provider: { aws: providerOf(APART) }, module: { spoke: spokeOf(busArn) } };
  const terraform = await terraformOf(bed, { policies: ["mechcloud-spoke"] }, root, "spoke");
  await terraform.apply();
  return terraform;
}

async function put(place: Place, events: readonly (BusEvent & { detail: object })[]): Promise<void> {
  const { events: bus } = clients.get(nameOf(place))!;
  for (let from = 0; from < events.length; from += 10) {
    const Entries = events.slice(from, from + 10).map(({ source, "detail-type": DetailType, resources, detail }) => ({
      Source: source,
      DetailType,
      Resources: [...resources],
      Detail: JSON.stringify(detail),
    }));
    await bus.send(new PutEventsCommand({ Entries }));
  }
}

interface Posted {
  readonly cloudAccountId: string | null;
  readonly account: string;
  readonly region: string;
  readonly detailType: string;
  readonly id: string | undefined;
  readonly number: number;
}

function postedOf({ event, cloudAccountId }: Arrival): Posted {
  const { account, region, detail } = event as unknown as Posted & { detail: { number: number } };
  return { cloudAccountId, account, region, detailType: event!["detail-type"], id: idOf(event), number: detail.number };
}

const accepted = () => mechCloud.arrivals.filter(({ status }) => status === 200).map(postedOf);

/** A numbered event about one of twenty instances, of two rules in turn. */
function eventOf(number: number) {
  const id = `i-${number % 20}`;
  const event = Math.floor(number / 20) % 2 ? tagSet("instance", id) : stateChange(id, "running");
  return { ...event, detail: { ...event.detail, number } };
}

const usersAt = ({ account }: Place) => (account === HUB.account ? users : usersOfOther);
const optionsAt = ({ account, region }: Place) => [
  ...["--region", region],
  ...(account === HUB.account ? [] : ["--hub-profile", "hub"]),
];

/** What doctor finds at a place, but for its default VPC, which nobody has tagged. */
async function findingsAt(place: Place): Promise<string[]> {
  const { findings } = await diagnose(usersAt(place), ...optionsAt(place));
  return findings.filter((finding) => !/^(spoke-)?assets: 0 of /.test(finding));
}

async function statusAt(place: Place): Promise<object> {
  const { stdout, stderr } = await usersAt(place).run("status", ["status", "--json", "--region", place.region]);
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout) as object;
}

test(
  "doctor and status know the hub and the spokes, in a region of the same account and in another account",
  async () => {
    const places = [HUB, APART, ELSEWHERE[0]!];
    expect(await Promise.all(places.map(findingsAt))).toEqual([[], [], []]);

    const enabled = (...names: string[]) => names.map((name) => ({ name, enabled: true }));
    const [ofHub, ...ofSpokes] = await Promise.all(places.map(statusAt));
    expect(ofHub).toMatchObject({ hub: { eventBus: "mechcloud-hub", accounts: [OTHER_ACCOUNT] } });
    expect(ofSpokes).toMatchObject(
      [APART, ELSEWHERE[0]!].map(({ region }) => ({
        region,
        rules: enabled("mc-instance-state-change-events-spoke", "mc-tag-change-events-spoke"),
        deadLetterQueue: { waiting: 0, inFlight: 0 },
      })),
    );
  },
  LIMIT_MS,
);

const COUNT = Math.ceil(BURST.events / PLACES.length);
const NUMBERS = Array.from({ length: COUNT }, (_, number) => number);

test(
  `${COUNT * PLACES.length} events of ${REGIONS.length} regions and 2 accounts with ${100 * BURST.failures} % random failures: none is lost, each is posted for its own account, in order`,
  async () => {
    const failed = failAtRandom(mechCloud);
    await Promise.all(PLACES.map((place) => put(place, NUMBERS.map(eventOf))));
    await mechCloud.waitForAccepted(COUNT * PLACES.length, LIMIT_MS);
    await untilEmpty(bed.sqs, relay.queue_url);
    mechCloud.answerBy();

    const posted = accepted();
    for (const { account, region } of PLACES) {
      const ofPlace = posted.filter((event) => event.account === account && event.region === region);
      expect(ofPlace.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(NUMBERS);
      expect(new Set(ofPlace.map(({ cloudAccountId }) => cloudAccountId))).toEqual(new Set([CLOUD_ACCOUNTS[account]]));
      for (const events of groupBy(ofPlace, ({ detailType, id }) => `${detailType} ${id}`)) {
        const numbers = events.map(({ number }) => number);
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      }
    }
    expect(failed()).toBeGreaterThan((BURST.events * BURST.failures) / 4);
    expect(await deadLettersOf(SPOKES)).toEqual(SPOKES.map(() => 0));
    expect(await queueDepth(bed.sqs, relay.dead_letter_queue_url)).toBe(0);
    expect(await queueDepth(bed.sqs, relay.rule_dead_letter_queue_url)).toBe(0);
  },
  LIMIT_MS,
);

const deadLettersOf = (places: readonly Place[]) =>
  Promise.all(
    places.map((place) => {
      const { sqs } = clients.get(nameOf(place))!;
      return queueDepth(sqs, deadLetters[nameOf(place)]!);
    }),
  );

describe("what changes", () => {
  const [other] = ELSEWHERE as [Place];
  let spokeIsBack: Promise<void>;
  /** What doctor says where the spoke was. */
  let whileRemoved: CliResult;

  beforeAll(() => {
    mechCloud.clear();
    // It takes the provider long to delete a queue, and to create one.
    spokeIsBack = spokeApart.destroy().then(async () => {
      whileRemoved = await users.run("doctor", ["doctor", ...optionsAt(APART)]);
      await spokeApart.apply();
    });
  });

  test(
    "the hub's policy no longer names an account: its events wait in the spoke's dead-letter queue, with the reason",
    async () => {
      await hub.apply({ cloud_accounts: {} });
      await put(other, [eventOf(1)]);

      const { sqs } = clients.get(nameOf(other))!;
      const [letter] = await untilHolds(1, sqs, deadLetters[nameOf(other)]!);
      expect(letter?.MessageAttributes).toMatchObject({ ERROR_CODE: { StringValue: "NO_PERMISSIONS" } });
      expect(mechCloud.arrivals).toEqual([]);
      expect(await findingsAt(other)).toEqual([
        expect.stringMatching(/^spoke-hub: The policy of .*mechcloud-hub does not let the account 210987654321 send/),
        expect.stringMatching(/^spoke-dead-letters: management-events-spoke-dlq contains \d+ event/),
      ]);
    },
    LIMIT_MS,
  );

  test(
    "the account belongs to the organization, but has no cloud account: the relay sets its event aside, with the reason",
    async () => {
      const { Organization } = await jsonCall<{ Organization: { Id: string } }>(
        bed.aws.endpoint,
        "organizations",
        "AWSOrganizationsV20161128.DescribeOrganization",
        {},
        OTHER_ACCOUNT,
      );
      await hub.apply({ cloud_accounts: {}, organization_id: Organization.Id });
      await put(other, [eventOf(2)]);

      const [letter] = await untilHolds(1, bed.sqs, relay.dead_letter_queue_url);
      expect(letter?.MessageAttributes).toMatchObject({
        outcome: { StringValue: "unmapped" },
        fault: { StringValue: `AWS account ${OTHER_ACCOUNT} has no cloud account` },
      });
      expect(mechCloud.arrivals).toEqual([]);
      expect(await findingsAt(HUB)).toEqual([
        expect.stringMatching(/^dead-letters: management-events-dlq.fifo contains \d+ event/),
        `unmapped: Events were set aside in the last day: AWS account ${OTHER_ACCOUNT} has no cloud account.`,
      ]);
      expect(await findingsAt(other)).toContain(
        `spoke-hub: The hub's cloud_accounts lacks the account ${OTHER_ACCOUNT}: the hub sets its events aside.`,
      );
    },
    LIMIT_MS,
  );

  test(
    "a spoke was removed and is back, and the account has its cloud account again: events are delivered as before",
    async () => {
      await Promise.all([hub.apply({ cloud_accounts: { [OTHER_ACCOUNT]: "acc-again" } }), spokeIsBack]);
      await put(APART, [eventOf(3)]);
      await put(other, [eventOf(4)]);
      await mechCloud.waitForAccepted(2);

      expect(
        accepted()
          .map(({ number, cloudAccountId }) => [number, cloudAccountId])
          .toSorted(),
      ).toEqual([
        [3, CLOUD_ACCOUNTS[LOCAL_ACCOUNT]],
        [4, "acc-again"],
      ]);
      expect(whileRemoved).toMatchObject({ code: 1, stderr: expect.stringContaining("nor a spoke") as string });
      expect(await findingsAt(APART)).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    "assets of a spoke are tagged in its account, and reported again by the relay's user: both for that account",
    async () => {
      mechCloud.clear();
      const { account, region } = other;
      const credentials = { accessKeyId: account, secretAccessKey: "local" };
      const ec2 = new EC2Client({ ...bed.aws.clientConfig, region, credentials });
      const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.1.0.0/16" }));
      ec2.destroy();
      await usersOfOther.addProfile("account-b", "resync");
      const run = async (by: CliUsers, name: string, ...options: string[]) => {
        const { stdout, stderr } = await by.run(name, [name, "--yes", "--json", ...options]);
        if (!stdout) throw new Error(stderr);
        return JSON.parse(stdout) as { tagged: number; sent: number };
      };

      const { tagged } = await run(usersOfOther, "tag-assets", "--region", region);
      await mechCloud.waitForAccepted(tagged, LIMIT_MS);
      const { sent } = await run(users, "resync", "--from-profile", "account-b", "--from-region", region);
      await mechCloud.waitForAccepted(tagged + sent, LIMIT_MS);

      expect(tagged).toBeGreaterThan(0);
      expect(sent).toBeGreaterThanOrEqual(tagged);
      for (const event of accepted()) expect(event).toMatchObject({ cloudAccountId: "acc-again", account, region });
      expect(accepted().filter(({ id }) => id === Vpc!.VpcId)).toHaveLength(2);
    },
    LIMIT_MS,
  );

  test(
    "what a spoke could not send is listed in its account, and redriven by the relay's user for that account",
    async () => {
      mechCloud.clear();
      const { account, region } = other;
      const queue = "management-events-spoke-dlq";
      const list = await usersOfOther.run("dlq-list", ["dlq", "list", "--region", region, "--json"]);
      expect(JSON.parse(list.stdout)).toMatchObject({
        queues: [{ name: queue, count: 1, events: [{ reason: expect.stringContaining("NO_PERMISSIONS") as string }] }],
      });

      await usersOfOther.addProfile("account-b-redrive", "redrive");
      const from = ["--from", `arn:aws:sqs:${region}:${account}:${queue}`, "--from-profile", "account-b-redrive"];
      const redriven = await users.run("redrive", ["redrive", "--rule-events", ...from, "--yes", "--json"]);
      expect(redriven.code).toBe(0);
      expect(JSON.parse(redriven.stdout)).toMatchObject({
        moved: 1,
        left: 0,
        groups: [{ group: `mc-instance-state-change-events-${account}`, moved: 1 }],
      });
      await mechCloud.waitForAccepted(1, LIMIT_MS);
      expect(accepted()).toMatchObject([{ number: 1, cloudAccountId: "acc-again", account, region }]);
    },
    LIMIT_MS,
  );
});
