import { Fn, Op, Token } from "cdktf";
import { choose } from "../terraform/condition";
import { joined } from "../terraform/expression";
import type { Settled } from "../terraform/setting";
import type { TOPIC_SETTINGS } from "./settings";

/** The description of the output `delivers`. */
export const DELIVERS =
  "What is delivered to whom, in words. Terraform drops misspelt attributes of objects in silence; the plan of this output shows that they are missing.";

/** Who receives what is published to a topic, in words: `e-mail to 2 addresses (own topic)`. */
export function subscribersInWords({ topicArn, createTopic, emailAddresses }: Settled<typeof TOPIC_SETTINGS>): string {
  const existing = createTopic === false && topicArn === undefined ? " (no topic)" : " (existing topic)";
  return joined(emailTo(emailAddresses), choose(createTopic ?? topicArn === undefined, " (own topic)", existing));
}

function emailTo(addresses: readonly string[]): string {
  const count = Token.isUnresolved(addresses) ? Fn.lengthOf(addresses) : addresses.length;
  const known = typeof count === "number" && !Token.isUnresolved(count);
  const isOne = known ? count === 1 : Op.eq(count, 1);
  const isNone = known ? count === 0 : Op.lt(count, 1);
  const some = joined(
    "e-mail to ",
    known ? String(count) : Token.asString(count),
    choose(isOne, " address", " addresses"),
  );
  return choose(isNone, "no e-mail addresses", some);
}
