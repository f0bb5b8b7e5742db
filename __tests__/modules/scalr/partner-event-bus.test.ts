import { TerraformOutput, type TerraformStack } from "cdktf";
import { PartnerEventBus, type PartnerEventBusProps } from "../../../modules/scalr/partner-event-bus";
import { block, synth, variable } from "../synth";

const NAME = "aws.partner/scalr.com/account-name/integration-name";

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

test("is created for the event source of the same name, whatever other sources there are", () => {
  const created = partnerEventBus();

  expect(created.resource).toEqual({
    aws_cloudwatch_event_bus: { bus: { name: NAME, event_source_name: NAME } },
  });
  expect(created.data).toEqual({});
  expect(outputOf(created)).toEqual({
    name: "${local.bus_name}",
    arn: "${aws_cloudwatch_event_bus.bus.arn}",
    locals: { bus_name: "${aws_cloudwatch_event_bus.bus.name}" },
  });
});

test("is used if it exists", () => {
  const existing = partnerEventBus({ createEventBus: false });

  expect(existing.resource).toEqual({});
  expect(existing.data).toEqual({ aws_cloudwatch_event_bus: { bus_existing: { name: NAME } } });
  expect(outputOf(existing)).toEqual({
    name: "${local.bus_name}",
    arn: "${data.aws_cloudwatch_event_bus.bus_existing.arn}",
    locals: { bus_name: "${data.aws_cloudwatch_event_bus.bus_existing.name}" },
  });
});

test("is created or used as only Terraform will know", () => {
  const either = partnerEventBus((stack) => ({
    eventSourceName: variable(stack, "source").stringValue,
    createEventBus: variable(stack, "create", "bool").booleanValue,
  }));

  expect(block(either.resource, "aws_cloudwatch_event_bus.bus")).toEqual({
    count: "${var.create ? 1 : 0}",
    name: "${var.source}",
    event_source_name: "${var.source}",
  });
  expect(block(either.data, "aws_cloudwatch_event_bus.bus_existing")).toEqual({
    count: "${!var.create ? 1 : 0}",
    name: "${var.source}",
  });
  const both = (attribute: string) =>
    `\${coalesce(one(aws_cloudwatch_event_bus.bus[*].${attribute}), one(data.aws_cloudwatch_event_bus.bus_existing[*].${attribute}))}`;
  expect(outputOf(either)).toEqual({
    name: "${local.bus_name}",
    arn: both("arn"),
    locals: { bus_name: both("name") },
  });
});

test.each(["scalr", "aws.partner/scalr.com", "aws.partner/example.com/account/integration"])(
  "refuses the source %s with the form that it must have",
  (eventSourceName) => {
    expect(() => partnerEventBus({ eventSourceName })).toThrow(
      new Error(
        `eventSourceName must be the name that Scalr shows, of the form aws.partner/scalr.com/<account>/<integration>, with at most 256 characters, not "${eventSourceName}".`,
      ),
    );
  },
);
