import { AccessToken } from "../../../../lambda-src/forwarder/access-token";
import type { Clock } from "../../../../lambda-src/forwarder/clock";
import type { Answer } from "../../../../lambda-src/forwarder/mechcloud-client";
import type { TokenStore } from "../../../../lambda-src/forwarder/token-store";

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

  post(body: string, token: string, timeoutMs: number): Promise<Answer> {
    this.posts.push({ body, token, timeoutMs });
    return Promise.resolve(this.#answers.shift() ?? { status: 200 });
  }
}

/** An AWS client that remembers the inputs of its commands, and answers each by the function. */
export class FakeAws {
  readonly inputs: unknown[] = [];
  readonly #answer: (input: never) => unknown;

  constructor(answer: (input: never) => unknown = () => ({})) {
    this.#answer = answer;
  }

  /** Whatever a client's `send` is declared as. */
  get client(): { send: never } {
    const send = async (command: { input: unknown }) => {
      this.inputs.push(command.input);
      await Promise.resolve();
      return this.#answer(command.input as never);
    };
    return { send: send as never };
  }
}
