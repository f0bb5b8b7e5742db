import { TerraformIterator, type TerraformStack } from "cdktf";
import { denyInsecureTransport, PolicyDocument } from "../../../modules/eventing/policy-document";
import { block, render, statements, synth, tlsOnly, variable } from "../synth";

const read = { sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::bucket/*"] };
const write = { sid: "Write", actions: ["s3:PutObject"], resources: ["arn:aws:s3:::bucket/*"] };

test("holds its statements in their order, those that are added later too", () => {
  const { data } = synth((stack) => new PolicyDocument(stack, "policy", [read]).add(write));

  expect(block(data, "aws_iam_policy_document.policy")).toEqual({ statement: [read, write] });
});

test("leaves out what never holds, and leaves to Terraform what only it can know", () => {
  const { data } = synth((stack) => {
    const when = variable(stack, "chosen", "bool").booleanValue;
    new PolicyDocument(stack, "policy", [
      { ...read, when },
      { ...write, when: true },
      { ...write, sid: "Never", when: false },
    ]);
  });

  expect(block(data, "aws_iam_policy_document.policy")).toEqual({
    statement: [write],
    dynamic: [{ statement: { for_each: "${var.chosen ? [true] : []}", content: read } }],
  });
});

test("has no empty list of statements beside conditional ones", () => {
  const { data } = synth((stack) => {
    const when = variable(stack, "chosen", "bool").booleanValue;
    new PolicyDocument(stack, "policy", [{ ...read, when }]);
  });

  expect(Object.keys(block(data, "aws_iam_policy_document.policy"))).toEqual(["dynamic"]);
});

test("has a statement about each entry of a map in the document of that entry", () => {
  const { data } = synth((stack) => {
    const when = TerraformIterator.fromMap(variable(stack, "entries", "map(string)").value as never);
    new PolicyDocument(stack, "policy", [{ ...read, when }], when);
  });

  expect(block(data, "aws_iam_policy_document.policy")).toEqual({ for_each: "${var.entries}", statement: [read] });
});

test("is there only where its condition holds, and is null elsewhere", () => {
  const sometimes = (stack: TerraformStack) =>
    new PolicyDocument(stack, "policy", [read], variable(stack, "chosen", "bool").booleanValue);
  const { data } = synth(sometimes);

  expect(render((stack) => sometimes(stack).json)).toBe("${one(data.aws_iam_policy_document.policy[*].json)}");
  expect(block(data, "aws_iam_policy_document.policy")).toEqual({
    count: "${var.chosen ? 1 : 0}",
    statement: [read],
  });
});

test("refuses what does not come over TLS, whoever sends it", () => {
  const { data } = synth((stack) => new PolicyDocument(stack, "policy", [denyInsecureTransport("s3:*", ["a", "b"])]));

  expect(statements(data, "policy")).toEqual([tlsOnly("s3:*", "a", "b")]);
});
