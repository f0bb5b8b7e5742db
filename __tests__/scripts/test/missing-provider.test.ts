import { missingProvider } from "../../../scripts/test/missing-provider";

const unreachable = (provider: string, registry = "registry.terraform.io") =>
  `terraform init exited with code 1:
Error: Failed to query available provider packages

Could not retrieve the list of available versions for provider ${provider}:
could not connect to ${registry}: failed to request discovery
document: Get "https://${registry}/.well-known/terraform.json":
dial tcp: lookup ${registry}: no such host`;

test.each([
  ["Terraform's registry", unreachable("scalr/scalr")],
  ["OpenTofu's registry", unreachable("scalr/scalr", "registry.opentofu.org")],
  [
    "OpenTofu 1.12's registry",
    "Could not resolve provider scalr/scalr: could not connect to\nregistry.opentofu.org: failed to request discovery document",
  ],
])("the Scalr provider is missing where %s cannot be reached", (_name, message) => {
  expect(missingProvider(message)).toBe("Scalr/scalr");
});

test.each([
  ["a provider that every computer must have", unreachable("hashicorp/aws")],
  ["one besides such a provider", `${unreachable("scalr/scalr")}\n${unreachable("hashicorp/aws")}`],
  [
    "a provider that the registry does not have",
    "Could not retrieve the list of available versions for provider scalr/scalr: provider registry registry.terraform.io does not have a provider named registry.terraform.io/scalr/scalr",
  ],
  [
    "a version that the registry does not have",
    "Could not retrieve the list of available versions for provider scalr/scalr: no available releases match the given constraints >= 99.0.0",
  ],
  ["a configuration that is wrong", 'Error: Unsupported argument: provider "scalr/scalr"'],
])("nothing is excused by %s", (_name, message) => {
  expect(missingProvider(message)).toBeUndefined();
});
