import { UsageError } from "./errors";
import type { Values } from "./option";

/** The options of every command. */
export const COMMON_OPTIONS = {
  prefix: {
    value: "prefix",
    description: "the module's name_prefix; default: none",
    parse: (given: string, name: string) => {
      if (/^[A-Za-z0-9_-]*$/.test(given)) return given;
      throw new UsageError(`${name} must be letters, digits, hyphens and underscores, got "${given}".`);
    },
  },
  region: { value: "region", description: "default: AWS_REGION, or the profile's" },
  profile: { value: "profile", description: "of the AWS configuration files; default: AWS_PROFILE" },
  endpointUrl: {
    value: "url",
    description: "endpoint of every AWS service, for a local AWS; default: AWS_ENDPOINT_URL, or AWS's own",
    parse: (given: string, name: string) => {
      // The SDK reports an invalid endpoint only as an unknown error.
      const { protocol = "" } = URL.canParse(given) ? new URL(given) : {};
      if (["http:", "https:"].includes(protocol)) return given;
      throw new UsageError(`${name} must be a URL that begins with http:// or https://, got "${given}".`);
    },
  },
  json: { description: "print the result as JSON, one document a line" },
} as const;

export type CommonValues = Values<typeof COMMON_OPTIONS>;
