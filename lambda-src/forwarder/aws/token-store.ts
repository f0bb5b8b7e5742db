import type { TokenLocation } from "../settings";
import { awsCallConfig, eagerly } from "./call";

/** Holds the access token. */
export interface TokenStore {
  /** Names the store to a person. */
  readonly origin: string;
  /**
   * @param fresh skips the cache
   * @returns undefined if nothing has been stored yet
   */
  read(fresh: boolean): Promise<unknown>;
}

/** How long one read takes at most, in milliseconds: two attempts of two seconds, and the pause between them. */
export const TOKEN_READ_LIMIT_MS = 5_000;

const CACHE_SECONDS = 300;

const clientConfig = {
  maxAttempts: 2,
  requestHandler: { ...awsCallConfig.requestHandler, connectionTimeout: 1_000, requestTimeout: 2_000 },
};

/** What Secrets Manager answers about a secret without a value, and not about a secret that does not exist. */
const NO_VALUE = /staging label: AWSCURRENT/;

/**
 * The store at a location.
 *
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/parameters/
 */
export function tokenStoreFor(location: TokenLocation): TokenStore {
  switch (location.kind) {
    case "secret":
      return secretStore(location.arn);
    case "parameter":
      return parameterStore(location.name);
    case "environment":
      return { origin: "the ACCESS_TOKEN environment variable", read: () => Promise.resolve(location.value) };
  }
}

function secretStore(arn: string): TokenStore {
  const provider = eagerly(async () => {
    const { SecretsProvider } = await import("@aws-lambda-powertools/parameters/secrets");
    return new SecretsProvider({ clientConfig });
  });
  return {
    origin: `secret ${arn}`,
    async read(fresh) {
      try {
        return await (await provider()).get(arn, { forceFetch: fresh, maxAge: CACHE_SECONDS });
      } catch (error) {
        if (NO_VALUE.test((error as Error).message)) return undefined;
        throw error;
      }
    },
  };
}

function parameterStore(name: string): TokenStore {
  const provider = eagerly(async () => {
    const { SSMProvider } = await import("@aws-lambda-powertools/parameters/ssm");
    return new SSMProvider({ clientConfig });
  });
  return {
    origin: `parameter ${name}`,
    read: async (fresh) => (await provider()).get(name, { decrypt: true, forceFetch: fresh, maxAge: CACHE_SECONDS }),
  };
}
