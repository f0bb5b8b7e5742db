import type { MechCloudEvent } from "../../local-aws/mechcloud-rules";
import { type Answer, type MechCloudStandIn, startMechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import type { FactLog } from "../fact-log";
import type { AwsEvent } from "../picture/aws-event";
import { accessToken } from "./access-token";

export const CLOUD_ACCOUNT = "demo-account";

const SLOW_MS = 3_000;
const TOKEN_LIFE_MS = 3_600_000;
const LAST_SECONDS_MS = 5_000;

/** The stand-in for MechCloud with the troubles that a person can give it; it reports each request. */
export class MechCloud {
  #isUp = true;
  #latency = 0;
  /** The answer to the next tag change, and those to single events by the event's id. */
  #next: Answer | undefined;
  readonly #answers = new Map<string, Answer>();
  #expiry: NodeJS.Timeout | undefined;

  private constructor(
    private readonly standIn: MechCloudStandIn,
    private readonly log: FactLog,
  ) {
    standIn.answerBy((event) => this.#answer(event));
    standIn.on("request", ({ at, event }) => log.add({ kind: "posted", event: event as AwsEvent }, at));
    standIn.on("event", ({ at, answeredAt, event, status, body, cloudAccountId }) =>
      log.add(
        {
          kind: "answered",
          event: event as AwsEvent,
          postedAt: at,
          cloudAccountId: cloudAccountId ?? undefined,
          status,
          answer: body,
        },
        answeredAt,
      ),
    );
    this.#report();
  }

  static async start(log: FactLog): Promise<MechCloud> {
    const options = { token: "none yet", cloudAccountId: CLOUD_ACCOUNT, strictOrder: true };
    return new MechCloud(await startMechCloudStandIn(options), log);
  }

  get url(): string {
    return this.standIn.url;
  }

  goAway(): void {
    this.#isUp = false;
    this.#report();
  }

  beSlow(): void {
    this.#setLatency(SLOW_MS);
    this.#report();
  }

  beWell(): void {
    this.#isUp = true;
    this.#setLatency(0);
    this.#next = undefined;
    this.#answers.clear();
    this.#report();
  }

  /** The next change of a tag gets this answer, each time that it is posted. */
  answerNextTagChange(status: number, message: string): void {
    this.#next = { status, body: JSON.stringify({ message }) };
  }

  /** @returns a token that is accepted for an hour, and no other one */
  issueToken(): string {
    return this.#issue(TOKEN_LIFE_MS);
  }

  /** @returns a token that is accepted for its last seconds */
  issueExpiringToken(): string {
    const token = this.#issue(LAST_SECONDS_MS);
    this.#expiry = setTimeout(() => this.standIn.setToken("none"), LAST_SECONDS_MS);
    return token;
  }

  async stop(): Promise<void> {
    clearTimeout(this.#expiry);
    await this.standIn.stop();
  }

  #setLatency(milliseconds: number): void {
    this.#latency = milliseconds;
    this.standIn.setLatency(milliseconds);
  }

  #issue(life: number): string {
    clearTimeout(this.#expiry);
    const token = accessToken(Date.now() + life);
    this.standIn.setToken(token);
    return token;
  }

  #answer(event: MechCloudEvent | undefined): Answer | undefined {
    if (!this.#isUp) return (_request, response) => void response.destroy();
    const id = event?.id ?? "";
    if (this.#next !== undefined && event?.source === "aws.tag") {
      this.#answers.set(id, this.#next);
      this.#next = undefined;
    }
    return this.#answers.get(id);
  }

  #report(): void {
    this.log.add({ kind: "mechcloud", isUp: this.#isUp, latency: this.#latency });
  }
}
