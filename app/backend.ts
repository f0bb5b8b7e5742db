import { RemoteBackend, S3Backend, type TerraformStack } from "cdktf";
import { SettingError } from "./setting-error";

type Environment = Readonly<Record<string, string | undefined>>;

const BACKENDS: Readonly<Record<string, (stack: TerraformStack, environment: Environment) => void>> = {
  // CDKTF's default: a file in the folder of cdktf.json.
  local: () => undefined,
  remote: (stack, environment) => {
    new RemoteBackend(stack, {
      hostname: required(environment, "RELAY_BACKEND_HOSTNAME"),
      organization: required(environment, "RELAY_BACKEND_ORGANIZATION"),
      workspaces: { name: `${environment["RELAY_BACKEND_PREFIX"] ?? ""}${stack.node.id}` },
    });
  },
  s3: (stack, environment) => {
    new S3Backend(stack, {
      bucket: required(environment, "RELAY_BACKEND_BUCKET"),
      region: required(environment, "RELAY_BACKEND_REGION"),
      key: `${environment["RELAY_BACKEND_PREFIX"] ?? ""}${stack.node.id}.tfstate`,
      encrypt: true,
    });
    // CDKTF has no property for this. It prevents two applies at the same time (Terraform and OpenTofu 1.10).
    stack.addOverride("terraform.backend.s3.use_lockfile", true);
  },
};

/**
 * Adds the backend that `RELAY_BACKEND` selects: `local` (default), `remote` (a workspace in Scalr or another remote
 * backend) or `s3`.
 * @throws SettingError that names the setting, its value and the allowed values
 */
export function addBackend(stack: TerraformStack, environment: Environment): void {
  const name = environment["RELAY_BACKEND"] ?? "local";
  const add = Object.hasOwn(BACKENDS, name) ? BACKENDS[name] : undefined;
  if (!add)
    throw new SettingError(
      `RELAY_BACKEND must be one of ${Object.keys(BACKENDS).join(", ")}, not ${JSON.stringify(name)}.`,
    );
  add(stack, environment);
}

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (!value) throw new SettingError(`${name} must be set if RELAY_BACKEND is ${environment["RELAY_BACKEND"]}.`);
  return value;
}
