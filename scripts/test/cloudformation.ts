import { dirname, join } from "node:path";
import { CACHE, ROOT } from "../lib/project";
import { ensureVirtualEnvironment } from "../lib/virtual-environment";
import { SPOKE_TEMPLATE } from "../publish/spoke-template";
import { execute } from "./command";
import { type Counts, one } from "./counts";

const REQUIREMENTS = join(__dirname, "../static-analysis/cfn-lint/requirements.txt");

/**
 * Runs cfn-lint, which knows the schemas of CloudFormation's resources, on the template of a spoke; installs it on first use.
 * @see https://github.com/aws-cloudformation/cfn-lint
 */
export async function cloudFormation(): Promise<Counts> {
  const python = await ensureVirtualEnvironment(join(CACHE, "cfn-lint"), REQUIREMENTS);
  const { exitCode } = await execute(join(dirname(python), "cfn-lint"), [join(ROOT, SPOKE_TEMPLATE)]);
  return one(exitCode === 0);
}
