import { CreatePartnerEventSourceCommand } from "@aws-sdk/client-eventbridge";
import { LOCAL_ACCOUNT } from "../local-aws/account";
import { ensureLocalAws, type LocalAws, startLocalAws } from "../local-aws/local-aws";
import { Actions } from "./actions";
import { storeToken } from "./actions/token";
import { FactLog } from "./fact-log";
import { withNetworkAdvice } from "./network-advice";
import { observe } from "./observers";
import type { Poller } from "./observers/poller";
import { PageServer } from "./server/page-server";
import { AwsClients } from "./stage/aws-clients";
import { Deployment } from "./stage/deployment";
import { INSTALLER_POLICIES } from "./stage/installer";
import { CLOUD_ACCOUNT, MechCloud } from "./stage/mechcloud";
import { EVENT_SOURCE, type Stage } from "./stage/stage";
import { STORY } from "./story/story";
import { Teller } from "./story/teller";

const OBSERVED_LIMIT_MS = 60_000;

/** Both flows on a local AWS, with the page; whatever happens is in the log. */
export class Demo {
  readonly log = new FactLog();
  #server!: PageServer;
  #aws: LocalAws | undefined;
  #actions: Actions | undefined;
  #deployment: Deployment | undefined;
  #poller: Poller | undefined;
  /** What {@link stop} ends, the newest last. */
  readonly #endings: (() => unknown)[] = [];

  /** Serves the page; nothing is deployed yet. */
  static async open(): Promise<Demo> {
    const demo = new Demo();
    demo.#server = await PageServer.start({ log: demo.log, press: (name) => demo.actions.press(name) });
    demo.#endings.push(() => demo.#server.stop());
    return demo;
  }

  get page(): PageServer {
    return this.#server;
  }

  /** The buttons, after the deployment. */
  get actions(): Actions {
    if (!this.#actions) throw new Error("Wait for the deployment.");
    return this.#actions;
  }

  /** For the AWS CLI and Terraform, after the deployment. */
  get env(): LocalAws["env"] {
    return this.#aws?.env ?? {};
  }

  async deploy(): Promise<void> {
    const { log } = this;
    await log.step("Install the local AWS", "the first time, pip downloads it", () =>
      withNetworkAdvice("pip downloads the local AWS (MiniStack) from PyPI", ensureLocalAws()),
    );
    const local = await log.step("Start the local AWS", "it takes a few seconds", () => startLocalAws());
    this.#aws = local;
    this.#endings.push(() => local.stop());
    const aws = new AwsClients(local);
    const mechCloud = await MechCloud.start(log);
    this.#endings.push(
      () => aws.destroy(),
      () => mechCloud.stop(),
    );
    await aws.events.send(new CreatePartnerEventSourceCommand({ Name: EVENT_SOURCE, Account: LOCAL_ACCOUNT }));

    const installer = await local.user("installer", INSTALLER_POLICIES);
    const deployment = new Deployment({ folder: local.folder, env: installer.env }, log, {
      cloud_account_id: CLOUD_ACCOUNT,
      endpoint_url: mechCloud.url,
      event_source_name: EVENT_SOURCE,
      webhook_url: `${this.page.url.replace("http:", "https:")}/webhook`,
    });
    this.#deployment = deployment;
    await log.step("Initialize Terraform", "the first time, it downloads the AWS provider", () =>
      withNetworkAdvice("Terraform downloads the AWS provider from its registry", deployment.init()),
    );
    const outputs = await log.step("Deploy with Terraform", "the AWS provider watches each queue for 25 s", () =>
      deployment.apply(),
    );
    await this.#begin({ aws, mechCloud, outputs, log }, local);
  }

  /** How many requests policies have decided on, and how many they refused, as a sentence. */
  async decisions(): Promise<string> {
    const { evaluated, refused } = await this.#aws!.decisions();
    return `IAM policies decided on ${evaluated} requests, and refused ${refused}.`;
  }

  /** @throws Error if the story does not come out */
  tellStory(): Promise<void> {
    return new Teller(this.actions, this.log).tell(STORY);
  }

  /** Destroys resource by resource, as in a real account. */
  async destroy(): Promise<void> {
    await this.#poller?.stop();
    await this.log.step("Destroy with Terraform", "the AWS provider waits 42 s for each queue to be gone", () =>
      this.#deployment!.destroy(),
    );
  }

  async stop(): Promise<void> {
    this.log.add({ kind: "ended", text: "The demo has ended. Start it again with npm run demo." });
    for (const end of this.#endings.toReversed()) await end();
  }

  async #begin(stage: Stage, local: LocalAws): Promise<void> {
    await storeToken(stage, stage.mechCloud.issueToken());
    const poller = await observe(stage, local);
    this.#poller = poller;
    this.#endings.push(() => poller.stop());
    await this.log.until(
      "the relay, its queues, and the access token",
      ({ relay, queues, token, ec2 }) => Boolean(relay.mapping === "Enabled" && queues && token && ec2),
      OBSERVED_LIMIT_MS,
    );
    this.#actions = new Actions(stage);
  }
}
