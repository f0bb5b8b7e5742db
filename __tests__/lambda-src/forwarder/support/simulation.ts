import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import type fc from "fast-check";
import { createForwarder } from "../../../../lambda-src/forwarder/forwarder";
import type { Answer } from "../../../../lambda-src/forwarder/mechcloud-client";
import { tagChange } from "../../../../samples/tag-change";
import { lambdaContext } from "../../support/context";
import { batchOf, sqsRecord } from "./records";

/** A record of the batch, and what MechCloud answers to its first POSTs; later ones are answered with 200. */
export interface Plan {
  readonly groupId: string;
  readonly ids: readonly string[];
  readonly second: number;
  /** How often the queue has delivered it. */
  readonly receiveCount: number;
  readonly answers: readonly Answer[];
}

/** A POST as MechCloud sees it. Times are counted, so that no two are equal. */
export interface Post {
  readonly record: number;
  readonly begunAt: number;
  endedAt: number;
  readonly answer: Answer;
  /** Whether the token was the one that its store holds. */
  readonly tokenIsCurrent: boolean;
}

export interface Run {
  readonly posts: readonly Post[];
  /** Indexes of the records in the reply. */
  readonly reported: readonly number[];
  /** Indexes of the records that were isolated or set aside. */
  readonly moved: readonly number[];
  /** Seconds until a record is visible again, by its index, in the order of the call. */
  readonly comesBackAfter: ReadonlyMap<number, number>;
  /** How often the function tried to create the schedule that comes before a pause. */
  readonly pauses: number;
  /** When a fresh read gave the token that had been refused. */
  readonly tokenKnownAsRefusedAt: number;
}

interface Circumstances {
  readonly scheduler: fc.Scheduler;
  /** What the token's store holds now, and after it was read afresh. */
  readonly tokens?: readonly [string, string];
  readonly remainingMs?: number;
  /** Whether SQS and EventBridge Scheduler answer; otherwise calls fail. */
  readonly awsAnswers?: boolean;
}

const SECOND = 1_000;

/** Runs a batch through the forwarder. The scheduler decides which answer, delay or read ends first. */
export async function simulate(plans: readonly Plan[], circumstances: Circumstances): Promise<Run> {
  const { scheduler, tokens = ["old", "old"], remainingMs = 30 * SECOND, awsAnswers = true } = circumstances;
  const posts: Post[] = [];
  const answers = plans.map((plan) => [...plan.answers]);
  let now = 0;
  let tokenKnownAsRefusedAt = Number.POSITIVE_INFINITY;
  const turn = () => scheduler.schedule(Promise.resolve());

  const client = {
    async post(_cloudAccountId: string, body: string, token: string): Promise<Answer> {
      const record = Number((JSON.parse(body) as { id: string }).id);
      const answer = answers[record]?.shift() ?? { status: 200 };
      const post = {
        record,
        begunAt: now++,
        endedAt: Number.POSITIVE_INFINITY,
        answer,
        tokenIsCurrent: token === tokens[1],
      };
      posts.push(post);
      await turn();
      post.endedAt = now++;
      return answer;
    },
  };
  const store = {
    origin: "secret",
    async read(fresh: boolean) {
      if (!fresh) return tokens[0];
      await turn();
      if (tokens[0] === tokens[1]) tokenKnownAsRefusedAt = now++;
      return tokens[1];
    },
  };
  const answered = <T>(value: T) => (awsAnswers ? Promise.resolve(value) : Promise.reject(new Error("no answer")));
  const comesBackAfter = new Map<number, number>();
  const moved: number[] = [];
  let pauses = 0;
  const handler = createForwarder(
    { payload: "full", cloudAccountId: "ac-1", cloudAccounts: {} },
    {
      client,
      tokenStore: store,
      queues: () =>
        Promise.resolve({
          changeVisibility(entries) {
            for (const { Id, VisibilityTimeout = -1 } of entries) comesBackAfter.set(Number(Id), VisibilityTimeout);
            return answered([]);
          },
          send(_to, { deduplicationId }) {
            if (awsAnswers) moved.push(Number(deduplicationId));
            return answered(undefined);
          },
        }),
      pause: {
        mapping: () =>
          Promise.resolve({
            find: () => Promise.resolve({ uuid: "0000", isEnabled: true }),
            setEnabled: () => Promise.resolve(),
          }),
        scheduler: () =>
          Promise.resolve({
            create() {
              pauses += 1;
              return answered(undefined);
            },
          }),
      },
      clock: { now: () => 0, delay: turn },
      random: () => 0,
      logger: new Logger(),
      metrics: new Metrics({ namespace: "AwsEventRelay", serviceName: "forwarder" }),
    },
  );

  const records = plans.map(({ ids, second, groupId, receiveCount }, index) =>
    sqsRecord({ ...tagChange(ids, second), id: String(index) }, { messageId: String(index), groupId, receiveCount }),
  );
  // Every answer costs a second.
  const context = lambdaContext(() => remainingMs - SECOND * posts.filter(({ endedAt }) => endedAt < now).length);
  const { batchItemFailures } = (await scheduler.waitFor(handler(batchOf(...records), context)))!;
  const reported = batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier));
  return { posts, reported, moved, comesBackAfter, pauses, tokenKnownAsRefusedAt };
}
