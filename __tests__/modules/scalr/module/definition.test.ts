import { scalrEventsModule } from "../../../../modules/scalr/module/definition";
import type { Move } from "../../../../modules/terraform/module-definition";
import { publishedModule } from "../../../../scripts/publish/published-module";
import { addresses, type Blocks, block, statements } from "../../synth";
import { unindexedReferences } from "../../unindexed-references";

const files = publishedModule(scalrEventsModule);
const file = (name: string) => files[name] as unknown as Record<string, Blocks>;
const { resource = {}, data = {}, locals = {} } = file("main.tf");
const { output = {} } = file("outputs.tf");
const { variable = {} } = file("variables.tf") as unknown as { variable: Blocks[string] };

test("its addresses are what a reviewer has seen", () => {
  expect([...addresses(resource), ...addresses(data).map((address) => `data.${address}`)].join("\n")).toMatchSnapshot();
});

test("holds neither provider, backend nor metadata", () => {
  expect(Object.keys(files).flatMap((name) => Object.keys(file(name)))).toEqual([
    "data",
    "locals",
    "resource",
    "variable",
    "output",
    "moved",
    "terraform",
  ]);
  expect(file("versions.tf")["terraform"]).toEqual({
    required_version: ">= 1.5.0",
    required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100, < 7.0" } },
  });
  expect(JSON.stringify(files)).not.toContain('"//"');
});

test("each former address of a resource leads to one that exists", () => {
  const moves = new Map((file("moved.tf")["moved"] as unknown as Move[]).map(({ from, to }) => [from, to]));
  const last = (address: string): string => (moves.has(address) ? last(moves.get(address)!) : address);
  const targets = [...moves.keys()].map(last);

  expect(moves.get("aws_sqs_queue.to_sqs_dlq")).toBeDefined();
  expect(targets.filter((address) => !addresses(resource).includes(address))).toEqual([]);
});

describe("a reference", () => {
  test("to what may not be there has an index", () => {
    expect(unindexedReferences({ resource, data, output: { output } })).toEqual([]);
  });

  test("to what is there once for each destination is to that of the same destination", () => {
    const repeated = [...addresses(resource), ...addresses(data).map((address) => `data.${address}`)].filter(
      (address) => /\.to_/.test(address),
    );
    const blocks = [resource, data].flatMap((all) => addresses(all).map((address) => block(all, address)));
    const texts = blocks.map((attributes) => JSON.stringify({ ...attributes, depends_on: undefined }));

    const others = repeated.flatMap((address) => {
      const unlike = new RegExp(`(?<![\\w.])${address.replaceAll(".", "\\.")}(?!\\w|\\[each\\.key\\]\\.)`);
      return texts.filter((text) => unlike.test(text));
    });
    expect(repeated).toHaveLength(12);
    expect(others).toEqual([]);
  });
});

describe("destinations", () => {
  const all = "${var.destinations}";
  const withAlarms = "${var.alarms.enabled ? var.destinations : {}}";
  const ofKinds = (...kinds: string[]) =>
    `\${{ for name, destination in var.destinations : name => destination if contains(${JSON.stringify(kinds)}, local.destination_kinds[name]) }}`;
  const inRole = ofKinds("cross_account", "step_functions", "event_bus", "kinesis", "firehose", "https");
  const made = Object.fromEntries(
    [resource, data].flatMap((blocks) =>
      addresses(blocks)
        .filter((address) => address.includes("to_destination"))
        .map((address) => [address, block(blocks, address)["for_each"]]),
    ),
  );

  test("are made once each, whatever their kind, with what only some kinds need for those alone", () => {
    expect(made).toEqual({
      "aws_cloudwatch_event_rule.to_destination": all,
      "aws_cloudwatch_event_target.to_destination_target": all,
      "aws_sqs_queue.to_destination_dlq": all,
      "aws_sqs_queue_policy.to_destination_dlq_access": all,
      "aws_iam_policy_document.to_destination_dlq_policy": all,
      "aws_cloudwatch_metric_alarm.alarm_to_destination_dlq_depth": withAlarms,
      "aws_cloudwatch_metric_alarm.alarm_to_destination_failed_invocations": withAlarms,
      "aws_cloudwatch_metric_alarm.alarm_to_destination_lost": withAlarms,
      "aws_iam_role.to_destination_role": inRole,
      "aws_iam_role_policy.to_destination_role_policy": inRole,
      "aws_iam_policy_document.to_destination_trust": inRole,
      "aws_iam_policy_document.to_destination_permissions": inRole,
      "aws_lambda_permission.to_destination_permission": ofKinds("lambda"),
      "aws_cloudwatch_event_connection.to_destination_connection": ofKinds("https"),
      "aws_cloudwatch_event_api_destination.to_destination_api_destination": ofKinds("https"),
    });
  });

  test("have a rule with their own pattern, retries and dead-letter queue", () => {
    expect(block(resource, "aws_cloudwatch_event_rule.to_destination")).toMatchObject({
      name: "${var.name_prefix}scalr-to-${each.key}",
      event_bus_name: "${local.event_bus_name}",
      event_pattern: "${local.destination_patterns[each.key]}",
    });
    expect(block(resource, "aws_cloudwatch_event_target.to_destination_target")).toMatchObject({
      event_bus_name: "${local.event_bus_name}",
      rule: "${aws_cloudwatch_event_rule.to_destination[each.key].name}",
      dead_letter_config: { arn: "${aws_sqs_queue.to_destination_dlq[each.key].arn}" },
      retry_policy: {
        maximum_retry_attempts: "${each.value.maximum_retry_attempts}",
        maximum_event_age_in_seconds: "${each.value.maximum_event_age_seconds}",
      },
      dynamic: {
        input_transformer: {
          for_each: "${(each.value.input_transformer == null) ? [] : [each.value.input_transformer]}",
        },
      },
    });
    expect(output["destination_dead_letter_queue_urls"]?.["value"]).toBe(
      "${{ for name, queue in aws_sqs_queue.to_destination_dlq : name => queue.url }}",
    );
  });

  test("without their secret are refused when Terraform plans", () => {
    expect(block(resource, "aws_cloudwatch_event_connection.to_destination_connection")).toMatchObject({
      lifecycle: {
        precondition: [
          {
            condition: "${contains(nonsensitive(keys(var.destination_secrets)), each.key)}",
            error_message: "destination_secrets must hold the secret of the https destination ${each.key}.",
          },
        ],
      },
    });
  });

  test("that belong to others tell which rule to let in", () => {
    expect(locals["destination_rule_arn"]).toBe(
      "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.event_source_name}/${var.name_prefix}scalr-to-%s",
    );
    expect(output["required_permissions"]?.["value"]).toContain(
      '"aws:SourceArn" = format(local.destination_rule_arn, name)',
    );
  });
});

test("a policy statement has a name that is unique in its document", () => {
  const names = Object.keys(data["aws_iam_policy_document"] ?? {}).flatMap((document) =>
    statements(data, document).map(({ sid }) => `${document} ${sid}`),
  );

  expect(names).toEqual([...new Set(names)]);
});

test("the tags of the variable are on every resource that takes tags", () => {
  const untagged = addresses(resource).filter((address) => block(resource, address)["tags"] !== "${var.tags}");

  expect([...new Set(untagged.map((address) => address.split(".")[0]))].sort()).toEqual([
    "aws_cloudwatch_dashboard",
    "aws_cloudwatch_event_api_destination",
    "aws_cloudwatch_event_connection",
    "aws_cloudwatch_event_target",
    "aws_cloudwatch_log_resource_policy",
    "aws_cloudwatch_query_definition",
    "aws_iam_role_policy",
    "aws_lambda_function_event_invoke_config",
    "aws_lambda_permission",
    "aws_sns_topic_policy",
    "aws_sns_topic_subscription",
    "aws_sqs_queue_policy",
  ]);
});

describe("a variable", () => {
  const names = Object.keys(variable);
  const validationsOf = (name: string) =>
    (variable[name]?.["validation"] ?? []) as { condition: string; error_message: string }[];
  const validated = names.filter((name) => validationsOf(name).length > 0);

  test.each(names)("%s has a type and a description that is a sentence", (name) => {
    expect(variable[name]).toMatchObject({
      type: expect.any(String) as string,
      description: expect.stringMatching(/^[A-Za-z].+\.$/s) as string,
    });
  });

  test("is required where it is the event source's name, and secret where it holds secrets", () => {
    expect(names.filter((name) => !("default" in (variable[name] ?? {})))).toEqual(["event_source_name"]);
    expect(names.filter((name) => variable[name]?.["sensitive"])).toEqual(["destination_secrets"]);
  });

  test("is validated where its values can be wrong", () => {
    expect(names.filter((name) => !validated.includes(name))).toEqual([
      "create_dashboard",
      "create_event_bus",
      "create_log_resource_policy",
      "tags",
    ]);
  });

  test.each(validated)("%s says what is allowed and what is not", (name) => {
    for (const { condition, error_message: message } of validationsOf(name)) {
      expect(condition).toContain(`var.${name}`);
      expect(message).toMatch(/\bmust (?:be|have) /);
      expect(message).toContain(`var.${name}`);
    }
  });
});

test("an output has a description that is a sentence", () => {
  expect(Object.values(output).map(({ description }) => description)).toEqual(
    Object.keys(output).map(() => expect.stringMatching(/^[A-Z].+\.$/) as string),
  );
});
