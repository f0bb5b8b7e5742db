import { expression } from "../../../modules/terraform/expression";
import { render } from "../synth";

test("is left as it is written", () => {
  expect(render((stack) => expression(stack, "{ for k, v in var.x : k => v }"))).toBe(
    "${{ for k, v in var.x : k => v }}",
  );
});
