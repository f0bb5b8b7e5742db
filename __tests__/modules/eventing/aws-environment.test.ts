import { Construct } from "constructs";
import { AwsEnvironment } from "../../../modules/eventing/aws-environment";
import { addresses, render, synth } from "../synth";

test("is the same for a whole stack, so that it is looked up once", () => {
  const { data } = synth((stack) => {
    expect(AwsEnvironment.of(new Construct(stack, "deep"))).toBe(AwsEnvironment.of(stack));
  });

  expect(addresses(data)).toEqual([
    "aws_caller_identity.current_account",
    "aws_partition.current_partition",
    "aws_region.current_region",
  ]);
});

test("composes ARNs for every partition, region and account", () => {
  expect(render((stack) => AwsEnvironment.of(stack).arn("events", "rule/bus/name"))).toBe(
    "arn:${data.aws_partition.current_partition.partition}:events:${data.aws_region.current_region.id}:" +
      "${data.aws_caller_identity.current_account.account_id}:rule/bus/name",
  );
});
