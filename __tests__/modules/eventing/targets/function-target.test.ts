import { FunctionTarget } from "../../../../modules/eventing/targets/function-target";
import { block } from "../../synth";
import { DELIVERY, deliver, deliverToEach, REMOVED_AFTER_TARGET, RULE_ARN, targetOf } from "./deliver";

const FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:runs";
const PERMISSION = "aws_lambda_permission.rule_permission";

test("a function gets the events, and this rule alone may invoke it", () => {
  const { resource } = deliver(new FunctionTarget(FUNCTION));

  expect(targetOf(resource)).toEqual({
    ...DELIVERY,
    arn: FUNCTION,
    depends_on: [...DELIVERY.depends_on, PERMISSION],
  });
  expect(block(resource, PERMISSION)).toEqual({
    action: "lambda:InvokeFunction",
    function_name: FUNCTION,
    principal: "events.amazonaws.com",
    source_arn: RULE_ARN,
    ...REMOVED_AFTER_TARGET,
  });
  expect(resource).not.toHaveProperty("aws_iam_role");
});

test("the permission is there only where the rule is", () => {
  expect(block(deliver(new FunctionTarget(FUNCTION), false).resource, PERMISSION)).toMatchObject({
    count: "${false ? 1 : 0}",
  });
  expect(block(deliverToEach(new FunctionTarget("${each.value}")).resource, PERMISSION)).toEqual({
    for_each: "${var.destinations}",
    action: "lambda:InvokeFunction",
    function_name: "${each.value}",
    principal: "events.amazonaws.com",
    source_arn: RULE_ARN,
    ...REMOVED_AFTER_TARGET,
  });
});
