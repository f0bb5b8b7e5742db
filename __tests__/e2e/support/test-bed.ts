import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type LocalAws, type LocalSettings, startLocalAws } from "../../../local-aws/local-aws";
import {
  type MechCloudStandIn,
  type StandInOptions,
  startMechCloudStandIn,
} from "../../../local-aws/mechcloud-stand-in";
import { type SharedProvider, startSharedProvider } from "../../../scripts/lib/shared-provider";
import { Terraform, terraformEnvironment } from "../../../scripts/lib/terraform";

/** Long enough for a deployment, in milliseconds: the provider alone waits 25 s for each queue and each of its policies. */
export const DEPLOY_LIMIT = 300_000;

/** What the AWS provider's block needs to work with the local AWS. */
export const LOCAL_PROVIDER = {
  skip_metadata_api_check: true,
  skip_region_validation: true,
  s3_use_path_style: true,
};

/** A local AWS of one test file with SDK clients, an empty folder, and stand-ins for MechCloud; `end` ends them all. */
export class TestBed {
  readonly ec2: EC2Client;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
  readonly secrets: SecretsManagerClient;
  readonly sqs: SQSClient;
  /** For Terraform and cdktf. */
  readonly env: Readonly<Record<string, string>>;
  /** Empty, and gone at the end, even when the test's process is killed. */
  readonly folder: string;
  private readonly standIns: MechCloudStandIn[] = [];
  private readonly providers: SharedProvider[] = [];

  private constructor(readonly aws: LocalAws) {
    this.folder = join(aws.folder, "test");
    mkdirSync(this.folder);
    this.ec2 = new EC2Client(aws.clientConfig);
    this.events = new EventBridgeClient(aws.clientConfig);
    this.lambda = new LambdaClient(aws.clientConfig);
    this.secrets = new SecretsManagerClient(aws.clientConfig);
    this.sqs = new SQSClient(aws.clientConfig);
    // The provider waits for queues, which costs no time of the processor: let it wait for all of them at once.
    const parallelism = { TF_CLI_ARGS_apply: "-parallelism=30", TF_CLI_ARGS_destroy: "-parallelism=30" };
    this.env = { ...terraformEnvironment(), ...aws.env, ...parallelism };
  }

  static async start(settings: LocalSettings = {}): Promise<TestBed> {
    return new TestBed(await startLocalAws(settings));
  }

  /** A MechCloud of its own; it ends with this test bed. */
  async mechCloud(options: StandInOptions): Promise<MechCloudStandIn> {
    const standIn = await startMechCloudStandIn(options);
    this.standIns.push(standIn);
    return standIn;
  }

  /**
   * Terraform in this folder, initialized. All its commands use one pool of providers, which ends with this test bed, and
   * whose working directory is this folder: a configuration may have relative paths.
   * @param env who runs it
   */
  async terraform(folder: string, env = this.env): Promise<Terraform> {
    await new Terraform(folder, env).init();
    const provider = await startSharedProvider(folder, env);
    this.providers.push(provider);
    return new Terraform(folder, { ...env, ...provider.env });
  }

  /** What was deployed ends with the local AWS, also when no test destroyed it. */
  async end(): Promise<void> {
    for (const client of [this.ec2, this.events, this.lambda, this.secrets, this.sqs]) client.destroy();
    await Promise.all([...this.standIns, ...this.providers].map((child) => child.stop()));
    await this.aws.stop();
  }
}
