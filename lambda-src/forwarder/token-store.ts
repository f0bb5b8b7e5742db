import { SecretsProvider } from "@aws-lambda-powertools/parameters/secrets";
import { SSMProvider } from "@aws-lambda-powertools/parameters/ssm";
import type { TokenLocation } from "./settings";

/** Where the access token lies. */
export interface TokenStore {
  /** Names the place to a person. */
  readonly origin: string;
  /** @param fresh skips the cache */
  read(fresh: boolean): Promise<unknown>;
}

/** What one read takes at most, in milliseconds: two attempts of two seconds, and the pause between them. */
export const TOKEN_READ_LIMIT_MS = 5_000;

const CACHE_SECONDS = 300;

const clientConfig = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
};

/**
 * The source for a location.
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
  const provider = new SecretsProvider({ clientConfig });
  return {
    origin: `secret ${arn}`,
    read: (fresh) => provider.get(arn, { forceFetch: fresh, maxAge: CACHE_SECONDS }),
  };
}

function parameterStore(name: string): TokenStore {
  const provider = new SSMProvider({ clientConfig });
  return {
    origin: `parameter ${name}`,
    read: (fresh) => provider.get(name, { decrypt: true, forceFetch: fresh, maxAge: CACHE_SECONDS }),
  };
}
