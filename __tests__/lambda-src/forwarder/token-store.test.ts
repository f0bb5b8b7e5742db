import { TOKEN_READ_LIMIT_MS, tokenStoreFor } from "../../../lambda-src/forwarder/token-store";
import { LocalServer } from "../../../samples/local-server";
import { awsEnvironment } from "../support/aws-environment";

const ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:mechcloud";

const { env } = process;
let server: LocalServer;
let answers: { status: number; body: object }[];

/** AWS, as far as one answer after the other goes. */
beforeEach(async () => {
  answers = [];
  server = await LocalServer.start((_request, response) => {
    const answer = answers.shift();
    // Without an answer the caller waits until it gives up.
    if (answer) response.writeHead(answer.status).end(JSON.stringify(answer.body));
  });
  process.env = { ...env, ...awsEnvironment, AWS_ENDPOINT_URL: server.url };
});

afterEach(async () => {
  process.env = env;
  await server.stop();
});

const calls = () => server.requests.map(({ headers, body }) => [headers["x-amz-target"], JSON.parse(body) as unknown]);

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
    answers.push({ status: 200, body: answerWith("a.b.c") });
    const source = tokenStoreFor(location);

    expect(await source.read(false)).toBe("a.b.c");
    expect(await source.read(false)).toBe("a.b.c");

    expect(source.origin).toBe(origin);
    expect(calls()).toEqual([call]);
  });

  test("is read again on demand, and then from the cache again", async () => {
    answers.push({ status: 200, body: answerWith("old") }, { status: 200, body: answerWith("new") });
    const source = tokenStoreFor(location);
    await source.read(false);

    expect(await source.read(true)).toBe("new");
    expect(await source.read(false)).toBe("new");

    expect(calls()).toEqual([call, call]);
  });

  test("cannot be read without permission", async () => {
    answers.push({ status: 400, body: { __type: "AccessDeniedException", message: "not authorized" } });

    await expect(tokenStoreFor(location).read(false)).rejects.toThrow("not authorized");
  });
});

test("a store that does not answer costs no more time than is reckoned with", async () => {
  const startedAt = Date.now();

  await expect(tokenStoreFor({ kind: "secret", arn: ARN }).read(false)).rejects.toThrow("requestTimeout");

  expect(Date.now() - startedAt).toBeLessThan(TOKEN_READ_LIMIT_MS);
});

test("the token in the environment is the same each time", async () => {
  const source = tokenStoreFor({ kind: "environment", value: "a.b.c" });

  expect([await source.read(false), await source.read(true)]).toEqual(["a.b.c", "a.b.c"]);
  expect(source.origin).toBe("the ACCESS_TOKEN environment variable");
});
