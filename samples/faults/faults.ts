import type { Fault, Outcome } from "./fault";
import { about, instance, subnet, vpc } from "./messages";
import { FOREVER, first, kill, reset, resetMidAnswer, silence, slow, status } from "./responses";
import type { World } from "./world";

const IDS = ["vpc-1", "subnet-1", "i-1"];

const allDelivered: Outcome = { delivered: IDS };
const allQueued: Outcome = { queued: IDS, paused: true };
const healed = (world: World) => {
  world.respond = status(200);
};
const tokenReplaced = (world: World) => world.storeToken("new");
const CANNOT_PAUSE =
  "The relay could not pause itself: events go to the dead-letter queue after the queue's last receive.";
const REFUSED = "MechCloud refuses the access token of secret <secret>, also after it was read again.";
const lasting = (id: string, count: number, cause: string) =>
  `Event ${id} could not be delivered, not on its receive number ${count} either: ${cause}.`;

/** Every fault that can be named at the forwarder's level. */
export const faults: Fault[] = [
  { name: "no fault", outcome: allDelivered, seconds: 0, metrics: { Delivered: 3 } },
  {
    name: "endpoint down: connection refused",
    played: "both",
    before: (world) => world.stopMechCloud(),
    outcome: allQueued,
    metrics: { Failed: 3, Held: 6, Retried: 6, ChannelDown: 1, Paused: 1 },
    says: lasting("vpc-1", 3, "ECONNREFUSED"),
    repair: (world) => world.startMechCloud(),
  },
  {
    name: "connection reset, twice",
    played: "both",
    respond: first(2, "vpc-1", reset),
    outcome: allDelivered,
    metrics: { Delivered: 3, Retried: 2 },
  },
  {
    name: "reset mid-answer, after a 200",
    respond: first(1, "vpc-1", resetMidAnswer),
    // The status has arrived, and it says it all: the event is not posted again.
    outcome: allDelivered,
    metrics: { Delivered: 3 },
  },
  {
    name: "slow beyond the time-out, once",
    respond: first(1, "subnet-1", silence),
    patienceMs: 100,
    outcome: allDelivered,
    metrics: { Delivered: 3, Retried: 1 },
  },
  {
    name: "slow beyond the time-out, for ever",
    played: "both",
    nearTimeout: true,
    respond: first(FOREVER, "subnet-1", silence),
    patienceMs: 100,
    outcome: { delivered: ["vpc-1"], queued: ["subnet-1", "i-1"], paused: true },
    metrics: { Delivered: 1, Failed: 3, Held: 3, Retried: 6, ChannelDown: 1, Paused: 1 },
    says: lasting("subnet-1", 3, "TimeoutError"),
    repair: healed,
  },
  {
    name: "429 without Retry-After",
    respond: first(1, "vpc-1", status(429)),
    outcome: allDelivered,
    seconds: 0.375,
    metrics: { Delivered: 3, Retried: 1 },
  },
  {
    name: "429 with Retry-After within the time left",
    respond: first(1, "vpc-1", status(429, { "Retry-After": "7" })),
    outcome: allDelivered,
    seconds: 7,
    metrics: { Delivered: 3, Retried: 1 },
  },
  {
    name: "429 with Retry-After beyond the time left",
    played: "both",
    respond: first(1, "vpc-1", status(429, { "Retry-After": "60" })),
    outcome: allDelivered,
    seconds: 60,
    metrics: { Delivered: 3, Failed: 1, Held: 2 },
  },
  {
    name: "500 for a while",
    respond: first(4, "vpc-1", status(500)),
    outcome: allDelivered,
    // One receive of two waits, a back-off of 5 s, and one wait.
    seconds: 1.125 + 5 + 0.375,
    metrics: { Delivered: 3, Failed: 1, Held: 2, Retried: 3 },
  },
  {
    name: "500 for ever",
    respond: first(FOREVER, "vpc-1", status(500)),
    outcome: allQueued,
    metrics: { Failed: 3, Held: 6, Retried: 6, ChannelDown: 1, Paused: 1 },
    says: lasting("vpc-1", 3, "HTTP status 500"),
    repair: healed,
  },
  {
    name: "500 for ever, on_failure = dead-letter",
    played: "both",
    respond: first(FOREVER, "vpc-1", status(500)),
    onFailure: "dead-letter",
    maxReceiveCount: 2,
    outcome: { deadLetters: IDS },
    metrics: { Failed: 2, Held: 4, Retried: 4, ChannelDown: 2 },
    says: "Events go to the dead-letter queue after the queue's last receive.",
  },
  {
    name: "500 for ever, with a queue that gives out events twice",
    respond: first(FOREVER, "vpc-1", status(500)),
    maxReceiveCount: 2,
    outcome: allQueued,
    metrics: { Failed: 1, Held: 2, Retried: 2, ChannelDown: 1, Paused: 1 },
    says: lasting("vpc-1", 1, "HTTP status 500"),
    repair: healed,
  },
  {
    name: "401 with a new token waiting",
    played: "both",
    before: (world) => {
      world.goodToken = "new";
      world.respond = async ({ token }, response, { goodToken }) => {
        // A person replaces the token just when the old one is refused.
        if (token !== goodToken) await world.storeToken(goodToken);
        response.writeHead(token === goodToken ? 200 : 401).end();
      };
    },
    outcome: allDelivered,
    seconds: 0,
    metrics: { Delivered: 3, Retried: 1 },
  },
  {
    name: "401 with no new token",
    played: "both",
    before: (world) => {
      world.goodToken = "new";
    },
    outcome: allQueued,
    metrics: { Unauthorized: 1, Held: 2, ChannelDown: 1, Paused: 1 },
    says: REFUSED,
    repair: tokenReplaced,
  },
  {
    name: "redirect to a login page",
    respond: status(302, { Location: "/login" }),
    outcome: allQueued,
    metrics: { Unauthorized: 1, Held: 2, ChannelDown: 1, Paused: 1 },
    says: REFUSED,
    repair: healed,
  },
  {
    name: "400 for one event",
    played: "both",
    respond: first(FOREVER, "vpc-1", status(400)),
    outcome: { delivered: ["subnet-1", "i-1"], deadLetters: ["vpc-1"] },
    seconds: 10 * 5,
    metrics: { Delivered: 2, Refused: 10 },
  },
  {
    name: "invalid JSON in a record",
    messages: [vpc, { id: "bad", groupId: "group-1", body: '{"id":' }, subnet],
    outcome: { delivered: ["vpc-1", "subnet-1"], deadLetters: ["bad"] },
    seconds: 10 * 5,
    metrics: { Delivered: 2, Invalid: 10 },
  },
  ...["ResourceNotFoundException", "AccessDeniedException"].map(
    (code): Fault => ({
      name: `secret: ${code}`,
      played: code === "AccessDeniedException" ? "both" : undefined,
      before: (world) => void world.awsFaults.secret.push(code),
      outcome: allQueued,
      metrics: { Failed: 9, ChannelDown: 1, Paused: 1 },
      says: "not on its receive number 3 either: The access token cannot be read from secret <secret>: ",
      errors: 3,
      repair: (world) => void world.awsFaults.secret.pop(),
    }),
  ),
  {
    name: "secret slow",
    before: (world) => void world.awsFaults.secret.push("hang", undefined),
    outcome: allDelivered,
    metrics: { Delivered: 3 },
  },
  {
    name: "duplicate deliveries",
    messages: [
      vpc,
      subnet,
      about("vpc-1", { messageId: "vpc-1 again" }),
      about("subnet-1", { second: 1, messageId: "?" }),
    ],
    outcome: { delivered: ["vpc-1", "vpc-1", "subnet-1", "subnet-1"] },
    metrics: { Delivered: 4 },
  },
  {
    name: "events out of order within a batch",
    messages: [instance, subnet, vpc],
    outcome: allDelivered,
    metrics: { Delivered: 3 },
  },
  {
    name: "a subnet that overtakes its VPC, which comes a batch later",
    messages: [subnet],
    respond: async ({ id }, response, world) => {
      const isKnown = id === "vpc-1" || world.delivered.includes("vpc-1");
      if (!isKnown) await world.send(vpc);
      response.writeHead(isKnown ? 200 : 400).end();
    },
    outcome: { delivered: ["vpc-1", "subnet-1"] },
    seconds: 5,
    metrics: { Delivered: 2, Refused: 1 },
  },
  {
    name: "two groups in one batch, one failing",
    played: "both",
    messages: [
      vpc,
      about("vpc-2", { groupId: "group-2" }),
      subnet,
      about("subnet-2", { groupId: "group-2", second: 1 }),
    ],
    respond: first(FOREVER, "vpc-1", status(503)),
    outcome: { delivered: ["vpc-2", "subnet-2"], queued: ["vpc-1", "subnet-1"], paused: true },
    metrics: { Delivered: 2, Failed: 3, Held: 3, Retried: 6, ChannelDown: 1, Paused: 1 },
    says: lasting("vpc-1", 3, "HTTP status 503"),
    repair: healed,
  },
  {
    name: "a batch that does not fit the time left",
    messages: Array.from({ length: 6 }, (_value, index) =>
      about(index % 2 ? "subnet-1" : "vpc-1", { second: index, messageId: String(index) }),
    ),
    respond: slow,
    outcome: { delivered: [...IDS.slice(0, 2), ...IDS.slice(0, 2), ...IDS.slice(0, 2)] },
    played: "deployed",
    nearTimeout: true,
    // Two invocations: three events, and the fourth cut off; and the other three.
    metrics: { Delivered: 6, Failed: 1, Held: 2 },
  },
  {
    name: "function killed mid-batch",
    respond: first(1, "subnet-1", kill),
    played: "deployed",
    // Nobody has told the queue of the VPC, so it comes again.
    outcome: { delivered: ["vpc-1", ...IDS] },
    metrics: { Delivered: 3 },
    errors: 1,
  },
  {
    name: "the queue denies a changed visibility",
    played: "both",
    respond: first(3, "vpc-1", status(500)),
    before: (world) => void world.awsFaults.visibility.push("AccessDenied"),
    outcome: allDelivered,
    seconds: 180,
    metrics: { Delivered: 3, Failed: 1, Held: 2, Retried: 2 },
  },
  ...(["AccessDeniedException", "TooManyRequestsException", "ResourceNotFoundException"] as const).map(
    (code): Fault => ({
      name: `the pause fails: ${code}`,
      played: code === "AccessDeniedException" ? "both" : undefined,
      respond: first(FOREVER, "vpc-1", status(500)),
      before: (world) => void world.awsFaults.pause.push(code),
      maxReceiveCount: 2,
      outcome: { deadLetters: IDS },
      metrics: { Failed: 2, Held: 4, Retried: 4, ChannelDown: 2, PauseFailed: 2 },
      says: CANNOT_PAUSE,
    }),
  ),
  {
    name: "the pause fails once: ParameterNotFound",
    respond: first(FOREVER, "vpc-1", status(500)),
    before: (world) => void world.awsFaults.parameter.push("ParameterNotFound", undefined),
    outcome: allQueued,
    metrics: { Failed: 4, Held: 8, Retried: 8, ChannelDown: 2, PauseFailed: 1, Paused: 1 },
    says: CANNOT_PAUSE,
    repair: healed,
  },
  {
    name: "the mapping is being changed by something else",
    played: "both",
    before: (world) => {
      world.goodToken = "new";
      world.awsFaults.pause.push("ResourceInUseException", undefined);
    },
    outcome: allQueued,
    // Better one alarm of a pause too many than none.
    metrics: { Unauthorized: 2, Held: 4, ChannelDown: 2, Paused: 2 },
    says: "Its event source mapping is being changed",
    repair: tokenReplaced,
  },
  {
    name: "the pause works, and its answer is late",
    before: (world) => {
      world.goodToken = "new";
      world.awsFaults.pause.push("late", "ResourceInUseException");
    },
    outcome: allQueued,
    metrics: { Unauthorized: 1, Held: 2, ChannelDown: 1, Paused: 1 },
    // And then that somebody is changing the mapping, or where the computer is busy, that no answer came.
    says: REFUSED,
    repair: tokenReplaced,
  },
  {
    name: "the pause works, and no answer comes",
    played: "both",
    before: (world) => {
      world.goodToken = "new";
      world.awsFaults.pause.push("late");
    },
    outcome: allQueued,
    metrics: { Unauthorized: 1, Held: 2, ChannelDown: 1, Paused: 1, PauseFailed: 1 },
    says: "The relay tried to pause itself and had no answer in time: it may be paused, or not.",
    repair: tokenReplaced,
  },
];
