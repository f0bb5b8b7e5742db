import { parseArgs } from "node:util";

export const HELP = `Usage: npm run demo [-- options]

Deploys both modules to a local AWS on this computer, with a stand-in for
MechCloud. Shows the way of each event on a page and in the terminal, and tells
a story with faults. Needs no AWS account, and leaves nothing behind.

In a terminal, the demo stays until Ctrl-C: press the page's buttons, or use
the AWS CLI or Terraform beside it. In CI, or if the output is piped, it ends
after the story. The exit code is 0 if no event is lost.

  --once     end after the story
  --destroy  with --once: let Terraform destroy each resource; otherwise the
             local AWS is thrown away as a whole
  --help     show this text
`;

export interface Options {
  readonly help: boolean;
  /** End after the story. */
  readonly once: boolean;
  readonly destroy: boolean;
}

/**
 * @param isTerminal whether a person looks at the output
 * @throws Error if an option is unknown, or --destroy stands alone
 */
export function parseOptions(args: readonly string[], isTerminal: boolean): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { help: { type: "boolean" }, once: { type: "boolean" }, destroy: { type: "boolean" } },
  });
  const { help = false, once = !isTerminal, destroy = false } = values;
  if (destroy && !once) throw new Error("--destroy needs --once: without it, the demo does not end by itself.");
  return { help, once, destroy };
}
