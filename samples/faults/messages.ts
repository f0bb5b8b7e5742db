import { tagChange } from "../tag-change";

/** A message in the queue. */
export interface Message {
  /** The message's; the event's own id is in its body. */
  readonly id: string;
  readonly groupId: string;
  readonly body: unknown;
}

/** A message about a resource; its id is the resource's. */
export function about(id: string, { second = 0, groupId = "group-1", messageId = id } = {}): Message {
  return { id: messageId, groupId, body: { ...tagChange([id], second), id } };
}

/** The same message, about a resource of an AWS account. */
export function ofAccount(account: string, { body, ...message }: Message): Message {
  return { ...message, body: { ...(body as object), account } };
}

export const vpc = about("vpc-1", { second: 0 });
export const subnet = about("subnet-1", { second: 1 });
export const instance = about("i-1", { second: 2 });
/** What is sent unless a fault is about others. */
export const chain = [vpc, subnet, instance];
