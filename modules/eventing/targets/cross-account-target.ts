import { type IResolvable, Token } from "cdktf";
import { check, matching } from "../../terraform/constraint";
import type { EventRule, RuleTarget, TargetAddress } from "../event-rule";
import { QUEUE_NAME_PATTERN } from "../queue";
import { IN_OTHER_ACCOUNT, mustBe } from "../target-place";
import { checkMessageGroupId } from "./queue-target";

/** What the rule's role must be allowed, by the target's service. */
export const CROSS_ACCOUNT_ACTIONS = {
  lambda: "lambda:InvokeFunction",
  sns: "sns:Publish",
  sqs: "sqs:SendMessage",
} as const;

const PLACE = "[a-z0-9-]+:[0-9]{12}";
export const CROSS_ACCOUNT_ARN = matching(
  `arn:aws[a-z-]*:(?:sqs:${PLACE}:${QUEUE_NAME_PATTERN}|sns:${PLACE}:[A-Za-z0-9_-]{1,256}|lambda:${PLACE}:function:[A-Za-z0-9_-]+)`,
  "the ARN of an SQS queue, a standard SNS topic, or a Lambda function without version or alias",
);

/**
 * An SQS queue, a standard SNS topic or a Lambda function of another account as a rule's target. EventBridge delivers in a
 * role, which the policy of the queue, topic or function must allow.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
 */
export class CrossAccountTarget implements RuleTarget {
  /**
   * @param targetArn ARN of the queue, topic or function, in the rule's region
   * @param messageGroupId required for a FIFO queue, which must have content-based deduplication; 1 to 128 characters; an
   * expression may be null
   * @throws Error if the target is a FIFO queue and `messageGroupId` is not set
   */
  constructor(
    private readonly targetArn: string,
    private readonly messageGroupId?: string | IResolvable,
  ) {
    check("targetArn", targetArn, CROSS_ACCOUNT_ARN);
    checkMessageGroupId(messageGroupId, !Token.isUnresolved(targetArn) && targetArn.endsWith(".fifo"));
  }

  bind(rule: EventRule): TargetAddress {
    const { targetArn: arn, messageGroupId } = this;
    const services = Object.entries(CROSS_ACCOUNT_ACTIONS);
    const known = services.filter(([service]) => arn.split(":")[2] === service);
    const actions = (known.length > 0 ? known : services).map(([, action]) => action);
    return { arn, messageGroupId, actions, preconditions: [mustBe(IN_OTHER_ACCOUNT, rule, arn)] };
  }
}
