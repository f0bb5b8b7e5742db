import { ensureLocalAws } from "../../../local-aws/local-aws";
import { bundleCli } from "./bundled-cli";

/** Runs before the first e2e test: no test's time goes into installing the local AWS, and the CLI is bundled once. */
export default async function setUp(): Promise<void> {
  await Promise.all([ensureLocalAws(), bundleCli()]);
}
