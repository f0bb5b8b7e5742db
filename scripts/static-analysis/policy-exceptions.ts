/** A finding of parliament that does not apply to these policies. */
export interface PolicyException {
  readonly issue: string;
  /** In the name of the policy. */
  readonly policy: RegExp;
  readonly why: string;
}

/** The justified exceptions; a finding that is not listed fails the step, and so does an exception that is not needed. */
export const policyExceptions: readonly PolicyException[] = [
  {
    issue: "MALFORMED",
    policy: /_trust$/,
    why: "A role's trust policy has no Resource, which is the role itself; parliament knows other policies only.",
  },
  { issue: "RESOURCE_STAR", policy: /: key_policy$/, why: "In a key's policy, * means this key alone." },
  {
    issue: "UNKNOWN_CONDITION_FOR_ACTION",
    policy: /: key_policy$/,
    why: "kms:Describe* under the log group's encryption context is as in AWS's documented policy for CloudWatch Logs.",
  },
  {
    issue: "MISMATCHED_TYPE",
    policy: /: key_policy$/,
    why: "The encryption context of CloudWatch Logs is an ARN, which AWS's documented policy compares as one.",
  },
  {
    issue: "RESOURCE_POLICY_PRIVILEGE_ESCALATION",
    policy: /mechcloud-trail\.json$/,
    why: "Terraform sets the policy of the trail's bucket, which contains nothing but the trail's files.",
  },
];
