import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Fn, Lazy, Op, Token } from "cdktf";
import { Construct } from "constructs";
import { type Condition, choose, onlyIf } from "../terraform/condition";
import { PolicyDocument } from "./policy-document";

/**
 * The longest policy that CloudWatch Logs accepts, in characters.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-resourcepolicy.html
 */
const LONGEST_POLICY = 5120;

export interface LogDeliveryPolicyProps {
  /** The policy's name. An account can have ten such policies in a region. */
  readonly name: string;
  /**
   * ARN of the rules that may write to the log groups, with `*` for any characters. The policy has at most 5,120 characters,
   * and is shorter so.
   * @default - the ARNs of the rules that have been allowed
   */
  readonly ruleArnPattern?: string;
  /**
   * The policy exists only if this holds.
   * @default true
   */
  readonly when?: Condition;
}

/** Log groups, and the rules that write to them. */
export interface LogDelivery {
  /** ARNs of log groups, without `:*` at the end. */
  readonly logGroupArns: string[];
  /** ARNs of the rules. */
  readonly ruleArns: string[];
  /**
   * The policy allows it only if this holds.
   * @default true
   */
  readonly when?: Condition;
}

/**
 * A resource policy of CloudWatch Logs that lets EventBridge rules write to log groups: one for all of them.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export class LogDeliveryPolicy extends Construct {
  readonly policy: CloudwatchLogResourcePolicy;
  private readonly deliveries: LogDelivery[] = [];

  constructor(scope: Construct, id: string, { name, ruleArnPattern, when }: LogDeliveryPolicyProps) {
    super(scope, id);
    const principals = [{ type: "Service", identifiers: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }];
    const resources = this.listOf(({ logGroupArns: arns }) =>
      Token.isUnresolved(arns) ? (Fn.formatlist("%s:*", [arns]) as string[]) : arns.map((arn) => `${arn}:*`),
    );
    const rules = ruleArnPattern === undefined ? this.listOf(({ ruleArns }) => ruleArns) : [ruleArnPattern];
    const document = new PolicyDocument(
      this,
      "document",
      [
        // AWS documents no condition for this action, and it writes no events.
        { sid: "CreateLogStream", principals, actions: ["logs:CreateLogStream"], resources },
        {
          sid: "PutLogEvents",
          principals,
          actions: ["logs:PutLogEvents"],
          resources,
          condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: rules }],
        },
      ],
      when,
    );
    // As the provider sends it, without spaces.
    const length = Fn.lengthOf(Fn.jsonencode(Fn.jsondecode(document.json)));
    this.policy = onlyIf(
      when,
      new CloudwatchLogResourcePolicy(this, "Resource", {
        policyName: name,
        policyDocument: document.json,
        lifecycle: {
          precondition: [
            {
              condition: Op.lte(length, LONGEST_POLICY),
              errorMessage: `The resource policy ${name} of CloudWatch Logs must have at most ${LONGEST_POLICY} characters, not ${Token.asString(length)}. Deliver to fewer log groups, or let a policy of your own allow the deliveries (create_log_resource_policy = false).`,
            },
          ],
        },
      }),
    );
  }

  /** Lets rules write to log groups. */
  allow(delivery: LogDelivery): void {
    this.deliveries.push(delivery);
  }

  /** What `select` gives for all deliveries that are allowed until Terraform's configuration is written. */
  private listOf(select: (delivery: LogDelivery) => string[]): string[] {
    return Lazy.listValue({
      produce: () => {
        const lists = this.deliveries
          .filter(({ when }) => when !== false)
          .map(({ when = true, ...delivery }) => choose(when, select(delivery), []));
        const known = lists.filter((list) => !Token.isUnresolved(list)).flat();
        const others = lists.filter((list) => Token.isUnresolved(list));
        return others.length === 0 ? known : Token.asList(Fn.concat([known, ...others]));
      },
    });
  }
}
