import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { type Condition, onlyIf } from "../terraform/condition";
import { PolicyDocument } from "./policy-document";

export interface LogDeliveryPolicyProps {
  /** The policy's name. An account can have ten such policies in a region. */
  readonly name: string;
  /**
   * The policy exists only if this holds.
   * @default true
   */
  readonly when?: Condition;
}

/** Log groups, and the rules that may write to them. */
export interface LogDelivery {
  /** The beginning of the statements' names: letters and digits. */
  readonly sid: string;
  /** ARNs of log groups, without `:*` at the end. */
  readonly logGroupArns: string[];
  /** ARNs of the rules. */
  readonly ruleArns: string[];
  /**
   * The policy has the statements only if this holds.
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
  private readonly document: PolicyDocument;

  constructor(scope: Construct, id: string, { name, when }: LogDeliveryPolicyProps) {
    super(scope, id);
    this.document = new PolicyDocument(this, "document", [], when);
    this.policy = onlyIf(
      when,
      new CloudwatchLogResourcePolicy(this, "Resource", { policyName: name, policyDocument: this.document.json }),
    );
  }

  /** Lets rules write to log groups. */
  allow({ sid, logGroupArns, ruleArns, when }: LogDelivery): void {
    const principals = [{ type: "Service", identifiers: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }];
    const resources = Fn.formatlist("%s:*", [logGroupArns]) as string[];
    this.document.add(
      // AWS documents no condition for this action, and it writes no events.
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
