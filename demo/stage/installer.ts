import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../local-aws/account";
import type { UserPolicies } from "../../local-aws/users";
import { documentedPolicy } from "../../scripts/permissions/documented";

/** Whoever installs the modules has the documented policies, and rights to the queue of main.tf that is no module's. */
export const INSTALLER_POLICIES: UserPolicies = {
  "mechcloud-sync": documentedPolicy("mechcloud-sync"),
  "mechcloud-trail": documentedPolicy("mechcloud-trail"),
  "scalr-events": documentedPolicy("scalr-events"),
  "own-queue": {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "sqs:*", Resource: `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:automation` },
    ],
  },
};
