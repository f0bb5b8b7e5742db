import type { Aws } from "../aws/aws";
import type { CommandContext } from "../command";

/** The account and region that the commands work in, in words. */
export async function placeInWords({ sts, region }: Aws): Promise<string> {
  const { Account } = await sts.getCallerIdentity({});
  return `Account ${Account}, region ${await region()}`;
}

/** Says in which account and region something is about to change. */
export async function announce({ aws, output }: Pick<CommandContext, "aws" | "output">, change: string): Promise<void> {
  output.note(`${await placeInWords(aws)}: ${change}`);
}
