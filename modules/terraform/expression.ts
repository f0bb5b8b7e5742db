import { type IResolvable, ref, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** A Terraform expression as HCL, for what CDKTF has no function. */
export function expression(scope: Construct, hcl: string): IResolvable {
  return ref(hcl, TerraformStack.of(scope));
}
