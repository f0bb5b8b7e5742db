import { TOKEN_READ_LIMIT_MS, tokenStoreFor } from "../../../../lambda-src/forwarder/aws/token-store";
import { awsServer } from "../support/aws-server";

const ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:mechcloud";
const aws = awsServer();

describe.each([
  {
    kind: "a secret",
    location: { kind: "secret", arn: ARN } as const,
    origin: `secret ${ARN}`,
    answerWith: (value: string) => ({ SecretString: value }),
    call: ["secretsmanager.GetSecretValue", { SecretId: ARN }],
  },
  {
    kind: "a parameter",
    location: { kind: "parameter", name: "/mechcloud/token" } as const,
    origin: "parameter /mechcloud/token",
    answerWith: (value: string) => ({ Parameter: { Value: value } }),
    call: ["AmazonSSM.GetParameter", { Name: "/mechcloud/token", WithDecryption: true }],
  },
])("the token in $kind", ({ location, origin, answerWith, call }) => {
  test("is read once, and then from the cache", async () => {
    aws.answer(answerWith("a.b.c"));
    const store = tokenStoreFor(location);

    expect(await store.read(false)).toBe("a.b.c");
    expect(await store.read(false)).toBe("a.b.c");

    expect(store.origin).toBe(origin);
    expect(aws.calls()).toEqual([call]);
  });

  test("is read again on demand, and then from the cache again", async () => {
    aws.answer(answerWith("old"), answerWith("new"));
    const store = tokenStoreFor(location);
    await store.read(false);

    expect(await store.read(true)).toBe("new");
    expect(await store.read(false)).toBe("new");

    expect(aws.calls()).toEqual([call, call]);
  });

  test("cannot be read without permission", async () => {
    aws.answer("AccessDeniedException");

    await expect(tokenStoreFor(location).read(false)).rejects.toThrow("AccessDeniedException");
  });
});

test("a secret without a value holds no token yet; one that does not exist cannot be read", async () => {
  aws.answer("Secrets Manager can't find the specified secret value for staging label: AWSCURRENT");
  aws.answer("Secrets Manager can't find the specified secret.");
  const store = tokenStoreFor({ kind: "secret", arn: ARN });

  expect(await store.read(false)).toBeUndefined();
  await expect(store.read(false)).rejects.toThrow("Secrets Manager can't find the specified secret.");
});

test("a store that does not answer costs no more time than is reckoned with", async () => {
  const startedAt = Date.now();

  await expect(tokenStoreFor({ kind: "secret", arn: ARN }).read(false)).rejects.toThrow("requestTimeout");

  expect(Date.now() - startedAt).toBeLessThan(TOKEN_READ_LIMIT_MS);
});

test("the token in the environment is the same each time", async () => {
  const store = tokenStoreFor({ kind: "environment", value: "a.b.c" });

  expect([await store.read(false), await store.read(true)]).toEqual(["a.b.c", "a.b.c"]);
  expect(store.origin).toBe("the ACCESS_TOKEN environment variable");
});
