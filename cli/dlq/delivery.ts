import type { Target } from "@aws-sdk/client-eventbridge";
import type { Message } from "@aws-sdk/client-sqs";
import { textsAt } from "../../lambda-src/contract/texts-at";
import type { Aws } from "../aws/aws";
import { listTargets } from "../aws/lists";
import { CliError } from "../errors";
import { onceEach } from "../once";
import { parse } from "../redrive/dead-letter";
import { transformed } from "./input-transformer";
import { attributesOf, eventOf } from "./set-aside";

/** An event and where it is to be sent. */
export interface Delivery {
  readonly id: string;
  readonly event: unknown;
  /** What the destination receives. */
  readonly payload: string;
  readonly target: Target & { readonly Arn: string };
}

/** Which rule sent an event where, as told by whoever set it aside. */
interface Address {
  /** Undefined for a function that failed: Lambda's record names only the function. */
  readonly rule: string | undefined;
  /** Undefined if neither EventBridge nor Lambda sent the message. */
  readonly target: string | undefined;
}

export function addressOf(message: Message): Address {
  const { RULE_ARN: rule, TARGET_ARN } = attributesOf(message);
  const [target = TARGET_ARN] = textsAt(parse(message.Body!), "requestContext.functionArn");
  return { rule, target };
}

/** Finds out how events of a dead-letter queue are delivered. */
export class Deliveries {
  /** By the rule's ARN. */
  readonly #targetsOf = onceEach((ruleArn) => {
    const [, bus, rule] = /:rule\/(?:(.+)\/)?([^/]+)$/.exec(ruleArn)!;
    return listTargets(this.aws, rule!, bus);
  });

  constructor(private readonly aws: Aws) {}

  /** @throws CliError if it cannot be told, or the rule no longer delivers there */
  async of(message: Message): Promise<Delivery> {
    const { rule, target: Arn } = addressOf(message);
    if (!Arn) throw new CliError("It has no attribute TARGET_ARN: no EventBridge rule set it aside.");
    const event = eventOf(message);
    const id = message.MessageId!;
    if (!rule) return { id, event, payload: JSON.stringify(event), target: { Id: Arn, Arn } };
    const target = (await this.#targetsOf(rule)).find((known) => known.Arn === Arn);
    if (!target) throw new CliError(`The rule ${rule} no longer delivers to ${Arn}.`);
    const { InputTransformer } = target;
    const payload = InputTransformer ? transformed(event, InputTransformer, rule) : message.Body!;
    return { id, event, payload, target: { ...target, Arn } };
  }
}
