import { MechCloudSync } from "../../../modules/mechcloud/mechcloud-sync";
import { WATCHED_MODULES } from "../metrics";
import { addresses, block, synth } from "../synth";

const GATES: Readonly<Record<string, readonly string[]>> = {
  "mechcloud-sync": ["aws_cloudwatch_log_group.forwarder_log_group", "aws_iam_role.forwarder_role"],
  "mechcloud-spoke": ["aws_iam_role.deliver_role"],
  "scalr-events": [
    "aws_cloudwatch_log_group.run_executed",
    "aws_cloudwatch_event_bus.event_bus",
    "aws_cloudwatch_log_group.audit_log",
  ],
};

describe.each(WATCHED_MODULES)("the module %s", (name, { resource, data }) => {
  const gates = GATES[name]!;

  test("creates its gates first, one after the other, and then all the rest", () => {
    const rest = addresses(resource).filter((address) => !gates.includes(address));

    expect(gates.map((gate) => [...references(gate)].sort())).toEqual(
      gates.map((_, index) => gates.slice(0, index).sort()),
    );
    expect(rest.filter((address) => !references(address).has(gates.at(-1)!))).toEqual([]);
  });

  // A data source that depends on a resource is read only when Terraform applies, and its consumers are unknown until then.
  test("has no data source with depends_on", () => {
    expect(addresses(data).filter((address) => "depends_on" in block(data, address))).toEqual([]);
  });

  test("creates each rule's target after the policies that let the rule in", () => {
    const targets = addresses(resource).filter((address) => address.startsWith("aws_cloudwatch_event_target."));

    expect(targets.length).toBeGreaterThan(2);
    for (const target of targets) expect(dependencies(target)).toEqual(expect.arrayContaining([policyOf(target)]));
  });

  /** The resources that are created before the one at the address, as it refers to them or to what refers to them. */
  function references(address: string, found = new Set<string>()): ReadonlySet<string> {
    const text = JSON.stringify(address.startsWith("data.") ? block(data, address.slice(5)) : block(resource, address));
    for (const [next] of text.matchAll(/(?<![\w.])(data\.)?aws_\w+\.\w+/g)) {
      if (found.has(next)) continue;
      if (!next.startsWith("data.")) found.add(next);
      references(next, found);
    }
    return found;
  }

  function dependencies(address: string): readonly string[] {
    return (block(resource, address)["depends_on"] ?? []) as string[];
  }

  /** The policy of the target's dead-letter queue. */
  function policyOf(target: string): string {
    const { arn } = block(resource, target)["dead_letter_config"] as { arn: string };
    const [, queue] = /aws_sqs_queue\.(\w+)/.exec(arn) ?? [];
    return `aws_sqs_queue_policy.${queue}_access`;
  }
});

test("refuses two flows of one name in a stack", () => {
  const relay = (id: string, namePrefix?: string) => (stack: Parameters<Parameters<typeof synth>[0]>[0]) =>
    new MechCloudSync(stack, id, { cloudAccountId: "account", namePrefix });

  expect(() =>
    synth((stack) => {
      relay("first")(stack);
      relay("second")(stack);
    }),
  ).toThrow(
    new Error(
      "test/second would have the resources of another construct of this stack, such as push-mgmt-events-to-mechcloud. Set namePrefix.",
    ),
  );
  expect(() =>
    synth((stack) => {
      relay("first")(stack);
      relay("second", "second-")(stack);
    }),
  ).not.toThrow();
});
