/**
 * An access token as MechCloud's most likely is: a JWT with the claim `exp`. Nobody here checks its signature.
 * @param expiresAt in milliseconds since 1970
 */
export function accessToken(expiresAt: number): string {
  const claims = { iss: "stand-in for MechCloud", exp: Math.floor(expiresAt / 1000) };
  return [{ alg: "HS256", typ: "JWT" }, claims].map(encoded).concat("signature").join(".");
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
