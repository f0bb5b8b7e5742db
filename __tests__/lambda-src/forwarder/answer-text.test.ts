import { answerText } from "../../../lambda-src/forwarder/answer-text";

const JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzb21lb25lIn0.c2lnbmF0dXJl";

test.each([
  ["stays as it is", '{"error":"unknown vpc-1 at portal-api.mechcloud.io"}', undefined],
  ["becomes one line", "  a\r\n\tb\u0000c\u2028d\u202ee  ", "a b c d e"],
  ["has no broken character", "a\ud800b", "a b"],
  ["hides the token that was sent", "the-token is old", "[token] is old"],
  ["hides another token", `got ${JWT}!`, "got [token]!"],
  ["hides a bearer", "Authorization: Bearer abc.def", "Authorization: [token]"],
  ["hides e-mail addresses", "by ada.l+x@mail.example.com, or bob@example.org", "by [e-mail], or [e-mail]"],
  ["may be empty", "", ""],
])("an answer %s", (_name, body, expected) => {
  expect(answerText(body, "the-token")).toBe(expected ?? body);
});

test("an answer is cut after 512 characters, not through one, and not before what is hidden", () => {
  expect(answerText("😀".repeat(600), "the-token")).toBe("😀".repeat(512));
  expect(answerText(`${"x".repeat(505)} the-token`, "the-token")).toBe(`${"x".repeat(505)} [token`);
});

test("an endless answer is not looked at to its end", () => {
  expect(answerText(`${" ".repeat(16_384)}x`, "the-token")).toBe("");
});
