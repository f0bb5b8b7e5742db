import { SubscribeCommand } from "@aws-sdk/client-sns";
import { jsonCall } from "../../local-aws/aws-call";
import type { ScalrEvent } from "../picture/scalr-event";
import type { Stage } from "../stage/stage";
import { createInbox } from "./inbox";
import { sentAt, takeAll } from "./messages";
import type { Look } from "./poller";

const INBOX = "demo-alerts-inbox";

/** @returns a function that looks at the events in the log groups */
export function observeLogs({ outputs, log }: Stage, endpoint: string): Look {
  type Found = { events: { eventId: string; timestamp: number; message: string }[] };
  const seen = new Set<string>();
  return async () => {
    for (const logGroupName of outputs.scalr_log_group_names) {
      const target = "Logs_20140328.FilterLogEvents";
      const { events } = await jsonCall<Found>(endpoint, "logs", target, { logGroupName });
      for (const { eventId, timestamp, message } of events) {
        if (seen.has(eventId)) continue;
        seen.add(eventId);
        const event = JSON.parse(message) as ScalrEvent;
        log.add({ kind: "scalr", place: "log", name: logGroupName, event }, timestamp);
      }
    }
  };
}

/**
 * Subscribes to the alerts as a person would.
 * @returns a function that looks at the new ones
 */
export async function observeAlerts({ aws, outputs, log }: Stage): Promise<Look> {
  const { url, arn: Endpoint } = await createInbox(aws.sqs, INBOX, "sns.amazonaws.com");
  await aws.sns.send(
    new SubscribeCommand({
      TopicArn: outputs.alert_topic_arn,
      Protocol: "sqs",
      Endpoint,
      Attributes: { RawMessageDelivery: "true" },
    }),
  );
  return async (signal) => {
    for (const message of await takeAll(aws.sqs, url, signal)) {
      log.add({ kind: "scalr", place: "alert", text: message.Body }, sentAt(message));
    }
  };
}

/** @returns a function that looks at what the destination `automation` has received */
export function observeAutomationQueue({ aws, outputs, log }: Stage): Look {
  return async (signal) => {
    for (const message of await takeAll(aws.sqs, outputs.automation_queue_url, signal)) {
      const event = JSON.parse(message.Body ?? "") as ScalrEvent;
      log.add({ kind: "scalr", place: "destination", name: "automation", event }, sentAt(message));
    }
  };
}
