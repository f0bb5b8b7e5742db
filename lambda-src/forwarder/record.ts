import type { SQSRecord } from "aws-lambda";

/** How often the queue has delivered it, 1 the first time. */
export function receiveCountOf({ attributes }: SQSRecord): number {
  return Number(attributes.ApproximateReceiveCount);
}

/** Whether it has a message group of its own: see Relocation. */
export function isIsolated({ messageAttributes }: SQSRecord): boolean {
  return messageAttributes.isolatedMessageId !== undefined;
}
