import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { isMap, type When } from "../../terraform/condition";
import { check, matching } from "../../terraform/constraint";
import { AwsEnvironment } from "../aws-environment";
import { regionalArn } from "../constraints";
import type { EventRule, RuleTarget } from "../event-rule";
import type { LogDeliveryPolicy } from "../log-delivery-policy";
import { IN_ACCOUNT, mustBe } from "../target-place";

export const LOG_GROUP_ARN = regionalArn(
  "a log group without :* at the end",
  "logs",
  "log-group:[^:*]+",
  "log-group:<name>",
);

/** A placeholder, or a text that may contain some. */
const VALUE = '(?:<[^<>]+>|"(?:[^"\\\\]|\\\\.)*")';
const BOTH_KEYS = [`"timestamp"\\s*:\\s*${VALUE}`, `"message"\\s*:\\s*${VALUE}`];

/**
 * What CloudWatch Logs receives in place of the event.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export const LOG_TEMPLATE = matching(
  `\\s*\\{\\s*(?:${BOTH_KEYS.join("\\s*,\\s*")}|${BOTH_KEYS.toReversed().join("\\s*,\\s*")})\\s*\\}\\s*`,
  'of the form {"timestamp": <time>, "message": "…"} for a log group, with values that are placeholders or texts',
);

/** A CloudWatch Logs log group of the rule's account as its target. A resource policy of CloudWatch Logs must let the rule write to it. */
export class LogGroupTarget implements RuleTarget {
  readonly inputTemplate = LOG_TEMPLATE;
  private readonly logGroupArn: string;

  /**
   * @param logGroup the log group, or the ARN of an existing one without `:*` at the end
   * @param logDeliveryPolicy the policy that the rule is added to; default: another policy lets the rule write
   */
  constructor(
    private readonly logGroup: CloudwatchLogGroup | string,
    private readonly logDeliveryPolicy?: LogDeliveryPolicy,
  ) {
    this.logGroupArn = typeof logGroup === "string" ? logGroup : logGroup.arn;
    check("logGroup", this.logGroupArn, LOG_GROUP_ARN);
  }

  /** @throws Error if the rule exists once for each entry of a map, and a policy is given: one policy serves all rules */
  bind(rule: EventRule, when?: When) {
    const preconditions = typeof this.logGroup === "string" && {
      preconditions: [mustBe(IN_ACCOUNT, rule, this.logGroupArn)],
    };
    const address = { arn: this.logGroupArn, ...preconditions };
    if (!this.logDeliveryPolicy) return address;
    if (isMap(when))
      throw new Error("logDeliveryPolicy must not be set for a rule that exists for each entry of a map.");
    this.logDeliveryPolicy.allow({ logGroupArns: [this.knownArn(rule)], ruleArns: [rule.arn], when });
    return { ...address, dependsOn: [this.logDeliveryPolicy.policy] };
  }

  /** Composed if the log group has a name of its own, so that a plan shows and checks the policy. */
  private knownArn(rule: EventRule): string {
    const name = typeof this.logGroup === "string" ? undefined : this.logGroup.nameInput;
    return name === undefined ? this.logGroupArn : AwsEnvironment.of(rule).arn("logs", `log-group:${name}`);
  }
}
