import { AccessToken } from "../../../lambda-src/forwarder/access-token";
import { AccessTokenError } from "../../../lambda-src/forwarder/errors";
import { FakeTokenStore, readToken } from "./support/fakes";

describe("AccessToken", () => {
  test("trims what it reads, by way of the cache", async () => {
    const source = new FakeTokenStore("  a.b.c\n");
    const token = new AccessToken(source);

    expect(await token.read()).toBe("a.b.c");

    expect(token.value).toBe("a.b.c");
    expect(source.reads).toEqual(["cached"]);
  });

  test("reads afresh once for all that were refused together", async () => {
    const source = new FakeTokenStore("old", "new");
    const token = await readToken(source);

    const renewed = await Promise.all([token.renewed("old"), token.renewed("old"), token.renewed("old")]);

    expect(renewed).toEqual(["new", "new", "new"]);
    expect(source.reads).toEqual(["cached", "fresh"]);
  });

  test("does not read for one that was refused with an older token", async () => {
    const source = new FakeTokenStore("old", "new");
    const token = await readToken(source);
    await token.renewed("old");

    expect(await token.renewed("old")).toBe("new");

    expect(source.reads).toEqual(["cached", "fresh"]);
  });

  test("reads again when the renewed one is refused later", async () => {
    const source = new FakeTokenStore("old", "old", "new");
    const token = await readToken(source);

    expect(await token.renewed("old")).toBe("old");
    expect(await token.renewed("old")).toBe("new");
  });

  const origin = "secret arn:aws:secretsmanager:eu-west-1:123456789012:secret:mechcloud";
  const noToken = `${origin} holds no access token: one line of text without spaces is expected`;

  test.each([
    ["cannot be read", new Error("AccessDenied"), `The access token cannot be read from ${origin}: AccessDenied`],
    ["is empty", "", noToken],
    ["is blank", " \n", noToken],
    ["is binary", new Uint8Array([65]), noToken],
    ["has two lines", "never\nshown", noToken],
    ["has a letter no header takes", "nevershown→", noToken],
  ])("names the secret, never its value, when the token %s", async (_name, value, message) => {
    const read = new AccessToken(new FakeTokenStore(value)).read();

    await expect(read).rejects.toThrow(new AccessTokenError(message));
  });

  test("says that nothing has been stored yet", async () => {
    const read = new AccessToken(new FakeTokenStore(undefined)).read();

    await expect(read).rejects.toMatchObject({ message: `${origin} holds no access token yet`, isMissing: true });
  });

  test("is read afresh for the next batch once it was refused, until it is another one", async () => {
    const store = new FakeTokenStore("old", "old", "old", "new", "new");
    const token = await readToken(store);
    await token.renewed("old");

    expect([await token.read(), await token.read(), await token.read()]).toEqual(["old", "new", "new"]);
    expect(store.reads).toEqual(["cached", "fresh", "fresh", "fresh", "cached"]);
  });

  test("knows when it expires, if it is a JWT that says so", async () => {
    const payload = Buffer.from('{"exp":1707905731}').toString("base64url");

    expect((await readToken(new FakeTokenStore(`e30.${payload}.s`))).expiresAt).toBe(1_707_905_731_000);
    expect((await readToken(new FakeTokenStore("opaque"))).expiresAt).toBeUndefined();
  });

  test("rejects for all that wait if the token cannot be read again, and tries anew after that", async () => {
    const token = await readToken(new FakeTokenStore("old", new Error("Throttled"), "new"));

    const results = await Promise.allSettled([token.renewed("old"), token.renewed("old")]);

    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await token.renewed("old")).toBe("new");
  });
});
