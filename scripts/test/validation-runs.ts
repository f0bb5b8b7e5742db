import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The generated tests of a module's validations. */
const TESTS = "tests/validations.tftest.json";
const VARIABLES = "variables.tf";

interface Run {
  readonly expect_failures?: readonly string[];
}

interface Tests {
  readonly variables: object;
  readonly mock_provider: object;
  readonly run: Readonly<Record<string, Run>>;
}

/** A run in which variables refuse their values, and nothing else is to fail. */
export function isRefusal({ expect_failures = [] }: Run): boolean {
  return expect_failures.length > 0 && expect_failures.every((address) => address.startsWith("var."));
}

/** Which runs need no more of a module than its variables. */
export type IsMoved = (run: Run) => boolean;

/**
 * Moves runs of a module's validations into a root that has the module's variables and nothing else. A validation needs no more,
 * and a run then takes milliseconds, since Terraform does not plan the whole module.
 *
 * @param root is created
 */
export function moveValidationRuns(module: string, root: string, isMoved: IsMoved): void {
  const { run, mock_provider, variables } = JSON.parse(readFileSync(join(module, TESTS), "utf8")) as Tests;
  const [moved, kept] = [true, false].map((is) =>
    Object.fromEntries(Object.entries(run).filter(([, each]) => isMoved(each) === is)),
  ) as [Tests["run"], Tests["run"]];
  mkdirSync(join(root, "tests"), { recursive: true });
  cpSync(join(module, VARIABLES), join(root, VARIABLES));
  writeFileSync(join(root, TESTS), JSON.stringify({ variables, run: moved }, null, 2));
  rmSync(join(module, TESTS));
  if (Object.keys(kept).length === 0) return;
  writeFileSync(join(module, TESTS), JSON.stringify({ mock_provider, variables, run: kept }, null, 2));
}
