import { expiryOf } from "../../lambda-src/contract/jwt";
import type { Aws } from "../aws/aws";
import { duration, isoTime } from "../output/words";
import type { Relay } from "../relay/relay";
import { APPLY, type Check } from "./check";

/** As long before, the alarm goes off by default. */
const WARNING_MS = 7_200_000;

const next = "aws-event-relay token set";

export const TOKEN_CHECK: Check = {
  id: "token",
  right: "The access token is stored and has not expired.",
  async check({ aws, relay, now }) {
    const { token, store, isMissing } = await read(aws, relay);
    if (isMissing) return [{ problem: `${store} does not exist.`, next: APPLY }];
    if (!token) return [{ problem: `${store} contains no access token yet.`, next }];
    const expiresAt = expiryOf(token);
    if (expiresAt === undefined || expiresAt > now + WARNING_MS) return [];
    const problem =
      expiresAt <= now
        ? `The access token expired ${duration(now - expiresAt)} ago, at ${isoTime(expiresAt)}.`
        : `The access token expires in ${duration(expiresAt - now)}, at ${isoTime(expiresAt)}.`;
    return [{ problem, next }];
  },
};

interface Stored {
  readonly store: string;
  readonly token?: string;
  readonly isMissing?: true;
}

async function read(aws: Aws, { environment }: Relay): Promise<Stored> {
  const { ACCESS_TOKEN_SECRET_ARN: SecretId, ACCESS_TOKEN_PARAMETER_NAME: Name, ACCESS_TOKEN: token } = environment;
  const store = SecretId ? `The secret ${SecretId}` : Name ? `The parameter ${Name}` : "The variable ACCESS_TOKEN";
  try {
    if (SecretId) return { store, token: (await aws.secrets.getSecretValue({ SecretId })).SecretString };
    if (Name) return { store, token: (await aws.ssm.getParameter({ Name, WithDecryption: true })).Parameter?.Value };
    return { store, token };
  } catch (error) {
    const { name, message } = error as Error;
    if (name === "ParameterNotFound") return { store, isMissing: true };
    if (name !== "ResourceNotFoundException") throw error;
    // Secrets Manager says the same of a secret without a value.
    return message.includes("staging label: AWSCURRENT") ? { store } : { store, isMissing: true };
  }
}
