import { parseArgs } from "node:util";

/** The options of `cdktf deploy` and `cdktf destroy` that a value follows. */
const VALUED = {
  app: { type: "string", short: "a" },
  output: { type: "string", short: "o" },
  "outputs-file": { type: "string" },
  parallelism: { type: "string" },
  "terraform-parallelism": { type: "string" },
  var: { type: "string" },
  "var-file": { type: "string" },
} as const;

export interface CdktfArguments {
  /** All, "*", if none is named. */
  readonly stacks: readonly string[];
  /** Each as one argument: "--var-file=production.tfvars". */
  readonly options: readonly string[];
}

/** Tells stacks from options. cdktf itself takes a stack after `--var-file x` for one more file. */
export function cdktfArguments(args: readonly string[]): CdktfArguments {
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options: VALUED,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const options = tokens.flatMap((token) => {
    if (token.kind !== "option") return [];
    return [token.value === undefined ? token.rawName : `--${token.name}=${token.value}`];
  });
  return { stacks: positionals.length > 0 ? positionals : ["*"], options };
}
