import { Fn } from "cdktf";
import { ALARMS_INPUT, alarmsOf } from "../../eventing/module/alarms-input";
import { DELIVERS } from "../../eventing/subscribers";
import { VERSION_OUTPUT } from "../../eventing/version";
import { defineModule } from "../../terraform/module-definition";
import { snakeCase } from "../../terraform/setting";
import { MechCloudSpoke } from "../mechcloud-spoke";
import { SPOKE_SETTINGS } from "../settings";
import { SYNC_RULES } from "../sync-rules";

/** A spoke as a Terraform module: `modules/spoke` of `terraform-aws-mechcloud-sync`. */
export const mechCloudSpokeModule = defineModule({
  name: "mechcloud-spoke",
  settings: SPOKE_SETTINGS,
  inputs: { alarms: ALARMS_INPUT },

  build(scope, { settings }) {
    const spoke = new MechCloudSpoke(scope, "this", { ...settings, alarms: alarmsOf(scope) });
    const { rules, deadLetterQueue, role, alarmTopic, keyPolicy } = spoke;
    return {
      delivers: { description: DELIVERS, value: spoke.delivers },
      rule_arns: {
        description: `ARNs of the rules: ${Object.keys(SYNC_RULES).map(snakeCase).join(", ")}; null if the rule's mechanism is not chosen.`,
        value: Object.fromEntries(Object.entries(rules).map(([key, rule]) => [snakeCase(key), rule?.rule.arn])),
      },
      role_arn: { description: "ARN of the role in which EventBridge delivers to the hub.", value: role.role.arn },
      dead_letter_queue_url: {
        description: "URL of the dead-letter queue, of events that EventBridge could not deliver to the hub.",
        value: deadLetterQueue.queue.url,
      },
      dead_letter_queue_arn: {
        description: "ARN of the dead-letter queue, of events that EventBridge could not deliver to the hub.",
        value: deadLetterQueue.queue.arn,
      },
      alarm_topic_arn: {
        description: "ARN of the topic that alarms are published to; null if there is none.",
        value: Fn.one(alarmTopic?.actions ?? []),
      },
      kms_key_policy: {
        description:
          "Key policy for a customer managed key, as JSON. It depends on no resource of the module, so the same configuration can create the key.",
        value: keyPolicy.json,
      },
      version: VERSION_OUTPUT,
    };
  },
});
