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

test.each<[Partial<ScalrConnectionProps>, string]>([
  [{ awsAccountId: "1234" }, 'awsAccountId must be 12 digits, not "1234".'],
  [{ awsAccountId: "1234-5678-9012" }, 'awsAccountId must be 12 digits, not "1234-5678-9012".'],
  [{ region: "Frankfurt" }, 'region must be the name of an AWS region, such as eu-central-1, not "Frankfurt".'],
  [{ region: "eu-central-1a" }, 'region must be the name of an AWS region, such as eu-central-1, not "eu-central-1a".'],
  [{ name: "" }, 'name must be a text that is not empty and neither begins nor ends with a space, not "".'],
  [{ name: " a" }, 'name must be a text that is not empty and neither begins nor ends with a space, not " a".'],
])("refuses %j", (props, message) => {
  expect(() => connection(props)).toThrow(new Error(message));
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
