import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { type Condition, onlyIf } from "../terraform/condition";
import { PolicyDocument } from "./policy-document";

export interface LogDeliveryPolicyProps {
  /** The policy's name. An account has at most ten such policies in a region. */
  readonly name: string;
  /**
   * The policy is there only where this holds.
   * @default true
   */
  readonly when?: Condition;
}

/** Log groups, and the rules that may write to them. */
export interface LogDelivery {
  /** What the statements' names begin with: letters and digits. */
  readonly sid: string;
  /** ARNs of log groups, without `:*` at the end. */
  readonly logGroupArns: string[];
  readonly ruleArns: string[];
  /**
   * The statements are there only where this holds.
   * @default true
   */
  readonly when?: Condition;
}

/**
 * Lets EventBridge rules write to log groups: one policy for all of them.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export class LogDeliveryPolicy extends Construct {
  private readonly document: PolicyDocument;

  constructor(scope: Construct, id: string, { name, when }: LogDeliveryPolicyProps) {
    super(scope, id);
    this.document = new PolicyDocument(this, "document", [], when);
    onlyIf(
      when,
      new CloudwatchLogResourcePolicy(this, "Resource", { policyName: name, policyDocument: this.document.json }),
    );
  }

  allow({ sid, logGroupArns, ruleArns, when }: LogDelivery): void {
    const principals = [{ type: "Service", identifiers: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }];
    const resources = Fn.formatlist("%s:*", [logGroupArns]) as string[];
    this.document.add(
      // AWS documents no condition for this action, which writes nothing.
      { sid: `${sid}CreateLogStream`, when, principals, actions: ["logs:CreateLogStream"], resources },
      {
        sid: `${sid}PutLogEvents`,
        when,
        principals,
        actions: ["logs:PutLogEvents"],
        resources,
        condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: ruleArns }],
      },
    );
  }
}
