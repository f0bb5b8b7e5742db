import { Aspects, type IAspect, TerraformResource, TerraformStack, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { dependOn } from "../terraform/depend-on";

/**
 * The kinds of resources that refer to no other resource of a flow. AWS lets a second flow of the name overwrite most of
 * them; the creation of the others fails, but of two flows that are created at once each could win some of them.
 */
const FIRST_CREATED = [
  "aws_cloudwatch_dashboard",
  "aws_cloudwatch_event_archive",
  "aws_cloudwatch_event_bus",
  "aws_cloudwatch_event_connection",
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_log_group",
  "aws_cloudwatch_log_resource_policy",
  "aws_cloudwatch_metric_alarm",
  "aws_cloudwatch_query_definition",
  "aws_iam_role",
  "aws_lambda_permission",
  "aws_s3_bucket",
  "aws_scheduler_schedule_group",
  "aws_secretsmanager_secret",
  "aws_sns_topic",
  "aws_sns_topic_subscription",
  "aws_sqs_queue",
];

class CreatedAfter implements IAspect {
  constructor(
    private readonly gates: readonly TerraformResource[],
    private readonly last: TerraformResource,
  ) {}

  visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node) || this.gates.includes(node)) return;
    if (FIRST_CREATED.includes(node.terraformResourceType)) dependOn(node, this.last);
  }
}

const flowNames = new WeakMap<TerraformStack, Set<string>>();

/**
 * Keeps a second flow of the same name from taking over the resources of the first, and from deleting them when it is
 * destroyed: all of it is created after `gates`, whose creation fails if they exist.
 * @param scope the flow
 * @param name what must be unique in an account and region
 * @param gates created one after the other, so that of two flows that are created at once only one passes
 * @throws Error if another flow of the stack has the name
 */
export function claim(scope: Construct, name: string, gates: readonly TerraformResource[]): void {
  const stack = TerraformStack.of(scope);
  const names = flowNames.get(stack) ?? new Set();
  if (!Token.isUnresolved(name) && names.has(name))
    throw new Error(
      `${scope.node.path} would have the resources of another construct of this stack, such as ${name}. Set namePrefix.`,
    );
  flowNames.set(stack, names.add(name));
  const last = gates.reduce((previous, gate) => {
    dependOn(gate, previous);
    return gate;
  });
  Aspects.of(scope).add(new CreatedAfter(gates, last));
}
