import { ensureLocalAws } from "../../../local-aws/local-aws";
import type { SharedProvider } from "../../../scripts/lib/shared-provider";
import { bundleCli } from "./bundled-cli";
import { startProviderOfAllFiles } from "./provider-of-all-files";

declare global {
  var providerOfAllFiles: SharedProvider;
}

/** Runs before the first e2e test: no test's time goes into what all of them need. */
export default async function setUp(): Promise<void> {
  [globalThis.providerOfAllFiles] = await Promise.all([startProviderOfAllFiles(), ensureLocalAws(), bundleCli()]);
}
