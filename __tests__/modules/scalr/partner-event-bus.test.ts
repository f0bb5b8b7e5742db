import { TerraformOutput, type TerraformStack } from "cdktf";
import { PartnerEventBus, type PartnerEventBusProps } from "../../../modules/scalr/partner-event-bus";
import { block, synth, variable } from "../synth";

const NAME = "aws.partner/scalr.com/account-name/integration-name";
const SOURCE = "data.aws_cloudwatch_event_source.bus_source";

const partnerEventBus = (
  props: Partial<PartnerEventBusProps> | ((stack: TerraformStack) => Partial<PartnerEventBusProps>) = {},
) =>
  synth((stack) => {
    const bus = new PartnerEventBus(stack, "bus", {
      eventSourceName: NAME,
      ...(typeof props === "function" ? props(stack) : props),
    });
    new TerraformOutput(stack, "name", { value: bus.name });
    new TerraformOutput(stack, "arn", { value: bus.arn });
  });

const outputOf = ({ output, locals }: ReturnType<typeof partnerEventBus> & { locals?: object }) => ({
  name: output["name"]?.["value"],
  arn: output["arn"]?.["value"],
  locals,
});

test("is made with the name of the source that it is associated with", () => {
  const made = partnerEventBus();

  expect(made.resource).toEqual({
    aws_cloudwatch_event_bus: { bus: { name: NAME, event_source_name: `\${${SOURCE}.name}` } },
  });
  expect(made.data).not.toHaveProperty("aws_cloudwatch_event_bus");
  expect(outputOf(made)).toEqual({
    name: "${local.bus_name}",
    arn: "${aws_cloudwatch_event_bus.bus.arn}",
    locals: { bus_name: "${aws_cloudwatch_event_bus.bus.name}" },
  });
});

test("looks for the source when Terraform plans, and takes no other whose name only begins alike", () => {
  expect(block(partnerEventBus().data, "aws_cloudwatch_event_source.bus_source")).toEqual({
    name_prefix: NAME,
    lifecycle: {
      postcondition: [
        {
          condition: `\${(self.name == "${NAME}")}`,
          error_message: `There is no partner event source ${NAME} in this account and region, only \${self.name}.`,
        },
      ],
    },
  });
});

const EXISTING = {
  name: `\${${SOURCE}.name}`,
  lifecycle: {
    precondition: [
      {
        condition: `\${${SOURCE}.state == "ACTIVE"}`,
        error_message: `The partner event source \${${SOURCE}.name} is \${${SOURCE}.state}: associate it with an event bus (Amazon EventBridge, Partner event sources), or let this module make the bus.`,
      },
    ],
  },
};

test("is used where it is there already, once its source is active", () => {
  const existing = partnerEventBus({ createEventBus: false });

  expect(existing.resource).toEqual({});
  expect(block(existing.data, "aws_cloudwatch_event_bus.bus_existing")).toEqual(EXISTING);
  expect(outputOf(existing)).toEqual({
    name: "${local.bus_name}",
    arn: "${data.aws_cloudwatch_event_bus.bus_existing.arn}",
    locals: { bus_name: "${data.aws_cloudwatch_event_bus.bus_existing.name}" },
  });
});

test("is made or used as only Terraform will know", () => {
  const either = partnerEventBus((stack) => ({
    eventSourceName: variable(stack, "source").stringValue,
    createEventBus: variable(stack, "create", "bool").booleanValue,
  }));

  expect(block(either.resource, "aws_cloudwatch_event_bus.bus")).toEqual({
    count: "${var.create ? 1 : 0}",
    name: "${var.source}",
    event_source_name: `\${${SOURCE}.name}`,
  });
  expect(block(either.data, "aws_cloudwatch_event_bus.bus_existing")).toEqual({
    count: "${!var.create ? 1 : 0}",
    ...EXISTING,
  });
  expect(block(either.data, "aws_cloudwatch_event_source.bus_source")).toMatchObject({
    name_prefix: "${var.source}",
    lifecycle: { postcondition: [{ condition: "${(self.name == var.source)}" }] },
  });
  const both = (attribute: string) =>
    `\${coalesce(one(aws_cloudwatch_event_bus.bus[*].${attribute}), one(data.aws_cloudwatch_event_bus.bus_existing[*].${attribute}))}`;
  expect(outputOf(either)).toEqual({
    name: "${local.bus_name}",
    arn: both("arn"),
    locals: { bus_name: both("name") },
  });
});

test.each(["scalr", "aws.partner/scalr.com/account", "aws.partner/example.com/account/integration"])(
  "refuses the source %s with the form that it must have",
  (eventSourceName) => {
    expect(() => partnerEventBus({ eventSourceName })).toThrow(
      new Error(
        `eventSourceName must be of the form aws.partner/scalr.com/<account>/<integration>, not "${eventSourceName}".`,
      ),
    );
  },
);
