import { FLOW_MODULE_VALUES, FLOW_VALUES } from "./flow";
import type { Values, ValuesOfInputs } from "./values";

const DAYS: Values = { right: [1, 3650], wrong: [0, 3651, 1.5] };
const layers = (count: number) =>
  Array.from({ length: count }, (_, index) => `arn:aws:lambda:ap-south-1:123456789012:layer:example:${index}`);

const cloudAccounts = (count: number, idLength: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [String(1e11 + index), "a".repeat(idLength)]));

/** Of the settings of a sync. */
export const SYNC_VALUES = {
  cloudAccountId: {
    right: ["acc-1", "a", "ac-1_B", "a".repeat(128)],
    wrong: ["", "a b", "a/b", "a".repeat(129), "your-cloud-account-id"],
  },
  cloudAccounts: {
    right: [{}, { "210987654321": "acc-2", "000000000000": "A_3" }, cloudAccounts(50, 36)],
    wrong: [
      { "21098765432": "acc-2" },
      { "2109-8765-4321": "acc-2" },
      { "210987654321": "" },
      { "210987654321": "a b" },
      { "210987654321": null },
      cloudAccounts(51, 1),
      cloudAccounts(50, 40),
    ],
  },
  organizationId: { right: ["o-a1b2c3d4e5"], wrong: ["", "o-a1b2c3d4e", "r-a1b2", "o-A1B2C3D4E5"] },
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
    wrong: [[], ["tags", "tags"], ["polling"], ["tags", "polling"], [null]],
  },
  batchSize: { right: [1, 10], wrong: [0, 11, 1.5, -1] },
  functionTimeout: { right: [10, 900], wrong: [9, 901, 10.5] },
  functionMemorySize: { right: [128, 10_240], wrong: [127, 10_241, 128.5] },
  maxReceiveCount: { right: [2, 1000], wrong: [1, 1001, 2.5] },
  tokenRenewalFunctionArn: {
    right: ["arn:aws:lambda:ap-south-1:123456789012:function:renewal"],
    wrong: ["arn:aws:lambda:ap-south-1:123456789012:function:renewal:live", "renewal", ""],
  },
  tokenWarningHours: { right: [0, 720], wrong: [-1, 721, 1.5] },
  archiveRetentionDays: DAYS,
  trailLogRetentionDays: DAYS,
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
  ...FLOW_VALUES,
} satisfies ValuesOfInputs;

/** Of the settings of a spoke. */
export const SPOKE_VALUES = {
  hubBusArn: {
    right: [
      "arn:aws:events:eu-west-1:210987654321:event-bus/mechcloud-hub",
      "arn:aws-us-gov:events:us-gov-west-1:210987654321:event-bus/blue-mechcloud-hub",
    ],
    wrong: [
      "",
      "mechcloud-hub",
      "arn:aws:events:eu-west-1:210987654321:event-bus/default",
      "arn:aws:events:eu-west-1:210987654321:event-bus/mechcloud-hub/a",
      "arn:aws:sqs:eu-west-1:210987654321:mechcloud-hub",
    ],
  },
  syncMechanisms: SYNC_VALUES.syncMechanisms,
  namePrefix: FLOW_VALUES.namePrefix,
  kmsKeyArn: FLOW_VALUES.kmsKeyArn,
  permissionsBoundaryArn: FLOW_VALUES.permissionsBoundaryArn,
  runbookUrl: FLOW_VALUES.runbookUrl,
} satisfies ValuesOfInputs;

/** A file that exists, because Terraform reads it. */
const OWN_PACKAGE = { filename: "push-mgmt-events-to-mechcloud.zip" };

/** Of the variables that its module has beside its settings. */
export const SYNC_MODULE_VALUES = {
  forwarderPackage: {
    // With a package for each runtime.
    right: [
      {},
      { ...OWN_PACKAGE, handler: "app.lambda_handler", layers: layers(5) },
      ...Array<object>(4).fill(OWN_PACKAGE),
    ],
    wrong: [
      { filename: "" },
      { filename: " a.zip" },
      { handler: "" },
      { handler: "index handler" },
      { layers: layers(6) },
      { layers: ["example"] },
      { layers: [null] },
    ],
  },
  ...FLOW_MODULE_VALUES,
} satisfies ValuesOfInputs;
