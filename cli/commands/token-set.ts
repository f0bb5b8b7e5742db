import { claimsOf, expiryOf } from "../../lambda-src/contract/jwt";
import { type CommandContext, command } from "../command";
import { CliError } from "../errors";
import { counted, duration, isoTime } from "../output/words";
import { announce } from "../relay/announce";
import { Log, type LogEntry } from "../relay/log";
import { setEnabled } from "../relay/mapping";
import { countsOf, type QueueCounts, totalOf } from "../relay/queue-counts";
import { findRelay, type Relay } from "../relay/relay";
import { storeToken } from "../relay/token-store";
import { until } from "../relay/until";

/** Where a signed-in user reads the token. */
const TOKEN_PAGE = "https://portal-api.mechcloud.io/oauth2/auth1";

/** The queue delivers within seconds; CloudWatch Logs shows it within a minute. */
const ACCEPTANCE_LIMIT_MS = 180_000;

export const tokenSet = command({
  name: "token set",
  description: "store MechCloud's access token, resume the relay, and wait for the first accepted event",
  details: [
    "Reads the token from standard input: paste it and press Enter. It is not shown, and no shell history has it.",
    `Sign in to MechCloud and open ${TOKEN_PAGE} to see the token.`,
  ].join("\n"),
  options: {},
  async run({ prefix }, context) {
    const { aws, clock, input, output, signal } = context;
    const relay = await findRelay(aws, prefix);
    const { names, environment } = relay;
    await announce(context, `store the access token of ${names.function}, and resume it`);
    if (input.isTTY) output.note("Paste the access token and press Enter. It is not shown:");
    const token = (await input.readSecret()).trim();
    if (signal.aborted) return;
    const expiresAt = checkToken(token, clock.now());
    const log = new Log(aws, names, clock.now());
    // Before the relay delivers them.
    const waiting = await countsOf(aws, names.queue);
    await storeToken(aws, environment, token);
    output.note("The token is stored.");
    await setEnabled(context, relay, true);
    const { result, text, code } = await acceptance(context, relay, log, waiting);
    if (signal.aborted) return;
    output.result({ function: names.function, expiresAt: expiresAt ? isoTime(expiresAt) : null, ...result }, text);
    return code;
  },
});

/**
 * @returns when the token expires, in milliseconds since 1970; undefined if it does not say
 * @throws CliError if it is no token, or has expired
 */
function checkToken(token: string, now: number): number | undefined {
  if (!/^[\w-]+(\.[\w-]+){2}$/.test(token) || !claimsOf(token)) {
    throw new CliError(
      `This is no access token: a JSON Web Token on one line is expected, as ${TOKEN_PAGE} shows it. Nothing was changed.`,
    );
  }
  const expiresAt = expiryOf(token);
  if (expiresAt !== undefined && expiresAt <= now) {
    throw new CliError(
      `This token expired ${duration(now - expiresAt)} ago, at ${isoTime(expiresAt)}: open ${TOKEN_PAGE} again. Nothing was changed.`,
    );
  }
  return expiresAt;
}

interface Acceptance {
  readonly result: { readonly outcome: "accepted" | "nothing-waits" | "not-accepted"; readonly reason: string | null };
  readonly text: string;
  readonly code: number;
}

async function acceptance(
  context: CommandContext,
  { names }: Relay,
  log: Log,
  counts: QueueCounts | undefined,
): Promise<Acceptance> {
  const total = totalOf(counts);
  if (total === 0) {
    const text = "The relay is running. No event waits: the next change of a VPC, subnet or instance is the first.";
    return { result: { outcome: "nothing-waits", reason: null }, text, code: 0 };
  }
  context.output.note(`${counted(total, "event")} in ${names.queue}: waiting for the first that MechCloud accepts.`);
  let entry: LogEntry | undefined;
  await until(context, ACCEPTANCE_LIMIT_MS, async () => {
    entry = (await log.read()).find(({ outcome, level }) => outcome === "delivered" || level === "ERROR");
    return entry !== undefined;
  });
  if (entry?.outcome === "delivered") {
    const text = `MechCloud accepted the first event: ${[entry.detailType, ...(entry.resourceIds ?? [])].join(" ")}.`;
    return { result: { outcome: "accepted", reason: null }, text, code: 0 };
  }
  const reason = entry?.message ?? `no event was accepted within ${duration(ACCEPTANCE_LIMIT_MS)}`;
  const text = `The token is stored and the relay is running, but ${entry ? `it says: ${reason}` : reason}.`;
  return { result: { outcome: "not-accepted", reason }, text, code: 1 };
}
