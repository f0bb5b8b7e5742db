import { expiryOf } from "../contract/jwt";
import type { TokenStore } from "./aws/token-store";
import { AccessTokenError } from "./errors";

/** A token that a header can carry; anything else would make `fetch` quote it in an error. */
const HEADER_SAFE = /^[\x21-\x7e]+$/;

/** MechCloud's access token. It is replaced now and then while the forwarder runs. */
export class AccessToken {
  readonly #store: TokenStore;
  #value = "";
  #isRefused = false;
  #renewal: Promise<string> | undefined;

  constructor(store: TokenStore) {
    this.#store = store;
  }

  /** Names the token's store, such as the secret's ARN. */
  get origin(): string {
    return this.#store.origin;
  }

  /** The token as it was last read. */
  get value(): string {
    return this.#value;
  }

  /** When it expires, in milliseconds since 1970; undefined if it does not say. */
  get expiresAt(): number | undefined {
    return expiryOf(this.#value);
  }

  /**
   * Reads the token: from the cache if it was read in the last minutes, and afresh if it was refused.
   *
   * @throws AccessTokenError if it cannot be read, is empty, or cannot be sent in a header
   */
  read(): Promise<string> {
    return this.#fetch(this.#isRefused);
  }

  /**
   * The token to use instead of a refused one: read afresh, once for all events that were refused together. It is the
   * same token again if nobody has replaced it.
   *
   * @throws AccessTokenError as `read` does
   */
  async renewed(refused: string): Promise<string> {
    if (this.#value !== refused) return this.#value;
    this.#isRefused = true;
    this.#renewal ??= this.#fetch(true).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #fetch(fresh: boolean): Promise<string> {
    const value = await this.#readStore(fresh);
    if (value === undefined) {
      throw new AccessTokenError(`${this.origin} holds no access token yet`, { isMissing: true });
    }
    const token = typeof value === "string" ? value.trim() : "";
    if (!HEADER_SAFE.test(token)) {
      throw new AccessTokenError(`${this.origin} holds no access token: one line of text without spaces is expected`);
    }
    if (token !== this.#value) this.#isRefused = false;
    this.#value = token;
    return token;
  }

  async #readStore(fresh: boolean): Promise<unknown> {
    try {
      return await this.#store.read(fresh);
    } catch (error) {
      throw new AccessTokenError(`The access token cannot be read from ${this.origin}: ${(error as Error).message}`);
    }
  }
}
