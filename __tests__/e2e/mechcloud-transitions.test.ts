import { join } from "node:path";
import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import { API_CALL, stateChange, tagSet } from "./support/bus-events";
import { hcl } from "./support/terraform";
import { DEPLOY_LIMIT, type TestBed } from "./support/test-bed";
import { losses, MODULES, play, startBed } from "./support/transition";

let bed: TestBed;

beforeAll(async () => {
  bed = await startBed();
}, 180_000);
afterAll(() => bed?.end(), 30_000);

test(
  "no event gets lost while the MechCloud sync is created, gets another mechanism, loses one, and is destroyed",
  async () => {
    const mechCloud = await bed.mechCloud({ token: "token", cloudAccountId: "acc-1" });
    const secret = new CreateSecretCommand({ Name: "token", SecretString: "token" });
    const { ARN } = await bed.secrets.send(secret);
    const root = {
      variable: { sync_mechanisms: { type: "list(string)" } },
      module: {
        relay: {
          source: join(MODULES, "terraform-aws-mechcloud-sync"),
          cloud_account_id: "acc-1",
          endpoint_url: mechCloud.url,
          access_token_secret_arn: ARN,
          create_trail: false,
          sync_mechanisms: hcl("var.sync_mechanisms"),
        },
      },
    };
    const stages = {
      "apply tags": { sync_mechanisms: ["tags"] },
      "add cloudtrail": { sync_mechanisms: ["tags", "cloudtrail"] },
      "remove tags": { sync_mechanisms: ["cloudtrail"] },
    };
    const stream = await play(bed, { policies: ["mechcloud-sync"] }, root, stages, (count) => ({
      tag: tagSet("vpc", `vpc-${count}`),
      state: stateChange(`i-${count}`, "running"),
      call: {
        source: "aws.ec2",
        "detail-type": API_CALL,
        resources: [],
        detail: { eventSource: "ec2.amazonaws.com", eventName: "CreateVpc", eventID: String(count) },
      },
    }));

    expect(
      await losses(stream, {
        "mc-tag-change-events": "tag",
        "mc-instance-state-change-events": "state",
        "mc-cloudtrail-events": "call",
      }),
    ).toEqual({});
  },
  4 * DEPLOY_LIMIT,
);
