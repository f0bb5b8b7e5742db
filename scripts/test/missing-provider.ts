/** Providers that may not be available; configurations with them are validated only if they can be downloaded. */
const OPTIONAL = ["Scalr/scalr"];

/**
 * The optional provider that `terraform init` could not download because its registry cannot be reached.
 * @param message the error message of Terraform or OpenTofu
 * @returns the provider's source; undefined for any other error
 */
export function missingProvider(message: string): string | undefined {
  const text = message.replace(/\s+/g, " ");
  const missing = [...text.matchAll(/(?:available versions for|resolve) provider (\S+): could not connect to /g)].map(
    ([, provider]) => OPTIONAL.find((source) => source.toLowerCase() === provider?.toLowerCase()),
  );
  return missing.includes(undefined) ? undefined : missing[0];
}
