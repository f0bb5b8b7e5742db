import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import type { EventPattern } from "../../../modules/eventing/event-rule";
import { QueueTarget } from "../../../modules/eventing/targets/queue-target";
import { auditLog, runExecuted } from "../../../modules/scalr/event-filters";
import { eventsExpression, eventsInWords } from "../../../modules/scalr/events-in-words";
import { ScalrEvents, type ScalrEventsProps } from "../../../modules/scalr/scalr-events";
import { Terraform } from "../../../scripts/lib/terraform";

const EVENTS: readonly [pattern: EventPattern, words: string][] = [
  [runExecuted(), "all runs"],
  [runExecuted({ results: ["errored"] }), "runs with result errored"],
  [
    runExecuted({ results: ["errored", "canceled"], environments: ["production*"] }),
    "runs with result errored or canceled, of environment production*",
  ],
  [
    runExecuted({ workspaces: ["network"], sources: ["vcs", "ui"], tags: ["team:a"] }),
    "runs of workspace network, from source vcs or ui, with tag team:a",
  ],
  [runExecuted({ dryRun: true, destroy: false }), "runs that are dry runs, that do not destroy"],
  [runExecuted({ dryRun: false, destroy: true }), "runs that are no dry runs, that destroy"],
  [auditLog(), "all audit log entries"],
  [
    auditLog({ actions: ["create-*", "delete-*"], targetTypes: ["workspaces"], environments: ["production"] }),
    "audit log entries of action create-* or delete-*, on target type workspaces, in environment production",
  ],
  [
    auditLog({ actorEmails: ["*@example.com"], results: ["SUCCESS"] }),
    "audit log entries by actor *@example.com, with result SUCCESS",
  ],
];

test.each(EVENTS)("%j: %s", (pattern, words) => {
  expect(eventsInWords(pattern)).toBe(words);
});

test("Terraform finds the same words", async () => {
  const folder = mkdtempSync(join(tmpdir(), "words-"));
  try {
    const patterns = JSON.stringify(EVENTS.map(([pattern]) => JSON.stringify(pattern)));
    const words = `\${[for json in jsondecode(file("patterns.json")) : ${eventsExpression("json")}]}`;
    writeFileSync(join(folder, "patterns.json"), patterns);
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ output: { words: { value: words } } }));
    const terraform = new Terraform(folder, {});
    await terraform.init();
    await terraform.apply();

    expect(await terraform.output()).toEqual({ words: EVENTS.map(([, words]) => words) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

test.each<[EventPattern]>([
  [{ source: [{ prefix: "aws.partner/scalr.com" }], "detail-type": ["Other"] }],
  [{ ...runExecuted(), account: ["123456789012"] }],
  [{ ...runExecuted(), detail: { event: { result: [{ "anything-but": ["applied"] }], more: ["a"] } } }],
  [{ source: ["aws.ec2"] }],
  [{ ...runExecuted(), detail: { tags: { a: ["b"] } } }],
])("another pattern is shown as it is: %j", (pattern) => {
  expect(eventsInWords(pattern)).toBe(`events that match ${JSON.stringify(pattern)}`);
});

test("a matcher that filters do not have is shown as it is", () => {
  const pattern = { ...runExecuted(), detail: { event: { result: [{ "anything-but": ["applied"] }] } } };
  expect(eventsInWords(pattern)).toBe('runs with result {"anything-but":["applied"]}');
});

const events = (props: Partial<ScalrEventsProps> = {}) =>
  new ScalrEvents(new TerraformStack(new App(), "test"), "events", {
    eventSourceName: "aws.partner/scalr.com/account-name/integration-name",
    ...props,
  });
const TOPIC_ARN = "arn:aws:sns:eu-central-1:123456789012:on-call";
const ALARMS: readonly [ScalrEventsProps["alarms"], words: string][] = [
  [undefined, "alarms → no e-mail addresses (own topic)"],
  [{ emailAddresses: ["a@example.com"] }, "alarms → e-mail to 1 address (own topic)"],
  [{ topicArn: TOPIC_ARN, emailAddresses: ["a@b", "b@b"] }, "alarms → e-mail to 2 addresses (existing topic)"],
  [{ createTopic: false }, "alarms → no e-mail addresses (no topic)"],
  [{ enabled: false }, "no alarms"],
];

test.each(ALARMS)("alarms %j: %s", (alarms, words) => {
  expect(events({ alarms }).delivers.at(-1)).toBe(words);
});

test("a construct tells what it delivers to whom", () => {
  const scalr = events({ namePrefix: "blue-", runExecutedPattern: runExecuted({ dryRun: false }) });
  scalr.addAlerts({ emailAddresses: ["a@example.com", "b@example.com"] });
  scalr.addDestination("deployments", {
    eventPattern: runExecuted({ results: ["applied"] }),
    target: new QueueTarget("arn:aws:sqs:eu-central-1:123456789012:deployments"),
  });

  expect(scalr.delivers).toEqual([
    "runs that are no dry runs → log group /aws/events/blue-scalr/run-executed",
    "all audit log entries → log group /aws/events/blue-scalr/audit-log",
    "runs with result errored → e-mail to 2 addresses (own topic)",
    "runs with result applied → destination deployments",
    "alarms → no e-mail addresses (own topic)",
  ]);
});
