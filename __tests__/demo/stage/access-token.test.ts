import { accessToken, expiryOf } from "../../../demo/stage/access-token";

test("tells when it expires", () => {
  expect(expiryOf(accessToken(1_700_000_000_999))).toBe(1_700_000_000_000);
});

test.each(["opaque", "a.b.c", `a.${Buffer.from("{}").toString("base64url")}.c`])("the token %s does not", (token) => {
  expect(expiryOf(token)).toBeUndefined();
});
