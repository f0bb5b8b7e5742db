import { type IResolvable, ref, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** A Terraform expression written by hand, for what CDKTF has no words. */
export function expression(scope: Construct, hcl: string): IResolvable {
  return ref(hcl, TerraformStack.of(scope));
}
