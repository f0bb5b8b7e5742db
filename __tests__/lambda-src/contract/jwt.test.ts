import { expiryOf } from "../../../lambda-src/contract/jwt";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (payload: unknown) => `${encode({ alg: "RS256" })}.${encode(payload)}.signature`;

test("a JWT says when it expires", () => {
  expect(expiryOf(jwt({ sub: "someone", exp: 1_707_905_731 }))).toBe(1_707_905_731_000);
});

test.each([
  ["has no exp", jwt({ sub: "someone" })],
  ["has an exp that is no number", jwt({ exp: "tomorrow" })],
  ["has a payload that is no object", jwt("text")],
  ["has a payload that is no JSON", "a.b.c"],
  ["has no signature", `${encode({})}.${encode({ exp: 1 })}`],
  ["is opaque", "opaque"],
  ["is empty", ""],
])("a token that %s does not", (_name, token) => {
  expect(expiryOf(token)).toBeUndefined();
});
