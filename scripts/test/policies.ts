import { ANALYZED_MODULES } from "../static-analysis/analyzed-modules";
import { parliament } from "../static-analysis/parliament";
import { type PolicyException, policyExceptions } from "../static-analysis/policy-exceptions";
import { documentedPolicies, policiesOf, type RenderedPolicy } from "../static-analysis/rendered-policies";
import { type Counts, one, sum } from "./counts";

/** Wrong in an action, a resource and a condition key, of which AWS would not say anything. */
const WRONG: RenderedPolicy = {
  name: "a wrong policy",
  document: {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "sqs:SendMessages", Resource: "arn:aws:sqs:us-east-1:123456789012:queue" },
      { Effect: "Allow", Action: "cloudwatch:PutMetricAlarm", Resource: "arn:aws:sqs:us-east-1:123456789012:queue" },
      {
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: "arn:aws:iam::123456789012:role/forwarder",
        Condition: { StringEquals: { "iam:PassedToServices": "lambda.amazonaws.com" } },
      },
    ],
  },
};
const ISSUES = ["RESOURCE_MISMATCH", "UNKNOWN_ACTION", "UNKNOWN_CONDITION_FOR_ACTION"];

/** Runs parliament on each policy: only the findings that are justified in `policy-exceptions.ts` may occur. */
export async function policies(): Promise<Counts> {
  const all = [...ANALYZED_MODULES.flatMap((module) => policiesOf(module)), ...documentedPolicies()];
  const failed = new Set<string>();
  const needed = new Set<PolicyException>();
  const findings = await parliament([...all, WRONG]);
  const found = new Set(findings.filter(({ policy }) => policy === WRONG.name).map(({ issue }) => issue));
  const unseen = ISSUES.filter((issue) => !found.has(issue));
  if (unseen.length > 0) console.log(`parliament does not find ${unseen.join(", ")} in ${WRONG.name}.`);
  for (const { policy, issue, detail } of findings.filter((finding) => finding.policy !== WRONG.name)) {
    const exception = policyExceptions.find((candidate) => candidate.issue === issue && candidate.policy.test(policy));
    if (exception) needed.add(exception);
    else {
      failed.add(policy);
      console.log(`${policy}: ${issue}: ${detail}`);
    }
  }
  const unneeded = policyExceptions.filter((exception) => !needed.has(exception));
  for (const { issue, policy } of unneeded) {
    console.log(`${issue} does not occur in ${policy.source}: remove the exception from policy-exceptions.ts.`);
  }
  console.log(`${all.length - failed.size} of ${all.length} policies passed, ${needed.size} justified exceptions`);
  return sum([{ passed: all.length - failed.size, failed: failed.size + unneeded.length }, one(unseen.length === 0)]);
}
