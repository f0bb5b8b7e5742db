import { App, TerraformStack, Testing } from "cdktf";
import { addBackend } from "../../app/backend";

type Environment = Record<string, string | undefined>;

function backendOf(environment: Environment): unknown {
  const stack = new TerraformStack(new App({ skipValidation: true }), "mechcloud-sync");
  addBackend(stack, environment);
  const { terraform } = JSON.parse(Testing.synth(stack)) as { terraform?: { backend?: unknown } };
  return terraform?.backend;
}

const REMOTE = {
  RELAY_BACKEND: "remote",
  RELAY_BACKEND_HOSTNAME: "acme.scalr.io",
  RELAY_BACKEND_ORGANIZATION: "env-1",
};
const S3 = { RELAY_BACKEND: "s3", RELAY_BACKEND_BUCKET: "acme-state", RELAY_BACKEND_REGION: "ap-south-1" };

test.each<Environment>([{}, { RELAY_BACKEND: "local" }])(
  "is left to CDKTF, which has a local file, with %j",
  (environment) => {
    expect(backendOf(environment)).toBeUndefined();
  },
);

test.each<[Environment, string]>([
  [{}, "mechcloud-sync"],
  [{ RELAY_BACKEND_PREFIX: "prod-" }, "prod-mechcloud-sync"],
])("is a workspace of the remote backend, with %j", (environment, name) => {
  expect(backendOf({ ...REMOTE, ...environment })).toEqual({
    remote: { hostname: "acme.scalr.io", organization: "env-1", workspaces: { name } },
  });
});

test.each<[Environment, string]>([
  [{}, "mechcloud-sync.tfstate"],
  [{ RELAY_BACKEND_PREFIX: "prod/" }, "prod/mechcloud-sync.tfstate"],
])("is an encrypted and locked object in S3, with %j", (environment, key) => {
  expect(backendOf({ ...S3, ...environment })).toEqual({
    s3: { bucket: "acme-state", region: "ap-south-1", key, encrypt: true, use_lockfile: true },
  });
});

test.each(["azurerm", "", "constructor"])("refuses %j", (name) => {
  expect(() => backendOf({ RELAY_BACKEND: name })).toThrow(
    new Error(`RELAY_BACKEND must be one of local, remote, s3, not "${name}".`),
  );
});

test.each<[string, Environment]>([
  ["RELAY_BACKEND_HOSTNAME", REMOTE],
  ["RELAY_BACKEND_ORGANIZATION", REMOTE],
  ["RELAY_BACKEND_BUCKET", S3],
  ["RELAY_BACKEND_REGION", S3],
])("needs %s, not empty", (setting, environment) => {
  const message = `${setting} must be set if RELAY_BACKEND is ${environment["RELAY_BACKEND"]}.`;

  expect(() => backendOf({ ...environment, [setting]: undefined })).toThrow(new Error(message));
  expect(() => backendOf({ ...environment, [setting]: "" })).toThrow(new Error(message));
});
