import { parseJsonObject } from "../shared/json";

/**
 * When a token expires, if it is a JWT with the claim `exp`. The signature is MechCloud's to verify.
 *
 * @returns milliseconds since 1970
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4
 */
export function expiryOf(token: string): number | undefined {
  const [, payload = "", signature] = token.split(".");
  if (signature === undefined) return undefined;
  const exp = parseJsonObject(Buffer.from(payload, "base64url").toString())?.exp;
  return typeof exp === "number" ? exp * 1_000 : undefined;
}
