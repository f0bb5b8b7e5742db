import { DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { CliUsers } from "./support/cli";
import { deployRelay, storeToken } from "./support/relay";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";

let bed: TestBed;
let users: CliUsers;

beforeAll(async () => {
  bed = await TestBed.start();
  users = await CliUsers.create(bed);
  const mechCloud = await bed.mechCloud({ token: "token", cloudAccountId: "acc-1" });
  const relay = await deployRelay(bed, { endpoint_url: mechCloud.url });
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
