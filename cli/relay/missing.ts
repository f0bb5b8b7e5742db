import type { Aws } from "../aws/aws";
import { CliError } from "../errors";

/**
 * The error that something was not found.
 * @param what its kind and name, such as "queue management-events.fifo"
 */
export async function missing(
  { region }: Pick<Aws, "region">,
  what: string,
  advice = "check --prefix, --region and --profile",
): Promise<CliError> {
  return new CliError(`There is no ${what} in the region ${await region()} of this account: ${advice}.`);
}
