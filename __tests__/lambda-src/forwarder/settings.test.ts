import { readSettings } from "../../../lambda-src/forwarder/settings";
import { SettingsError } from "../../../lambda-src/shared/environment";

const withoutToken = {
  TEAM_ID: "team-1",
  CLOUD_ACCOUNT_ID: "ac-1",
  MECHCLOUD_ENDPOINT_URL: "https://example.com/sync/events",
  PAYLOAD: "full",
  ON_FAILURE: "pause",
  QUEUE_URL: "https://sqs/queue.fifo",
  DEAD_LETTER_QUEUE_URL: "https://sqs/dead-letter-queue.fifo",
  EVENT_SOURCE_MAPPING_PARAMETER: "/relay/mapping",
  SCHEDULE_GROUP: "relay",
  SCHEDULE_ROLE_ARN: "arn:role",
};
const complete = { ...withoutToken, ACCESS_TOKEN_SECRET_ARN: "arn:secret" };

describe("readSettings", () => {
  test("reads the environment", () => {
    expect(readSettings(complete)).toEqual({
      teamId: "team-1",
      cloudAccountId: "ac-1",
      cloudAccounts: {},
      accessToken: { kind: "secret", arn: "arn:secret" },
      endpointUrl: "https://example.com/sync/events",
      payload: "full",
      queues: {
        queueUrl: "https://sqs/queue.fifo",
        deadLetterQueueUrl: "https://sqs/dead-letter-queue.fifo",
      },
      pause: { mappingParameter: "/relay/mapping", scheduler: { group: "relay", roleArn: "arn:role" } },
    });
  });

  test.each([
    [{ ACCESS_TOKEN_SECRET_ARN: "arn:secret" }, { kind: "secret", arn: "arn:secret" }],
    [{ ACCESS_TOKEN_PARAMETER_NAME: "/mechcloud/token" }, { kind: "parameter", name: "/mechcloud/token" }],
    [{ ACCESS_TOKEN: "a.b.c" }, { kind: "environment", value: "a.b.c" }],
    [
      { ACCESS_TOKEN: "a.b.c", ACCESS_TOKEN_SECRET_ARN: "" },
      { kind: "environment", value: "a.b.c" },
    ],
  ])("finds the access token by %j", (variables, expected) => {
    expect(readSettings({ ...withoutToken, ...variables }).accessToken).toEqual(expected);
  });

  test.each([
    "https://example.com/sync/events",
    "http://localhost:8080/events",
    "http://127.0.0.1:8080",
    "http://[::1]:8080/",
  ])("takes the endpoint %s", (url) => {
    expect(readSettings({ ...complete, MECHCLOUD_ENDPOINT_URL: url }).endpointUrl).toBe(url);
  });

  test.each([
    {},
    { "210987654321": "ac-2", "345678901234": "A_3" },
    Object.fromEntries(Array.from({ length: 50 }, (_, index) => [String(1e11 + index), "a".repeat(36)])),
  ])("takes the cloud accounts %j", (accounts) => {
    const CLOUD_ACCOUNTS = JSON.stringify(accounts);

    expect(readSettings({ ...complete, CLOUD_ACCOUNTS }).cloudAccounts).toEqual(accounts);
  });

  test.each([
    "210987654321=ac-2",
    '["210987654321"]',
    '{"2109":"ac-2"}',
    '{"210987654321":""}',
    '{"210987654321":"a b"}',
    '{"210987654321":2}',
    JSON.stringify(Object.fromEntries(Array.from({ length: 51 }, (_, index) => [String(1e11 + index), "a"]))),
    JSON.stringify(
      Object.fromEntries(Array.from({ length: 50 }, (_, index) => [String(1e11 + index), "a".repeat(40)])),
    ),
  ])("does not take the cloud accounts %s", (CLOUD_ACCOUNTS) => {
    expect(() => readSettings({ ...complete, CLOUD_ACCOUNTS })).toThrow(
      new SettingsError(
        `CLOUD_ACCOUNTS must be a map of at most 50 AWS account numbers of 12 digits to cloud account ids of 1 to 128 letters, digits, hyphens and underscores, and at most 2800 characters as JSON, got ${CLOUD_ACCOUNTS}`,
      ),
    );
  });

  test.each(["full", "minimal"])("takes the payload %s", (payload) => {
    expect(readSettings({ ...complete, PAYLOAD: payload }).payload).toBe(payload);
  });

  test.each([
    { ON_FAILURE: "dead-letter" },
    { EVENT_SOURCE_MAPPING_PARAMETER: "" },
    { SCHEDULE_GROUP: "" },
    { SCHEDULE_ROLE_ARN: undefined },
  ])("does not let a relay pause itself with %j", (variables) => {
    expect(readSettings({ ...complete, ...variables }).pause).toBeUndefined();
  });

  const urlConstraint =
    "MECHCLOUD_ENDPOINT_URL must be an https URL without query or user, or an http URL of a loopback host";

  test.each([
    ["no team", { ...complete, TEAM_ID: undefined }, "TEAM_ID environment variable is missing"],
    ["an empty team", { ...complete, TEAM_ID: "" }, "TEAM_ID environment variable is missing"],
    ["no account", { ...complete, CLOUD_ACCOUNT_ID: undefined }, "CLOUD_ACCOUNT_ID environment variable is missing"],
    [
      "no endpoint",
      { ...complete, MECHCLOUD_ENDPOINT_URL: "" },
      "MECHCLOUD_ENDPOINT_URL environment variable is missing",
    ],
    ["no payload", { ...complete, PAYLOAD: "" }, "PAYLOAD environment variable is missing"],
    ["no ON_FAILURE", { ...complete, ON_FAILURE: "" }, "ON_FAILURE environment variable is missing"],
    [
      "no URL that can be parsed",
      { ...complete, MECHCLOUD_ENDPOINT_URL: "https://[" },
      `${urlConstraint}, got "https://["`,
    ],
    [
      "no token",
      withoutToken,
      "ACCESS_TOKEN_SECRET_ARN or ACCESS_TOKEN_PARAMETER_NAME or ACCESS_TOKEN environment variable is missing",
    ],
    [
      "two tokens",
      { ...complete, ACCESS_TOKEN: "never-shown" },
      "Only one of these environment variables may be set: ACCESS_TOKEN_SECRET_ARN, ACCESS_TOKEN",
    ],
    [
      "plain http",
      { ...complete, MECHCLOUD_ENDPOINT_URL: "http://example.com" },
      `${urlConstraint}, got "http://example.com"`,
    ],
    [
      "a host that only begins like a loopback",
      { ...complete, MECHCLOUD_ENDPOINT_URL: "http://127.0.0.1.example.com" },
      `${urlConstraint}, got "http://127.0.0.1.example.com"`,
    ],
    [
      "another scheme",
      { ...complete, MECHCLOUD_ENDPOINT_URL: "ftp://localhost" },
      `${urlConstraint}, got "ftp://localhost"`,
    ],
    ["no URL", { ...complete, MECHCLOUD_ENDPOINT_URL: "portal" }, `${urlConstraint}, got "portal"`],
    ["another ON_FAILURE", { ...complete, ON_FAILURE: "stop" }, 'ON_FAILURE must be pause or dead-letter, got "stop"'],
    ...["QUEUE_URL", "DEAD_LETTER_QUEUE_URL"].map((name): [string, Record<string, string | undefined>, string] => [
      `no ${name}`,
      { ...complete, [name]: "" },
      `${name} environment variable is missing`,
    ]),
    ["an unknown payload", { ...complete, PAYLOAD: "tiny" }, 'PAYLOAD must be full or minimal, got "tiny"'],
  ])("refuses %s", (_name, environment, message) => {
    expect(() => readSettings(environment)).toThrow(new SettingsError(message));
  });
});
