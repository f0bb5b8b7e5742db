import { TerraformOutput, type TerraformStack } from "cdktf";
import { ScalrConnection, type ScalrConnectionProps } from "../../../modules/scalr/scalr-connection";
import { synth, variable } from "../synth";

const connection = (
  props: Partial<ScalrConnectionProps> | ((stack: TerraformStack) => Partial<ScalrConnectionProps>) = {},
) =>
  synth((stack) => {
    const made = new ScalrConnection(stack, "connection", {
      name: "production",
      awsAccountId: "123456789012",
      region: "eu-central-1",
      ...(typeof props === "function" ? props(stack) : props),
    });
    new TerraformOutput(stack, "name", { value: made.eventSourceName });
    new TerraformOutput(stack, "arn", { value: made.eventSourceArn });
  });

test("is the resource of the Scalr provider, as its schema is documented", () => {
  expect(connection().resource).toEqual({
    scalr_event_bridge_integration: {
      connection: { name: "production", aws_account_id: "123456789012", region: "eu-central-1" },
    },
  });
});

test("tells the source's name and ARN, which Scalr computes", () => {
  expect(connection().output).toMatchObject({
    name: { value: "${scalr_event_bridge_integration.connection.event_source_name}" },
    arn: { value: "${scalr_event_bridge_integration.connection.event_source_arn}" },
  });
});

test("takes what only Terraform will know", () => {
  const { resource } = connection((stack) => ({
    name: variable(stack, "name").stringValue,
    awsAccountId: variable(stack, "account").stringValue,
    region: variable(stack, "region").stringValue,
  }));

  expect(resource).toEqual({
    scalr_event_bridge_integration: {
      connection: { name: "${var.name}", aws_account_id: "${var.account}", region: "${var.region}" },
    },
  });
});
