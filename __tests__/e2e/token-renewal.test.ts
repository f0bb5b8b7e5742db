import { once } from "node:events";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { DescribeSecretCommand, GetSecretValueCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { bundleEntry, zipFiles } from "../../scripts/lib/bundle";
import { killGroup, start } from "../../scripts/lib/process";
import { ROOT } from "../../scripts/lib/project";
import type { Terraform } from "../../scripts/lib/terraform";
import { arn, roleArn, type Statement } from "./support/aws-resources";
import { installerEnv } from "./support/installer";
import type { RelayOutputs } from "./support/relay";
import { unneededRights } from "./support/rights";
import { hcl } from "./support/terraform";
import { DEPLOY_LIMIT, LOCAL_PROVIDER, TestBed } from "./support/test-bed";

jest.setTimeout(60_000);

const EXAMPLE = "examples/token-renewal";
const MODULE = "terraform/terraform-aws-mechcloud-sync";
const LEFT_OUT = [".terraform", ".terraform.lock.hcl", "dist"];
const FUNCTION = "mechcloud-token-renewal";
const STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;
/** The versions of a secret are named by UUIDs. */
const VERSIONS = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"] as const;

/** What the example's own function, role and secret need. */
const OWN: readonly Statement[] = [
  {
    Action: [
      ...["CreateFunction", "DeleteFunction", "GetFunction", "GetFunctionCodeSigningConfig"],
      "ListVersionsByFunction",
    ].map((action) => `lambda:${action}`),
    Resource: arn("lambda", `function:${FUNCTION}`),
  },
  { Action: "iam:*", Resource: roleArn(`${FUNCTION}-*`) },
  { Action: "secretsmanager:*", Resource: arn("secretsmanager", "secret:mechcloud-client-*") },
];

let bed: TestBed;
let terraform: Terraform;
let issuer: ReturnType<typeof start>;
let relay: RelayOutputs;

beforeAll(async () => {
  bed = await TestBed.start();
  issuer = start(process.execPath, [join(__dirname, "support/issuer.mjs")], { stdio: ["pipe", "pipe", "ignore"] });
  const [url] = (await once(issuer.stdout!, "data")) as [Buffer];
  for (const part of [EXAMPLE, MODULE]) {
    const filter = (source: string) => !LEFT_OUT.includes(basename(source));
    cpSync(join(ROOT, part), join(bed.folder, part), { recursive: true, filter });
  }
  const example = join(bed.folder, EXAMPLE);
  mkdirSync(join(example, "dist"));
  writeFileSync(join(example, "dist/function.zip"), zipFiles(await bundleEntry(`${EXAMPLE}/index.ts`)));
  const local = { provider: { aws: LOCAL_PROVIDER } };
  writeFileSync(join(example, "local_override.tf.json"), JSON.stringify(local));
  const output = {
    relay: { value: hcl("module.mechcloud_sync") },
    client: { value: hcl("aws_secretsmanager_secret.client.arn") },
  };
  writeFileSync(join(example, "outputs.tf.json"), JSON.stringify({ output }));
  terraform = await bed.terraform(
    example,
    await installerEnv(bed, { policies: ["mechcloud-sync", "token-renewal"], beside: OWN }),
  );
  await terraform.apply({ cloud_account_id: "acc-1", issuer_url: String(url).trim() });
  const outputs = (await terraform.output()) as { relay: RelayOutputs; client: string };
  ({ relay } = outputs);
  const SecretString = JSON.stringify({ client_id: "relay", client_secret: "secret" });
  await bed.secrets.send(new PutSecretValueCommand({ SecretId: outputs.client, SecretString }));
}, DEPLOY_LIMIT);

afterAll(async () => {
  if (issuer) killGroup(issuer);
  await bed?.end();
}, 30_000);

/** As Secrets Manager does it. */
async function rotate(ClientRequestToken: string, steps: readonly string[] = STEPS): Promise<void> {
  for (const Step of steps) {
    const event = { Step, SecretId: relay.access_token_secret_arn, ClientRequestToken };
    const request = new InvokeCommand({ FunctionName: FUNCTION, Payload: Buffer.from(JSON.stringify(event)) });
    const { FunctionError, Payload } = await bed.lambda.send(request);
    if (FunctionError) throw new Error(`${Step}: ${Buffer.from(Payload!).toString()}`);
  }
}

async function currentToken(): Promise<string> {
  const request = new GetSecretValueCommand({ SecretId: relay.access_token_secret_arn });
  const { SecretString = "" } = await bed.secrets.send(request);
  return SecretString;
}

function claimsOf(token: string): { client_id: string; scope: string; exp: number } {
  return JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()) as ReturnType<typeof claimsOf>;
}

test("the secret rotates every four hours, by the function", async () => {
  const secret = await bed.secrets.send(new DescribeSecretCommand({ SecretId: relay.access_token_secret_arn }));

  expect(secret).toMatchObject({
    RotationEnabled: true,
    RotationLambdaARN: expect.stringMatching(`:function:${FUNCTION}$`) as string,
    RotationRules: { ScheduleExpression: "rate(4 hours)" },
  });
});

test("each rotation stores another token of the issuer, also if its steps come twice", async () => {
  await rotate(VERSIONS[0]);
  const first = await currentToken();
  await rotate(
    VERSIONS[1],
    STEPS.flatMap((step) => [step, step]),
  );
  const second = await currentToken();

  expect(claimsOf(first).client_id).toBe("relay");
  expect(claimsOf(second).exp).toBeGreaterThan(Date.now() / 1_000 + 9 * 3_600);
  expect(second).not.toBe(first);
  const { VersionIdsToStages = {} } = await bed.secrets.send(
    new DescribeSecretCommand({ SecretId: relay.access_token_secret_arn }),
  );
  expect(VersionIdsToStages[VERSIONS[1]]).toContain("AWSCURRENT");
});

test("an issuer that refuses the client leaves the token as it is", async () => {
  const before = await currentToken();
  killGroup(issuer);

  await expect(rotate("33333333-3333-4333-8333-333333333333")).rejects.toThrow("createSecret: ");
  expect(await currentToken()).toBe(before);
});

test(
  "each right of its policy is needed to install it",
  async () => {
    const policies = await bed.aws.policies();
    await terraform.destroy();
    const { requests } = await bed.aws.decisions();
    const others = /^(?!.*policy\/installer-token-renewal$)/;

    expect(await unneededRights({ policies, requests, others, prefix: "" })).toEqual({ rights: 8, unneeded: [] });
  },
  DEPLOY_LIMIT,
);
