import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scalrEventsModule } from "../../../../modules/scalr/module/definition";
import { Terraform } from "../../../../scripts/lib/terraform";
import { hcl } from "../../../../scripts/publish/hcl";
import { publishedModule } from "../../../../scripts/publish/published-module";

const ARN = "arn:aws:sqs:eu-central-1:123456789012:runs";
const KINDS = "sqs, sns, lambda, cross_account, step_functions, event_bus, cloudwatch_logs, kinesis, firehose, https";
const TEXT =
  "a text of at least one character and without **; if it has an asterisk, each \\ must be followed by * or \\";
const to = (destination: object) => ({ run_executed: {}, sqs: { queue_arn: ARN }, ...destination });
const toEndpoint = (https: object) => ({ run_executed: {}, https: { authorization: "API_KEY", ...https } });

/** What Terraform says of values of the module's variables, one configuration each. */
const MESSAGES: readonly [variables: Record<string, unknown>, ...messages: string[]][] = [
  [{ destinations: { runs: null } }, "destinations.runs must be an object, not null."],
  [
    { destinations: { "my runs": to({}), "": to({}) } },
    'The name of a destination must be 1 to 20 letters, digits, hyphens and underscores, not ["","my runs"].',
  ],
  [
    {
      destinations: { runs: { sqs: { queue_arn: ARN } }, both: to({ sns: { topic_arn: ARN.replace("sqs", "sns") } }) },
    },
    "destinations.runs must have exactly one of run_executed, audit_log, not [].",
    `destinations.both must have exactly one of ${KINDS}, not ["sqs","sns"].`,
  ],
  [
    { destinations: { runs: to({ sqs: { queue_arn: "runs" } }), more: to({ sqs: { queue_arn: null } }) } },
    'destinations.more.sqs.queue_arn must be the ARN of an SQS queue, arn:aws:sqs:<region>:<account>:<name>, not null. destinations.runs.sqs.queue_arn must be the ARN of an SQS queue, arn:aws:sqs:<region>:<account>:<name>, not "runs".',
  ],
  [
    { destinations: { runs: to({ maximum_retry_attempts: 1.5, run_executed: { results: [null, "**"] } }) } },
    `destinations.runs must have a filter in which every text is ${TEXT}, not [null,"**"].`,
    "destinations.runs.maximum_retry_attempts must be a whole number from 0 to 185, not 1.5.",
  ],
  [
    { destinations: { runs: to({ input_transformer: { input_template: "<detail.run>" } }) } },
    'not {"input_paths":{},"input_template":"<detail.run>"}.',
  ],
  [
    { destinations: { siem: toEndpoint({ url: "https://example.com", headers: { a: "top-secret", b: null } }) } },
    'destinations.siem.https.headers must be a map without null, not ["a","b"].',
  ],
  // A URL may have a secret in it, and somebody may take `authorization` for the header's value.
  [
    { destinations: { chat: toEndpoint({ url: "http://example.com/top-secret" }) } },
    'destinations.chat.https.url must be a URL without spaces that begins with https://, not "http://…".',
  ],
  [
    { destinations: { chat: toEndpoint({ url: '${sensitive("http://example.com/top-secret")}' }) } },
    'destinations.chat.https.url must be a URL without spaces that begins with https://, not "http://…".',
  ],
  [
    { destinations: { chat: toEndpoint({ url: "https://example.com", authorization: "Bearer top-secret" }) } },
    'destinations.chat.https.authorization must be one of API_KEY, BASIC, OAUTH_CLIENT_CREDENTIALS, not "Bearer …".',
  ],
  [
    {
      destinations: {
        chat: toEndpoint({ url: "https://example.com", authorization: "BASIC", rate_limit_per_second: 301 }),
      },
    },
    "destinations.chat.https.rate_limit_per_second must be a whole number of requests per second from 1 to 300, not 301.",
    'destinations.chat.https.username must be a text that is not empty if authorization is BASIC, not "".',
  ],
  [
    { destination_secrets: { chat: "", siem: "top-secret", more: null } },
    'destination_secrets must be a map of secrets that are not empty; the empty ones are ["chat","more"].',
  ],
  [
    { alerts: { results: [""], email_addresses: [null] } },
    "alerts.email_addresses must be a list of e-mail addresses, not [null].",
    `alerts must be an object in which every result, environment and workspace is ${TEXT}, not [""].`,
  ],
  [
    { alarms: { enabled: false, email_addresses: ["ops@example.com"] } },
    'alarms.email_addresses must be empty if there is no topic, or if enabled is false, not ["ops@example.com"].',
  ],
  [
    { audit_log_filter: { actions: [null] } },
    `audit_log_filter must be a filter in which every text is ${TEXT}, not [null].`,
  ],
];

/** A module of the variables alone, which needs no provider. */
const VARIABLES = publishedModule(scalrEventsModule)["variables.tf"]!;

let folder: string;
let terraform: Terraform;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "messages-"));
  mkdirSync(join(folder, "module"));
  writeFileSync(join(folder, "module/variables.tf"), await hcl(VARIABLES));
  call([]);
  terraform = new Terraform(folder, {});
  await terraform.init();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The module's call, with these variables from local values. */
function call(variables: readonly string[]): void {
  const module = {
    source: "./module",
    event_source_name: "aws.partner/scalr.com/account/integration",
    ...(Object.fromEntries(variables.map((name) => [name, `\${local.${name}}`])) as object),
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ module: { scalr_events: module } }));
}

test.each(MESSAGES)(
  "of %j",
  async (variables, ...messages) => {
    // In a local value, because Terraform prints the module's block.
    call(Object.keys(variables));
    writeFileSync(join(folder, "locals.tf.json"), JSON.stringify({ locals: variables }));

    const { message: printed } = (await terraform.plan().catch((error: unknown) => error)) as Error;
    const output = printed.replace(/\s*\n[│╵\s]*/g, " ");

    for (const message of messages) expect(output).toContain(message);
    expect(output.match(/Error:/g)).toHaveLength(messages.length);
    expect(printed).not.toContain("top-secret");
  },
  60_000,
);
