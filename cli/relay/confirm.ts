import type { CommandContext } from "../command";
import { CliError } from "../errors";
import { announce } from "./announce";

/**
 * Names the account, the region and the change, and asks for consent, unless it was given on the command line.
 *
 * @param change what is about to happen, such as "delete 2 events"
 * @param yes whether `--yes` was given
 * @throws CliError without consent, and if there is nobody to ask
 */
export async function confirm(context: CommandContext, change: string, yes: boolean): Promise<void> {
  const { input, output } = context;
  await announce(context, change);
  if (yes) return;
  if (!input.isTTY) {
    throw new CliError("Nothing was changed: there is no terminal to ask on. Add --yes to do it without a question.");
  }
  output.note("Continue? [y/N]");
  if (!/^y(es)?$/i.test((await input.read()).trim())) throw new CliError("Nothing was changed.");
}
