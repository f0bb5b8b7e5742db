/** Providers that not every computer can have; what needs one of them is validated wherever it can be downloaded. */
const OPTIONAL = ["Scalr/scalr"];

/**
 * The optional provider for want of which `terraform init` failed, because its registry cannot be reached.
 * @param message what Terraform, or OpenTofu, said
 * @returns the provider's source; undefined where anything else is wrong
 */
export function missingProvider(message: string): string | undefined {
  const said = message.replace(/\s+/g, " ");
  const missing = [...said.matchAll(/available versions for provider (\S+): could not connect to /g)].map(
    ([, provider]) => OPTIONAL.find((source) => source.toLowerCase() === provider?.toLowerCase()),
  );
  return missing.includes(undefined) ? undefined : missing[0];
}
