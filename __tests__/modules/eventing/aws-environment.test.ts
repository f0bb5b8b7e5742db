import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import { AwsEnvironment } from "../../../modules/eventing/aws-environment";
import { ACCOUNT, addresses, type Blocks, PARTITION, REGION, render, synth } from "../synth";

test("is the same for a whole stack, at addresses that a person can read", () => {
  const { data } = synth((stack) => {
    expect(AwsEnvironment.of(new Construct(stack, "deep"))).toBe(AwsEnvironment.of(stack));
  });

  expect(addresses(data)).toEqual(["aws_caller_identity.current", "aws_partition.current", "aws_region.current"]);
});

test("composes ARNs for every partition, region and account", () => {
  expect(render((stack) => AwsEnvironment.of(stack).arn("events", "rule/bus/name"))).toBe(
    `arn:${PARTITION}:events:${REGION}:${ACCOUNT}:rule/bus/name`,
  );
});

test("leaves a user's stack every id and address", () => {
  const stack = new TerraformStack(new App({ skipValidation: true }), "user");
  new AwsProvider(stack, "aws");
  const own = new DataAwsCallerIdentity(stack, "current");
  new TerraformOutput(stack, "own", { value: own.accountId });
  new TerraformOutput(stack, "ours", { value: AwsEnvironment.of(stack).accountId });

  const { data, output } = JSON.parse(Testing.synth(stack, true)) as { data: Blocks; output: Blocks[string] };
  const identities = Object.keys(data["aws_caller_identity"] ?? {});
  expect(identities).toHaveLength(2);
  expect(output).toEqual({
    own: { value: "${data.aws_caller_identity.current.account_id}" },
    ours: { value: `\${data.aws_caller_identity.${identities.find((name) => name !== "current")}.account_id}` },
  });
});
