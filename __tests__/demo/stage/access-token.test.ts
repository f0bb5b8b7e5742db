import { accessToken } from "../../../demo/stage/access-token";
import { expiryOf } from "../../../lambda-src/contract/jwt";

test("tells when it expires", () => {
  expect(expiryOf(accessToken(1_700_000_000_999))).toBe(1_700_000_000_000);
});

test.each(["opaque", "a.b.c", `a.${Buffer.from("{}").toString("base64url")}.c`])("the token %s does not", (token) => {
  expect(expiryOf(token)).toBeUndefined();
});
