import type { Resource } from "./cloud";
import type { Picture } from "./picture";

/** A button of the page. */
export interface Action {
  readonly label: string;
  readonly group: "EC2" | "MechCloud" | "Scalr";
  /** What will happen, as a sentence. */
  readonly expected: string;
  /** What is missing for it; undefined if it can be done now. */
  readonly obstacle?: (picture: Picture) => string | undefined;
}

const needsInstances = (picture: Picture, count = 1) =>
  runningInstances(picture).length >= count ? undefined : "First create a VPC with instances.";

/** The buttons by name, in the order in which the page shows them. */
export const ACTIONS = {
  network: {
    label: "Create a VPC, subnets and instances",
    group: "EC2",
    expected: "One VPC with two subnets and three instances appears; each box comes after the one around it.",
  },
  tag: {
    label: "Rename an instance",
    group: "EC2",
    expected: "Two events: the changed tag and the API call. The name in the box changes.",
    obstacle: needsInstances,
  },
  terminate: {
    label: "Terminate instances, delete their VPC",
    group: "EC2",
    expected: "The oldest VPC is emptied and vanishes: instances shut down first, then subnets go, then the VPC.",
    obstacle: ({ ec2 }) => (ec2?.length ? undefined : "There is no VPC."),
  },
  burst: {
    label: "200 events at once",
    group: "EC2",
    expected: "100 API calls rename instances, with two events each. All arrive, and the last name stays.",
    obstacle: needsInstances,
  },
  away: {
    label: "MechCloud goes away",
    group: "MechCloud",
    expected:
      "It hangs up on each request. Events wait in the queue; after three receives, the relay pauses and schedules its end.",
    obstacle: ({ mechCloud }) => (mechCloud?.isUp === false ? "It is away." : undefined),
  },
  slow: {
    label: "MechCloud is slow",
    group: "MechCloud",
    expected: "Each answer takes 3 s. Events wait for their turn, and none is given up.",
    obstacle: ({ mechCloud }) => (mechCloud?.latency ? "It is slow." : undefined),
  },
  back: {
    label: "MechCloud is well again",
    group: "MechCloud",
    expected: "It answers at once. What waits is delivered in order when the relay's schedule resumes it.",
    obstacle: ({ mechCloud }) => (mechCloud?.isUp && !mechCloud.latency ? "It is well." : undefined),
  },
  refuse: {
    label: "MechCloud refuses the next event",
    group: "MechCloud",
    expected:
      "An instance is renamed. MechCloud answers 400 to its changed tag each time. That event steps aside at once, and is set aside after ten receives, in about a minute.",
    obstacle: needsInstances,
  },
  poison: {
    label: "The next event always fails",
    group: "MechCloud",
    expected:
      "An instance is renamed. MechCloud answers 500 to its changed tag each time. Then another one is renamed: MechCloud accepts that, so the relay does not pause. The first event steps aside, and is set aside after some six minutes.",
    obstacle: (picture) => (picture.mechCloud?.isUp === false ? "MechCloud is away." : needsInstances(picture, 2)),
  },
  expire: {
    label: "The access token expires",
    group: "MechCloud",
    expected: "In 5 s, MechCloud answers 401. At the next event, the relay pauses, and all events wait.",
    obstacle: ({ token }) => (token?.expiresAt ? undefined : "There is no token."),
  },
  renew: {
    label: "Store a new access token",
    group: "MechCloud",
    expected:
      "What the output access_token_command does: the relay resumes, and delivers what waits in order within a minute.",
  },
  run: {
    label: "A Scalr run fails",
    group: "Scalr",
    expected: "The run is logged, a person gets an alert, and the chat's webhook gets the event.",
  },
  audit: {
    label: "Somebody creates a workspace in Scalr",
    group: "Scalr",
    expected: "The entry is written to the audit log and sent to the queue for automation.",
  },
} as const satisfies Readonly<Record<string, Action>>;

export type ActionName = keyof typeof ACTIONS;

export const actionNames = Object.keys(ACTIONS) as ActionName[];

/** Why the button cannot be pressed now; undefined if it can. */
export function obstacleOf(name: ActionName, picture: Picture): string | undefined {
  if (picture.ended !== undefined) return "The demo has ended.";
  if (picture.token === undefined) return "Wait for the deployment.";
  const { obstacle }: Action = ACTIONS[name];
  return obstacle?.(picture);
}

/** The newest one first. */
export function runningInstances({ ec2 = [] }: Picture): Resource[] {
  return ec2.filter(({ id, state }) => id.startsWith("i-") && state === "running").toReversed();
}
