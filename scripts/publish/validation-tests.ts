import { snakeCase } from "../../modules/terraform/setting";
import type { ValuesOfInputs } from "../../samples/values/values";
import { MOCKS } from "./mocks";

interface Variable {
  readonly default?: unknown;
  readonly validation?: unknown;
}

/**
 * The tests of a module's validations, as `.tftest.json`: every wrong value is refused, no right value is. One run tests
 * a value of each variable, since runs take long; Terraform names the variables that did not refuse theirs.
 *
 * @param variable the module's variables
 * @throws if a variable with a validation has no wrong value
 */
export function validationTests(variable: Readonly<Record<string, Variable>>, values: ValuesOfInputs): object {
  const entries = Object.entries(values).map(([name, edges]) => [snakeCase(name), edges] as const);
  const untested = Object.keys(variable).filter(
    (name) => variable[name]?.validation && !entries.some(([tested, { wrong }]) => tested === name && wrong.length > 0),
  );
  if (untested.length > 0) throw new Error(`Add wrong values of ${untested.join(", ")} to samples/values.`);

  const runs = (kind: keyof ValuesOfInputs[string]) => {
    const count = Math.max(...entries.map(([, edges]) => edges[kind].length));
    return Array.from({ length: count }, (_, round) => {
      const given = entries.filter(([, edges]) => round < edges[kind].length);
      const variables = Object.fromEntries(given.map(([name, edges]) => [name, edges[kind][round]]));
      const run = {
        command: "plan",
        variables,
        ...(kind === "wrong" && { expect_failures: given.map(([name]) => `var.${name}`) }),
      };
      return [`${kind}_values_${round + 1}`, run];
    });
  };
  return {
    mock_provider: { aws: MOCKS },
    variables: Object.fromEntries(
      entries.filter(([name]) => !("default" in (variable[name] ?? {}))).map(([name, { right }]) => [name, right[0]]),
    ),
    run: Object.fromEntries([...runs("wrong"), ...runs("right")]) as object,
  };
}
