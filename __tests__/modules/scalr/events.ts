import type { TerraformStack } from "cdktf";
import { FunctionTarget } from "../../../modules/eventing/targets/function-target";
import { HttpsTarget } from "../../../modules/eventing/targets/https-target";
import { QueueTarget } from "../../../modules/eventing/targets/queue-target";
import type { DestinationProps } from "../../../modules/scalr/destination";
import { runExecuted } from "../../../modules/scalr/event-filters";
import { ScalrEvents, type ScalrEventsProps } from "../../../modules/scalr/scalr-events";
import { type Blocks, synth } from "../synth";

export type Props = Partial<ScalrEventsProps>;

/** The partner event source. */
export const NAME = "aws.partner/scalr.com/account-name/integration-name";
export const BUS = "${local.events_event_bus_name}";
export const QUEUE = "arn:aws:sqs:eu-central-1:123456789012:runs";
export const FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:runs";
export const DESTINATION: DestinationProps = { eventPattern: runExecuted(), target: new QueueTarget(QUEUE) };

/** Scalr's events, at addresses such as `aws_sqs_queue.events_rule_dlq`, with what is added to them. */
export const scalrEvents = (
  props: Props | ((stack: TerraformStack) => Props) = {},
  add: (events: ScalrEvents, stack: TerraformStack) => void = () => {},
) =>
  synth((stack) => {
    const events = new ScalrEvents(stack, "events", {
      eventSourceName: NAME,
      ...(typeof props === "function" ? props(stack) : props),
    });
    add(events, stack);
  });

/** With alerts, and a destination of each way to be reached. */
export const everything = (props: Props = {}) =>
  scalrEvents(props, (events) => {
    events.addAlerts();
    events.addDestination("queue", DESTINATION);
    events.addDestination("function", { ...DESTINATION, target: new FunctionTarget(FUNCTION) });
    events.addDestination("chat", {
      ...DESTINATION,
      target: new HttpsTarget({
        url: "https://chat.example.com",
        authorization: { type: "API_KEY", name: "X-Api-Key", value: "key" },
      }),
    });
  });

/** Name and pattern of each rule. */
export const rules = (resource: Blocks) =>
  Object.fromEntries(
    Object.entries(resource["aws_cloudwatch_event_rule"] ?? {}).map(([id, { name, event_pattern: pattern }]) => [
      id,
      [name, JSON.parse(String(pattern))],
    ]),
  );
