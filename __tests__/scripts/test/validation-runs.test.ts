import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type IsMoved, isRefusal, moveValidationRuns } from "../../../scripts/test/validation-runs";

const TESTS = "tests/validations.tftest.json";
const run = {
  wrong_values_1: { command: "plan", variables: { size: 0 }, expect_failures: ["var.size"] },
  right_values_1: { command: "plan", variables: { size: 2 } },
  check_1: { command: "plan", expect_failures: ["var.size", "check.size"] },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "validation-runs-"));
  mkdirSync(join(folder, "module/tests"), { recursive: true });
  writeFileSync(join(folder, "module/variables.tf"), "");
  writeFileSync(join(folder, "module", TESTS), JSON.stringify({ mock_provider: { aws: {} }, variables: {}, run }));
});
afterEach(() => rmSync(folder, { recursive: true }));

function move(isMoved: IsMoved): void {
  moveValidationRuns(join(folder, "module"), join(folder, "root"), isMoved);
}

function testsIn(name: string): object {
  return JSON.parse(readFileSync(join(folder, name, TESTS), "utf8")) as object;
}

test("what only variables refuse moves to a root of variables without a provider", () => {
  move(isRefusal);

  expect(testsIn("root")).toEqual({ variables: {}, run: { wrong_values_1: run.wrong_values_1 } });
  expect(existsSync(join(folder, "root/variables.tf"))).toBe(true);
});

test("what needs the module stays, so that each run is counted once", () => {
  move(isRefusal);

  const { right_values_1, check_1 } = run;
  expect(testsIn("module")).toEqual({ mock_provider: { aws: {} }, variables: {}, run: { right_values_1, check_1 } });
});

test("a module of which all runs move keeps no tests of validations", () => {
  move(() => true);

  expect(testsIn("root")).toEqual({ variables: {}, run });
  expect(existsSync(join(folder, "module", TESTS))).toBe(false);
});
