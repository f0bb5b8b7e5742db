import { mechCloudSyncModule } from "../../modules/mechcloud/module/definition";
import { scalrEventsModule } from "../../modules/scalr/module/definition";
import { version } from "../../package.json";
import { publishedModule } from "../../scripts/publish/published-module";

describe.each([mechCloudSyncModule, scalrEventsModule])("the module $name shows its version", (definition) => {
  const files = publishedModule(definition);

  test("as an output", () => {
    const { output } = files["outputs.tf"] as { output: Record<string, unknown> };

    expect(output["version"]).toMatchObject({ value: version });
  });

  test("in the environment of each function", () => {
    const { resource } = files["main.tf"] as unknown as {
      resource: { aws_lambda_function: Record<string, { environment: { variables: Record<string, string> } }> };
    };

    const functions = Object.values(resource.aws_lambda_function);
    expect(functions.map(({ environment }) => environment.variables["RELAY_VERSION"])).toEqual([version]);
  });
});
