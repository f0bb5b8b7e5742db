import type { CommandContext } from "../command";
import { CliError } from "../errors";
import { mappingOf, type Relay } from "./relay";
import { until } from "./until";

/** How long a mapping takes to change at most. AWS: up to a minute. */
const CHANGE_LIMIT_MS = 180_000;

type Context = Pick<CommandContext, "aws" | "clock" | "signal">;

/**
 * Enables or disables the relay's event source mapping, and waits until that is done.
 * @throws CliError if it does not happen in time
 */
export async function setEnabled(context: Context, relay: Relay, enabled: boolean): Promise<void> {
  const { aws, signal } = context;
  const { UUID } = mappingOf(relay);
  const wanted = enabled ? "Enabled" : "Disabled";
  const done = await until(context, CHANGE_LIMIT_MS, async () => {
    const { State } = await aws.lambda.getEventSourceMapping({ UUID });
    if (State === wanted) return true;
    // Lambda refuses a change of a mapping that is changing.
    if (State === "Enabled" || State === "Disabled") await change(aws, UUID, enabled);
    return false;
  });
  if (!done && !signal.aborted) {
    throw new CliError(`The event source mapping ${UUID} is not ${wanted} yet: run the command again in a minute.`);
  }
}

async function change(aws: Context["aws"], UUID: string, Enabled: boolean): Promise<void> {
  try {
    await aws.lambda.updateEventSourceMapping({ UUID, Enabled });
  } catch (error) {
    if ((error as Error).name !== "ResourceInUseException") throw error;
  }
}
