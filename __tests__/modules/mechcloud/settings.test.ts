import { SYNC_SETTINGS, TRAIL_SETTINGS } from "../../../modules/mechcloud/settings";
import { type Settings, settle } from "../../../modules/terraform/setting";
import { KEY, mechCloudSync } from "./sync";

interface Values {
  readonly right: readonly unknown[];
  readonly wrong: readonly unknown[];
}

const DAYS: Values = { right: [1, 3650], wrong: [0, 3651, 1.5] };

/** Values of each setting at the edges of what is allowed. */
const SYNC: Readonly<Record<string, Values>> = {
  cloudAccountId: { right: ["a", "ac-1_B", "a".repeat(128)], wrong: [undefined, "", "a b", "a/b", "a".repeat(129)] },
  teamId: {
    right: ["d65e32d2-e18f-49a7-8cbf-e19205772ea0", "D65E32D2-E18F-49A7-8CBF-E19205772EA0"],
    wrong: ["d65e32d2e18f49a78cbfe19205772ea0", "d65e32d2-e18f-49a7-8cbf-e19205772eag", "default", ""],
  },
  endpointUrl: {
    right: [
      "https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events",
      "https://example.com:8443",
      "http://localhost",
      "http://localhost:8080/events",
      "http://127.0.0.1:8080",
      "http://[::1]:8080/events",
    ],
    wrong: [
      "http://example.com",
      "http://localhost.example.com",
      "http://localhost@example.com",
      "http://127.0.0.1:8080@example.com",
      "http://127.0.0.10",
      "https://me:pw@example.com",
      "https://example.com/events?a=b",
      "https://example.com/events#a",
      "https://",
      "ftp://example.com",
      "example.com",
      "",
    ],
  },
  payload: { right: ["full", "minimal"], wrong: ["Full", "", "none"] },
  onFailure: { right: ["pause", "dead-letter"], wrong: ["Pause", "", "drop"] },
  syncMechanisms: {
    right: [["tags"], ["cloudtrail"], ["tags", "cloudtrail"], ["cloudtrail", "tags"]],
    wrong: [[], ["tags", "tags"], ["polling"], ["tags", "polling"]],
  },
  batchSize: { right: [1, 10], wrong: [0, 11, 1.5, -1] },
  functionTimeout: { right: [10, 900], wrong: [9, 901, 10.5] },
  functionMemorySize: { right: [128, 10_240], wrong: [127, 10_241, 128.5] },
  maxReceiveCount: { right: [2, 1000], wrong: [1, 1001, 2.5] },
  archiveRetentionDays: DAYS,
  trailLogRetentionDays: DAYS,
  logRetentionDays: { right: [1, 30, 3653], wrong: [0, 2, 3654] },
  runtime: {
    right: ["nodejs22.x", "python3.12", "java21", "dotnet8", "ruby3.3", "provided.al2023"],
    wrong: ["go1.x", "Nodejs22.x", "nodejs 22", "", "my-python3.12"],
  },
  accessTokenSecretArn: {
    right: [
      "arn:aws:secretsmanager:ap-south-1:123456789012:secret:name-a1b2c3",
      "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:a/b",
    ],
    wrong: [
      "arn:aws:ssm:ap-south-1:123456789012:parameter/name",
      "arn:aws:secretsmanager:ap-south-1:1:secret:name",
      "name",
      "",
    ],
  },
  namePrefix: { right: ["", "a", "blue-", "0".repeat(16)], wrong: ["Blue", "-", "a_b", "a".repeat(17)] },
  kmsKeyArn: { right: [KEY], wrong: ["alias/relay", "arn:aws:kms:ap-south-1:123456789012:alias/relay", ""] },
  permissionsBoundaryArn: {
    right: ["arn:aws:iam::123456789012:policy/boundary", "arn:aws:iam::aws:policy/PowerUserAccess"],
    wrong: ["boundary", "arn:aws:iam::123456789012:role/boundary", ""],
  },
};

const TRAIL: Readonly<Record<string, Values>> = {
  name: {
    right: ["abc", "a.b-c_d", "a".repeat(128)],
    wrong: [undefined, "ab", "a".repeat(129), "-abc", "abc.", "a b"],
  },
  bucketName: {
    right: ["abc", "a.b-c", "a".repeat(63)],
    wrong: [undefined, "ab", "a".repeat(64), "Abc", "-abc", "abc."],
  },
  logRetentionDays: DAYS,
  kmsKeyArn: SYNC["kmsKeyArn"] as Values,
};

describe.each<[string, Settings, Readonly<Record<string, Values>>]>([
  ["a sync", SYNC_SETTINGS, SYNC],
  ["a trail", TRAIL_SETTINGS, TRAIL],
])("the settings of %s", (_name, settings, values) => {
  const constrained = Object.keys(settings).filter((name) => settings[name]?.constraint);
  const required = Object.fromEntries(Object.entries(values).map(([name, { right }]) => [name, right[0]]));
  const settled = (name: string, value: unknown) => settle(settings, { ...required, [name]: value } as object)[name];

  test("that have a constraint are tested", () => {
    expect(Object.keys(values).sort()).toEqual(constrained.sort());
  });

  test.each(constrained)("take every %s that is allowed, and refuse every other", (name) => {
    const { right, wrong } = values[name] as Values;

    expect(right.map((value) => settled(name, value))).toEqual(right);
    for (const value of wrong) {
      const message = `${name} must be ${settings[name]?.constraint?.allowed}, not ${JSON.stringify(value)}.`;
      expect(() => settled(name, value)).toThrow(new Error(message));
    }
  });
});

test.each(Object.keys(SYNC))("a sync refuses a wrong %s", (name) => {
  expect(() => mechCloudSync({ [name]: SYNC[name]?.wrong[0] })).toThrow(`${name} must be `);
});
