import type { TerraformStack } from "cdktf";
import { MechCloudSync, type MechCloudSyncProps } from "../../../modules/mechcloud/mechcloud-sync";
import { synth } from "../synth";

export type Props = Partial<MechCloudSyncProps>;

/** A customer managed key. */
export const KEY = "arn:aws:kms:ap-south-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** A sync of the cloud account acc-1, at addresses such as `aws_sqs_queue.sync_management_events`. */
export const mechCloudSync = (props: Props | ((stack: TerraformStack) => Props) = {}) =>
  synth((stack) => {
    new MechCloudSync(stack, "sync", {
      cloudAccountId: "acc-1",
      ...(typeof props === "function" ? props(stack) : props),
    });
  });
