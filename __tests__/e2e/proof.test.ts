import { DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import type { MechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import { holds } from "./support/arrivals";
import { CliUsers } from "./support/cli";
import { deployRelay, storeToken } from "./support/relay";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";

let bed: TestBed;
let users: CliUsers;
let mechCloud: MechCloudStandIn;

beforeAll(async () => {
  bed = await TestBed.start();
  users = new CliUsers(bed);
  mechCloud = await bed.mechCloud({ token: "token", cloudAccountId: "acc-1" });
  const relay = await deployRelay(bed, { endpoint_url: mechCloud.url, archive_retention_days: 1 });
  await storeToken(bed.secrets, relay, "token");
}, DEPLOY_LIMIT);
afterAll(() => bed?.end(), 30_000);

interface Result {
  readonly outcome: string;
  readonly hops: readonly { readonly hop: string; readonly milliseconds: number }[];
}

test.each([["a VPC"], ["an event in the queue", "--queue-only"]])(
  "a user with the documented policy follows %s to MechCloud",
  async (_, ...options) => {
    const { code, stdout, stderr } = await users.run("test", ["test", "--json", ...options]);
    process.stdout.write(`${stdout}${stderr}`);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Result).outcome).toBe("accepted");
    const Filters = [{ Name: "tag:Mc-Asset-Name", Values: ["aws-event-relay-test"] }];
    expect((await bed.ec2.send(new DescribeVpcsCommand({ Filters }))).Vpcs ?? []).toEqual([]);
  },
  300_000,
);

test("a user with the documented policy replays the VPC's events", async () => {
  const [event] = mechCloud.arrivals.flatMap(({ event }) =>
    event?.["detail-type"] === "Tag Change on Resource" ? [event] : [],
  );
  const from = new Date(Date.now() - 3_600_000).toISOString();
  const { code, stdout, stderr } = await users.run("replay", ["replay", "--from", from, "--yes", "--json"]);
  process.stdout.write(`${stdout}${stderr}`);
  const { state, replay } = JSON.parse(stdout) as { state: string; replay: string };
  expect({ code, state }).toEqual({ code: 0, state: "COMPLETED" });

  const [, again] = await holds(2, () => mechCloud.arrivals.filter((arrival) => arrival.event?.id === event!.id));
  expect(again!.event).toEqual({ ...event, "replay-name": replay });
}, 120_000);
