/** There is no access token to use. The message names the store, never the token. */
export class AccessTokenError extends Error {
  override readonly name = "AccessTokenError";
  /** True if nothing has been stored yet. */
  readonly isMissing: boolean;

  constructor(message: string, { isMissing = false } = {}) {
    super(message);
    this.isMissing = isMissing;
  }
}

/** The event source mapping is being enabled, disabled or updated, and takes no other change meanwhile. */
export class MappingInUseError extends Error {
  override readonly name = "MappingInUseError";
}
