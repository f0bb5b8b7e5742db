import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import type fc from "fast-check";
import { AccessToken } from "../../../../lambda-src/forwarder/access-token";
import { Delivery } from "../../../../lambda-src/forwarder/delivery";
import { EventSender } from "../../../../lambda-src/forwarder/event-sender";
import { createHandler } from "../../../../lambda-src/forwarder/handler";
import { Journal } from "../../../../lambda-src/forwarder/journal";
import type { Answer } from "../../../../lambda-src/forwarder/mechcloud-client";
import { lambdaContext } from "../../support/context";
import { batchOf, sqsRecord, tagChange } from "./records";

/** A record of the batch, and what MechCloud answers to its first POSTs; later ones are answered with 200. */
export interface Plan {
  readonly groupId: string;
  readonly ids: readonly string[];
  readonly second: number;
  readonly answers: readonly Answer[];
}

/** A POST as MechCloud sees it. Times are counted, so that no two are equal. */
export interface Post {
  readonly record: number;
  readonly begunAt: number;
  endedAt: number;
  readonly answer: Answer;
}

export interface Run {
  readonly posts: readonly Post[];
  /** Indexes of the records in the reply. */
  readonly reported: readonly number[];
  /** When a fresh read gave the token that had been refused. */
  readonly tokenKnownAsRefusedAt: number;
}

interface Circumstances {
  readonly scheduler: fc.Scheduler;
  /** What the token's store holds now, and after it was read afresh. */
  readonly tokens?: readonly [string, string];
  readonly remainingMs?: number;
}

const SECOND = 1_000;

/** Runs a batch through the forwarder. The scheduler decides which answer, delay or read ends first. */
export async function simulate(plans: readonly Plan[], circumstances: Circumstances): Promise<Run> {
  const { scheduler, tokens = ["old", "old"], remainingMs = 30 * SECOND } = circumstances;
  const posts: Post[] = [];
  const answers = plans.map((plan) => [...plan.answers]);
  let now = 0;
  let tokenKnownAsRefusedAt = Number.POSITIVE_INFINITY;
  const turn = () => scheduler.schedule(Promise.resolve());

  const client = {
    async post(body: string): Promise<Answer> {
      const record = Number((JSON.parse(body) as { id: string }).id);
      const answer = answers[record]?.shift() ?? { status: 200 };
      const post = { record, begunAt: now++, endedAt: Number.POSITIVE_INFINITY, answer };
      posts.push(post);
      await turn();
      post.endedAt = now++;
      return answer;
    },
  };
  const source = {
    origin: "secret",
    async read(fresh: boolean) {
      if (!fresh) return tokens[0];
      await turn();
      if (tokens[0] === tokens[1]) tokenKnownAsRefusedAt = now++;
      return tokens[1];
    },
  };
  const journal = new Journal(new Logger(), new Metrics({ namespace: "AwsEventRelay", serviceName: "forwarder" }));
  const accessToken = new AccessToken(source);
  const clock = { now: () => 0, delay: turn };
  const sender = new EventSender({ client, accessToken, payload: "full", clock, random: () => 0 });
  const handler = createHandler({ accessToken, delivery: new Delivery(sender, journal), journal });

  const records = plans.map(({ ids, second, groupId }, index) =>
    sqsRecord({ ...tagChange(ids, second), id: String(index) }, { messageId: String(index), groupId }),
  );
  // Every answer costs a second.
  const context = lambdaContext(() => remainingMs - SECOND * posts.filter(({ endedAt }) => endedAt < now).length);
  const { batchItemFailures } = await scheduler.waitFor(handler(batchOf(...records), context));
  const reported = batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier));
  return { posts, reported, tokenKnownAsRefusedAt };
}
