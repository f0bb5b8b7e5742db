import { AccessToken } from "../../../../lambda-src/forwarder/access-token";
import type { TokenStore } from "../../../../lambda-src/forwarder/aws/token-store";
import type { Clock } from "../../../../lambda-src/forwarder/clock";
import type { Answer } from "../../../../lambda-src/forwarder/mechcloud-client";

/** A clock that never waits: a delay moves its hands. */
export class FakeClock implements Clock {
  readonly delays: number[] = [];
  #now = Date.UTC(2024, 1, 14, 10, 15, 30);

  now(): number {
    return this.#now;
  }

  delay(ms: number): Promise<void> {
    this.delays.push(ms);
    this.advance(ms);
    return Promise.resolve();
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}

/** Gives the values one after the other, the last one for ever; an Error among them is thrown. */
export class FakeTokenStore implements TokenStore {
  readonly origin = "secret arn:aws:secretsmanager:eu-west-1:123456789012:secret:mechcloud";
  readonly reads: ("cached" | "fresh")[] = [];
  readonly #values: unknown[];

  constructor(...values: unknown[]) {
    this.#values = values;
  }

  async read(fresh: boolean): Promise<unknown> {
    this.reads.push(fresh ? "fresh" : "cached");
    const value = this.#values.length > 1 ? this.#values.shift() : this.#values[0];
    await Promise.resolve();
    if (value instanceof Error) throw value;
    return value;
  }
}

/** An access token that was read once. */
export async function readToken(source: TokenStore): Promise<AccessToken> {
  const token = new AccessToken(source);
  await token.read();
  return token;
}

export interface Post {
  readonly cloudAccountId: string;
  readonly body: string;
  readonly token: string;
  readonly timeoutMs: number;
}

/** MechCloud, as its client sees it: answers from a list, then with 200. */
export class FakeClient {
  readonly posts: Post[] = [];
  readonly #answers: Answer[];

  constructor(...answers: Answer[]) {
    this.#answers = answers;
  }

  post(cloudAccountId: string, body: string, token: string, timeoutMs: number): Promise<Answer> {
    this.posts.push({ cloudAccountId, body, token, timeoutMs });
    return Promise.resolve(this.#answers.shift() ?? { status: 200 });
  }
}
