import { Fn, type IResolvable, ref, TerraformLocal, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";

/** A Terraform expression as HCL, for what CDKTF has no function. */
export function expression(scope: Construct, hcl: string): IResolvable {
  return ref(hcl, TerraformStack.of(scope));
}

/**
 * A value that is written once, as the local value `name` of a published module.
 * @param value an expression as HCL, or a list
 */
export function local(scope: Construct, name: string, value: string | readonly string[]): IResolvable {
  new TerraformLocal(scope, name, typeof value === "string" ? expression(scope, value) : value);
  return expression(scope, `local.${name}`);
}

/** A value as JSON text. */
export function jsonText(value: unknown): string {
  return Token.isUnresolved(value) ? Token.asString(Fn.jsonencode(value)) : JSON.stringify(value);
}

/** A text of several parts. Unlike a template with expressions, it can be part of a condition. */
export function joined(...parts: string[]): string {
  return parts.some((part) => Token.isUnresolved(part)) ? Token.asString(Fn.join("", parts)) : parts.join("");
}
