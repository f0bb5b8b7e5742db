import { validationTests } from "../../../scripts/publish/validation-tests";

const variables = (...names: string[]) => ({
  account_id: { type: "string", validation: [{}] },
  batch_size: { type: "number", default: 10, validation: [{}] },
  tags: { type: "map(string)", default: {} },
  ...Object.fromEntries(names.map((name) => [name, { default: null, validation: [{}] }])),
});

const VALUES = {
  accountId: { right: ["acc-1", "a"], wrong: [""] },
  batchSize: { right: [1], wrong: [0, 11] },
};

test("every wrong value is expected to fail, no right value is", () => {
  expect(validationTests(variables(), VALUES)).toMatchObject({
    variables: { account_id: "acc-1" },
    run: {
      wrong_values_1: {
        command: "plan",
        variables: { account_id: "", batch_size: 0 },
        expect_failures: ["var.account_id", "var.batch_size"],
      },
      wrong_values_2: { command: "plan", variables: { batch_size: 11 }, expect_failures: ["var.batch_size"] },
      right_values_1: { command: "plan", variables: { account_id: "acc-1", batch_size: 1 } },
      right_values_2: { command: "plan", variables: { account_id: "a" } },
    },
  });
});

test("a variable with a validation must have wrong values", () => {
  expect(() => validationTests(variables("runtime"), VALUES)).toThrow(
    new Error("Add wrong values of runtime to samples/values."),
  );
  expect(() => validationTests(variables("runtime"), { ...VALUES, runtime: { right: ["a"], wrong: [] } })).toThrow(
    new Error("Add wrong values of runtime to samples/values."),
  );
});
