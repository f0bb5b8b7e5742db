import { App, Testing } from "cdktf";
import { AppStack } from "../../app/app-stack";
import type { ModuleDefinition } from "../../modules/terraform/module-definition";

const definition: ModuleDefinition = {
  name: "mechcloud-sync",
  inputs: { name: { type: "string", description: "The name." } },
  build: (_, { file }) => ({
    file: { description: "The file.", value: file("push-mgmt-events-to-mechcloud.zip") },
  }),
};

function appStack(environment: Record<string, string>) {
  const stack = new AppStack(new App({ skipValidation: true }), definition, environment);
  return JSON.parse(Testing.synth(stack, true)) as Record<string, Record<string, unknown>>;
}

test("has the module's name, variables and outputs, and its files as assets", () => {
  const { variable, output } = appStack({});

  expect(variable).toEqual({ name: { type: "string", description: "The name.", nullable: false } });
  expect(output).toEqual({
    file: {
      description: "The file.",
      value: expect.stringMatching(/^assets\/.+\.zip$/) as string,
    },
  });
});

test("has the backend that the environment names", () => {
  const { terraform } = appStack({
    RELAY_BACKEND: "s3",
    RELAY_BACKEND_BUCKET: "acme-state",
    RELAY_BACKEND_REGION: "ap-south-1",
  });

  expect(terraform?.["backend"]).toMatchObject({ s3: { key: "mechcloud-sync.tfstate" } });
});

const LOCAL = {
  skip_credentials_validation: true,
  skip_metadata_api_check: "true",
  skip_region_validation: true,
  s3_use_path_style: true,
};

test.each<[string | undefined, object]>([
  [undefined, {}],
  ["https://vpce-1.example.com", {}],
  ["http://localhost.example.com:4566", {}],
  ["http://localhost:4566", LOCAL],
  ["http://127.0.0.1", LOCAL],
  ["http://[::1]:4566/", LOCAL],
])("with the AWS endpoint %s sets up the provider", (url, expected) => {
  const { provider } = appStack(url === undefined ? {} : { AWS_ENDPOINT_URL: url });

  expect(provider).toEqual({ aws: [expected] });
});

test("omits the metadata of outputs, because of which `cdktf deploy` fails if an output is null", () => {
  const stack = new AppStack(new App({ skipValidation: true }), definition, {});

  expect(stack.toTerraform()).toEqual(expect.objectContaining({ "//": { metadata: expect.anything() as unknown } }));
});
