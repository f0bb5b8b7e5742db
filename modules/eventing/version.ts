import { readFileSync } from "node:fs";

const packageJson = readFileSync(require.resolve("aws-event-relay/package.json"), "utf8");

/** The version of this package, which the modules show in the account. */
export const { version: VERSION } = JSON.parse(packageJson) as { readonly version: string };

/** The output `version` of a module. */
export const VERSION_OUTPUT = {
  description: "Version of this module, which is also in the functions' environment variable RELAY_VERSION.",
  value: VERSION,
};
