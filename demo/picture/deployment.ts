import type { Picture } from "./picture";

type Parts = Picture["parts"];

export interface DeploymentProgress {
  readonly done: number;
  readonly total: number;
  /** What Terraform works at, "3 × aws_sqs_queue"; what began first comes first. */
  readonly underWay: readonly string[];
}

const UNDER_WAY = ["creating", "destroying"];

/** How far Terraform is with creating, or with destroying once it has begun. */
export function deploymentProgress(parts: Parts): DeploymentProgress {
  const all = [...parts.values()];
  const isDestroying = all.some(({ state }) => state.startsWith("destroy"));
  const kinds = new Map<string, number>();
  for (const { address } of all.filter(({ state }) => UNDER_WAY.includes(state)).sort((a, b) => a.at - b.at)) {
    kinds.set(typeOf(address), (kinds.get(typeOf(address)) ?? 0) + 1);
  }
  return {
    done: all.filter(({ state }) => state === (isDestroying ? "destroyed" : "created")).length,
    total: all.length,
    underWay: [...kinds].map(([kind, count]) => `${count} × ${kind}`),
  };
}

/** "module.sync.aws_sqs_queue.events[0]" has the type "aws_sqs_queue". */
const typeOf = (address: string): string => /(\w+)\.[^.]+$/.exec(address)?.[1] ?? address;

/** What the page draws of the relay, by what Terraform calls it. */
const STATIONS = {
  rules: /mechcloud_sync\.aws_cloudwatch_event_rule\./,
  queue: /mechcloud_sync\.aws_sqs_queue\.management_events$/,
  forwarder: /mechcloud_sync\.aws_lambda_function\.forwarder$/,
  undeliverable: /mechcloud_sync\.aws_sqs_queue\.rule_dlq$/,
  refused: /mechcloud_sync\.aws_sqs_queue\.management_events_dlq$/,
} as const;

export type StationName = keyof typeof STATIONS;

/** Whether Terraform has created all resources of the station. */
export function isCreated(parts: Parts, station: StationName): boolean {
  const own = [...parts.values()].filter(({ address }) => STATIONS[station].test(address));
  return own.length > 0 && own.every(({ state }) => state === "created");
}
