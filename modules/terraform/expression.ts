import { type IResolvable, ref, TerraformLocal, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** A Terraform expression as HCL, for what CDKTF has no function. */
export function expression(scope: Construct, hcl: string): IResolvable {
  return ref(hcl, TerraformStack.of(scope));
}

/** A Terraform expression that is written once, as the local value `name` of a published module. */
export function local(scope: Construct, name: string, hcl: string): IResolvable {
  new TerraformLocal(scope, name, expression(scope, hcl));
  return expression(scope, `local.${name}`);
}
