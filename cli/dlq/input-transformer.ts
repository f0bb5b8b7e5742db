import type { InputTransformer } from "@aws-sdk/client-eventbridge";
import { valuesAt } from "./json-path";

const PLACEHOLDER = /<([^<>]+)>/g;
const STRING_OR_PLACEHOLDER = /"(?:\\.|[^"\\])*"|<[^<>]+>/g;

/**
 * What a target receives of an event: EventBridge puts a value that is not in quotes into quotes if it is a text, and
 * leaves out what the event does not have.
 *
 * @param ruleArn of the rule that the target belongs to
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function transformed(event: unknown, transformer: InputTransformer, ruleArn: string): string {
  const { InputPathsMap = {}, InputTemplate } = transformer;
  const reserved: Readonly<Record<string, unknown>> = {
    "aws.events.rule-arn": ruleArn,
    "aws.events.rule-name": ruleArn.slice(ruleArn.lastIndexOf("/") + 1),
    "aws.events.event.ingestion-time": valuesAt(event, "time")[0],
    "aws.events.event.json": event,
    "aws.events.event": { ...(event as object), detail: undefined },
  };
  const valueOf = (name: string): unknown => {
    const path = InputPathsMap[name];
    return path === undefined ? reserved[name] : valuesAt(event, path)[0];
  };
  const inText = (text: string) => text.replaceAll(PLACEHOLDER, (_, name: string) => textOf(valueOf(name)));
  if (!InputTemplate!.includes('"')) return inText(InputTemplate!);
  return InputTemplate!.replaceAll(STRING_OR_PLACEHOLDER, (part) =>
    part.startsWith('"') ? inText(part) : (JSON.stringify(valueOf(part.slice(1, -1))) ?? ""),
  );
}

function textOf(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value).slice(1, -1);
  return value === undefined ? "" : JSON.stringify(value).replaceAll('"', "");
}
