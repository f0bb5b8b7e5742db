import { scalrConnectionModule } from "../../../../modules/scalr/module/connection";
import { publishedModule } from "../../../../scripts/publish/published-module";

/** Terraform cannot validate it where the Scalr provider cannot be had: so its blocks are what is written here. */
const files = publishedModule(scalrConnectionModule);
const file = (name: string) => files[name] as Record<string, Record<string, unknown>>;

test("is one resource of the Scalr provider", () => {
  expect(file("main.tf")).toEqual({
    resource: {
      scalr_event_bridge_integration: {
        this: { name: "${var.name}", aws_account_id: "${var.aws_account_id}", region: "${var.region}" },
      },
    },
  });
});

test("needs the Scalr provider, and no other", () => {
  expect(file("versions.tf")).toEqual({
    terraform: {
      required_version: ">= 1.5.0",
      required_providers: { scalr: { source: "Scalr/scalr", version: ">= 1.13.0" } },
    },
  });
});

test("tells what the module of the events needs, and what is left to do", () => {
  const { output } = file("outputs.tf");

  expect(output).toEqual({
    event_source_name: {
      description: "Name of the partner event source, for event_source_name of the module scalr-events.",
      value: "${scalr_event_bridge_integration.this.event_source_name}",
    },
    event_source_arn: {
      description: "ARN of the partner event source.",
      value: "${scalr_event_bridge_integration.this.event_source_arn}",
    },
    next_steps: {
      description: "Steps that remain in Scalr, which has no API for them.",
      value: [
        "In Scalr, account scope, Integrations, the connection's details: Refresh status, until it is active.",
        "For the audit log, account scope, Settings, Security, Audit logs: select the connection.",
      ],
    },
  });
});

test.each([
  ["name", "a text that is not empty and neither begins nor ends with a space", "^(?:\\\\S(?:.*\\\\S)?)$"],
  ["aws_account_id", "12 digits", "^(?:[0-9]{12})$"],
  ["region", "the name of an AWS region, such as eu-central-1", "^(?:[a-z]{2,}(?:-[a-z]+)+-[0-9])$"],
])("%s is required, and validated", (name, allowed, pattern) => {
  const { variable } = file("variables.tf");

  expect(Object.keys(variable ?? {})).toEqual(["aws_account_id", "name", "region"]);
  expect(variable?.[name]).toEqual({
    type: "string",
    nullable: false,
    description: expect.stringMatching(/^[A-Z].+\.$/) as string,
    validation: [
      {
        condition: `\${can(regex("${pattern}", var.${name}))}`,
        error_message: `${name} must be ${allowed}, not \${jsonencode(var.${name})}.`,
      },
    ],
  });
});
