import { CreateSubnetCommand, CreateTagsCommand, CreateVpcCommand } from "@aws-sdk/client-ec2";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../local-aws/account";
import { CliUsers } from "./support/cli";
import { TestBed } from "./support/test-bed";

let bed: TestBed;

beforeAll(async () => {
  bed = await TestBed.start();
}, 180_000);
afterAll(() => bed?.end());

test("a user with the documented policy sends the events of tagged assets, parents first", async () => {
  const { QueueUrl } = await bed.sqs.send(
    new CreateQueueCommand({
      QueueName: "management-events.fifo",
      Attributes: { FifoQueue: "true", ContentBasedDeduplication: "true" },
    }),
  );
  const { Vpc } = await bed.ec2.send(new CreateVpcCommand({ CidrBlock: "10.1.0.0/16" }));
  const { Subnet } = await bed.ec2.send(new CreateSubnetCommand({ VpcId: Vpc!.VpcId, CidrBlock: "10.1.0.0/24" }));
  const ids = [Vpc!.VpcId!, Subnet!.SubnetId!];
  await bed.ec2.send(new CreateTagsCommand({ Resources: ids, Tags: [{ Key: "Mc-Asset-Name", Value: "mine" }] }));

  const users = new CliUsers(bed);
  const plan = await users.run("resync", ["resync"]);
  expect(plan).toMatchObject({ code: 0, stderr: "" });
  expect(plan.stdout).toContain("Nothing was sent. Add --yes to send events of 1 VPC, 1 subnet and 0 instances");

  const { code, stdout } = await users.run("resync", ["resync", "--yes", "--json"]);
  expect({ code, result: JSON.parse(stdout) as unknown }).toMatchObject({ code: 0, result: { sent: 2, left: 0 } });
  const bodies: { resources: string[] }[] = [];
  while (bodies.length < ids.length) {
    const { Messages = [] } = await bed.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
    for (const { Body, ReceiptHandle } of Messages) {
      bodies.push(JSON.parse(Body!) as { resources: string[] });
      await bed.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
  const arn = `arn:aws:ec2:${LOCAL_REGION}:${LOCAL_ACCOUNT}`;
  expect(bodies.flatMap(({ resources }) => resources)).toEqual([`${arn}:vpc/${ids[0]}`, `${arn}:subnet/${ids[1]}`]);
}, 120_000);
