/** The access token cannot be had. The message names the place where it should be, never the token. */
export class AccessTokenError extends Error {
  override readonly name = "AccessTokenError";
}
