import { AwsProvider, type AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { LOOPBACK_HOST_PATTERN } from "../lambda-src/contract/endpoint";
import type { AnyModule } from "../modules/terraform/module-definition";
import { ModuleStack } from "../modules/terraform/module-stack";
import { packagedFile } from "../modules/terraform/packaged-file";
import { addBackend } from "./backend";

/** The provider settings for a local AWS. */
const LOCAL_AWS: AwsProviderConfig = {
  skipCredentialsValidation: true,
  skipMetadataApiCheck: "true",
  skipRegionValidation: true,
  s3UsePathStyle: true,
};

/** A module as a stack, with the AWS provider and a backend, which `environment` configures. */
export class AppStack extends ModuleStack {
  constructor(scope: Construct, definition: AnyModule, environment: NodeJS.ProcessEnv) {
    super(scope, definition.name, { definition, file: packagedFile });
    new AwsProvider(this, "aws", isLoopback(environment["AWS_ENDPOINT_URL"]) ? LOCAL_AWS : {});
    addBackend(this, environment);
  }

  /** Omits a first resolution of everything, with which CDKTF finds references between stacks: there are none. */
  override prepareStack(): void {
    this.ensureBackendExists();
  }

  /** Omits the metadata of outputs, with which `cdktf deploy` prints them: it fails if an output is null. */
  override toTerraform(): unknown {
    const json = super.toTerraform() as { "//": { outputs?: unknown } };
    delete json["//"].outputs;
    return json;
  }
}

function isLoopback(url: string | undefined): boolean {
  return url !== undefined && new RegExp(`^https?://(?:${LOOPBACK_HOST_PATTERN})(?:[:/]|$)`).test(url);
}
