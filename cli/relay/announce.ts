import type { CommandContext } from "../command";

/** Says in which account and region something is about to change. */
export async function announce({ aws, output }: Pick<CommandContext, "aws" | "output">, change: string): Promise<void> {
  const { Account } = await aws.sts.getCallerIdentity({});
  output.note(`Account ${Account}, region ${await aws.region()}: ${change}`);
}
