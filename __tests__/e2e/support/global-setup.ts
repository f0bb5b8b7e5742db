import { ensureLocalAws } from "../../../local-aws/local-aws";

/** Runs before the first e2e test, so that no test's time goes into installing the local AWS. */
export default ensureLocalAws;
