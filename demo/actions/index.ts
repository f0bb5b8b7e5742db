import { type ActionName, obstacleOf, runningInstances } from "../picture/actions";
import type { Resource } from "../picture/cloud";
import type { Picture } from "../picture/picture";
import type { Stage } from "../stage/stage";
import { Ec2Changes } from "./ec2";
import { sendScalrEvent } from "./scalr";
import { resume, storeToken } from "./token";

/** The forwarder posts an event three times for each of its first receives. */
const POSTS_OF_TWO_RECEIVES = 6;
const LIMIT_MS = 120_000;

/** Does what the buttons say, for the page and for the story. */
export class Actions {
  readonly #perform: Record<ActionName, () => string | Promise<string>>;
  #count = 0;

  constructor(private readonly stage: Stage) {
    const { aws, mechCloud, log } = stage;
    const changes = new Ec2Changes(aws.ec2);
    const all = () => log.picture.ec2 ?? [];
    const instance = () => runningInstances(log.picture)[0]!;
    // Alone, an event that always fails looks like a MechCloud that is away.
    const renameTwo = async () => {
      const [first, second] = runningInstances(log.picture) as [Resource, Resource];
      const { size } = log.picture.journeys;
      const texts = [await changes.rename(first)];
      await log.until(
        "two receives of the event",
        (picture) => triesSince(picture, size) >= POSTS_OF_TWO_RECEIVES,
        LIMIT_MS,
      );
      return [...texts, await changes.rename(second)].join(" ");
    };
    this.#perform = {
      network: () => changes.createNetwork(),
      tag: () => changes.rename(instance()),
      terminate: () => changes.deleteNetwork(all().find(isVpc)!, all()),
      burst: () => changes.renameOften(all().filter(({ state }) => state === "running")),
      away: () => {
        mechCloud.goAway();
        return "MechCloud hangs up from now on.";
      },
      slow: () => {
        mechCloud.beSlow();
        return "Each answer takes 3 s from now on.";
      },
      back: () => {
        mechCloud.beWell();
        return "MechCloud answers again.";
      },
      refuse: () => {
        mechCloud.answerNextTagChange(400, "this event is refused, since a button said so");
        return changes.rename(instance());
      },
      poison: () => {
        mechCloud.answerNextTagChange(500, "this event always fails, since a button said so");
        return renameTwo();
      },
      expire: async () => {
        await storeToken(stage, mechCloud.issueExpiringToken());
        return "The token has 5 s left.";
      },
      renew: async () => {
        await storeToken(stage, mechCloud.issueToken());
        await resume(stage);
        return "A token for an hour is stored, and the relay resumes.";
      },
      run: () => sendScalrEvent(aws.events, log, "scalr-run-errored.json"),
      audit: () => sendScalrEvent(aws.events, log, "scalr-audit-log.json"),
    };
  }

  /**
   * Presses the button.
   * @throws Error if that is not possible now, or fails
   */
  async press(name: ActionName): Promise<void> {
    const { log } = this.stage;
    const obstacle = obstacleOf(name, log.picture);
    if (obstacle) throw new Error(obstacle);
    this.#count += 1;
    const act = { kind: "act", number: this.#count, name } as const;
    log.add({ ...act, progress: "started" });
    try {
      log.add({ ...act, progress: "done", text: await this.#perform[name]() });
    } catch (error) {
      log.add({ ...act, progress: "failed", text: (error as Error).message });
      throw error;
    }
  }
}

/** How often the newest events were posted without success, at most. */
const triesSince = ({ journeys }: Picture, size: number): number =>
  Math.max(
    0,
    ...[...journeys.values()].slice(size).map(({ tries }) => tries.filter(({ status }) => status === 500).length),
  );

const isVpc = ({ id }: Resource) => id.startsWith("vpc-");
