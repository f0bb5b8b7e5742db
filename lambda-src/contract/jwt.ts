/**
 * The claims of a JSON Web Token. The signature is the issuer's to verify.
 *
 * @returns undefined if the text is no JWT
 * @see https://www.rfc-editor.org/rfc/rfc7519
 */
export function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  const [, payload = "", signature] = token.split(".");
  if (signature === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    return typeof claims === "object" && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * When a token expires, if it is a JWT with the claim `exp`.
 *
 * @returns milliseconds since 1970
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4
 */
export function expiryOf(token: string): number | undefined {
  const exp = claimsOf(token)?.exp;
  return typeof exp === "number" ? exp * 1_000 : undefined;
}
