import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { TerraformIterator, Token } from "cdktf";
import type { Construct } from "constructs";
import { onlyIf } from "../terraform/condition";

/** Subscribes e-mail addresses to a topic, one subscription for each; their owners must confirm. */
export function subscribeByEmail(scope: Construct, topicArn: string, emailAddresses: string[] = []): void {
  const addresses = TerraformIterator.fromList(emailAddresses);
  onlyIf(
    addresses,
    new SnsTopicSubscription(scope, "email", {
      topicArn,
      protocol: "email",
      endpoint: Token.asString(addresses.value),
    }),
  );
}
