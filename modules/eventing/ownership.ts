import { Aspects, type IAspect, TerraformResource, TerraformStack, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { dependOn } from "../terraform/depend-on";

/**
 * The resources whose creation succeeds, and overwrites, if somebody else's resource has the name already. Each other
 * resource refers to one of them or to a gate, or fails.
 */
const TAKEN_OVER = [
  "aws_cloudwatch_dashboard",
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_log_resource_policy",
  "aws_cloudwatch_metric_alarm",
  "aws_cloudwatch_query_definition",
  "aws_sns_topic",
  "aws_sns_topic_subscription",
  "aws_sqs_queue",
];

class CreatedAfter implements IAspect {
  constructor(private readonly gate: TerraformResource) {}

  visit(node: IConstruct): void {
    if (TerraformResource.isTerraformResource(node) && TAKEN_OVER.includes(node.terraformResourceType))
      dependOn(node, this.gate);
  }
}

const flowNames = new WeakMap<TerraformStack, Set<string>>();

/**
 * Keeps a second flow of the same name from taking over the resources of the first, and from deleting them when it is
 * destroyed: whatever AWS would let it take over is created after `gates`, whose creation fails if they exist.
 * @param scope the flow
 * @param name what must be unique in an account and region
 * @param gates created one after the other, so that of two flows that are created at once only one passes
 * @throws Error if another flow of the stack has the name
 */
export function claim(scope: Construct, name: string, gates: readonly [TerraformResource, TerraformResource]): void {
  const stack = TerraformStack.of(scope);
  const names = flowNames.get(stack) ?? new Set();
  if (!Token.isUnresolved(name) && names.has(name))
    throw new Error(
      `${scope.node.path} would have the resources of another construct of this stack, such as ${name}. Set namePrefix.`,
    );
  flowNames.set(stack, names.add(name));
  const [first, last] = gates;
  dependOn(last, first);
  Aspects.of(scope).add(new CreatedAfter(last));
}
