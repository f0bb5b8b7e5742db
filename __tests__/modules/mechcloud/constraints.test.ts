import * as limits from "../../../modules/mechcloud/constraints";
import type { Constraint } from "../../../modules/terraform/constraint";

const cases: [name: string, rule: Constraint<never>, right: unknown[], wrong: unknown[]][] = [
  [
    "a cloud account id",
    limits.CLOUD_ACCOUNT_ID,
    ["a", "ac-1_B", "a".repeat(128)],
    ["", "a b", "a/b", "a".repeat(129)],
  ],
  [
    "a team id",
    limits.TEAM_ID,
    ["d65e32d2-e18f-49a7-8cbf-e19205772ea0", "D65E32D2-E18F-49A7-8CBF-E19205772EA0"],
    ["d65e32d2e18f49a78cbfe19205772ea0", "d65e32d2-e18f-49a7-8cbf-e19205772eag", "default", ""],
  ],
  [
    "an endpoint",
    limits.ENDPOINT_URL,
    [
      "https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events",
      "https://example.com:8443",
      "http://localhost",
      "http://localhost:8080/events",
      "http://127.0.0.1:8080",
      "http://[::1]:8080/events",
    ],
    [
      "http://example.com",
      "http://localhost.example.com",
      "http://localhost@example.com",
      "http://127.0.0.1:8080@example.com",
      "http://127.0.0.10",
      "https://example.com/events?a=b",
      "https://example.com/events#a",
      "https://",
      "ftp://example.com",
      "example.com",
      "",
    ],
  ],
  ["a payload", limits.PAYLOAD, ["full", "minimal"], ["Full", "", "none"]],
  ["what happens on failure", limits.ON_FAILURE, ["pause", "dead-letter"], ["Pause", "", "drop"]],
  [
    "a list of mechanisms",
    limits.SYNC_MECHANISM_LIST,
    [["tags"], ["cloudtrail"], ["tags", "cloudtrail"], ["cloudtrail", "tags"]],
    [[], ["tags", "tags"], ["polling"], ["tags", "polling"]],
  ],
  ["a batch size", limits.BATCH_SIZE, [1, 10], [0, 11, 1.5, -1]],
  ["a time-out", limits.FUNCTION_TIMEOUT, [10, 900], [9, 901, 10.5]],
  ["a memory size", limits.FUNCTION_MEMORY, [128, 10_240], [127, 10_241, 128.5]],
  ["the days that events are archived", limits.ARCHIVE_RETENTION_DAYS, [1, 3650], [0, 3651, 1.5]],
  ["the days that log files are kept", limits.TRAIL_LOG_RETENTION_DAYS, [1, 3650], [0, 3651, 1.5]],
  [
    "a runtime",
    limits.RUNTIME,
    ["nodejs22.x", "python3.12", "java21", "dotnet8", "ruby3.3", "provided.al2023"],
    ["go1.x", "Nodejs22.x", "nodejs 22", "", "my-python3.12"],
  ],
  [
    "a secret",
    limits.SECRET_ARN,
    [
      "arn:aws:secretsmanager:ap-south-1:123456789012:secret:name-a1b2c3",
      "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:a/b",
    ],
    [
      "arn:aws:ssm:ap-south-1:123456789012:parameter/name",
      "arn:aws:secretsmanager:ap-south-1:1:secret:name",
      "name",
      "",
    ],
  ],
];

test.each(cases)("%s has limits", (_name, rule, right, wrong) => {
  expect([...right, ...wrong].filter((value) => rule.accepts(value as never))).toEqual(right);
});
