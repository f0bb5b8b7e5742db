import type { Fault, Outcome } from "./fault";
import { about, instance, ofAccount, subnet, vpc } from "./messages";
import { first, kill, only, reset, resetMidAnswer, silence, slow, status } from "./responses";
import type { World } from "./world";

const IDS = ["vpc-1", "subnet-1", "i-1"];
const MINUTE = 60;
const HOUR = 60 * MINUTE;

const allDelivered: Outcome = { delivered: IDS };
const healed = (world: World) => {
  world.respond = status(200);
};
const serverError = { respond: status(500), ends: healed };
const tokenReplaced = { ends: (world: World) => world.storeToken("new"), person: "stores a new token" };
const REFUSED = "MechCloud refuses the access token of secret <secret>, also after it was read again.";
const lasting = (id: string, cause: string) => `Event ${id} was not delivered at receive 3: ${cause}.`;

/** The first event fails at three receives; at the third, the others show that it is not alone. */
const PAUSED_ONCE = { Failed: 5, Held: 4, Retried: 7, ChannelDown: 1, Paused: 1, Delivered: 3 };

/** Every fault that can be named at the forwarder's level. */
export const faults: Fault[] = [
  { name: "no fault", outcome: allDelivered, seconds: 0, metrics: { Delivered: 3 } },
  {
    name: "endpoint down: connection refused",
    played: "both",
    before: (world) => world.stopMechCloud(),
    ends: (world) => world.startMechCloud(),
    outcome: allDelivered,
    paused: true,
    metrics: PAUSED_ONCE,
    says: lasting("vpc-1", "ECONNREFUSED"),
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
    // The status has arrived, and it decides alone: the event is not posted again.
    outcome: allDelivered,
    metrics: { Delivered: 3 },
  },
  {
    name: "slow beyond the time-out, once",
    respond: first(1, "subnet-1", silence),
    outcome: allDelivered,
    metrics: { Delivered: 3, Retried: 1 },
  },
  {
    name: "slow beyond the time-out, for ever",
    played: "both",
    nearTimeout: true,
    respond: silence,
    ends: healed,
    outcome: allDelivered,
    paused: true,
    metrics: PAUSED_ONCE,
    says: lasting("vpc-1", "TimeoutError"),
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
    // One receive of two waits, a rest of 5 s, and one wait.
    seconds: 1.125 + 5 + 0.375,
    metrics: { Delivered: 3, Failed: 1, Held: 2, Retried: 3 },
  },
  {
    name: "500 for ever",
    ...serverError,
    outcome: allDelivered,
    paused: true,
    metrics: PAUSED_ONCE,
    says: lasting("vpc-1", "HTTP status 500"),
  },
  {
    name: "500 for ever, on_failure = dead-letter, max_receive_count = 5",
    played: "both",
    respond: status(500),
    onFailure: "dead-letter",
    maxReceiveCount: 5,
    outcome: { deadLetters: IDS },
    metrics: { Failed: 11, Held: 4, Retried: 13, ChannelDown: 3 },
    says: "Events go to the dead-letter queue after the queue's last receive.",
  },
  ...[
    { name: "2 minutes", lasts: 2 * MINUTE, caughtUpWithin: 5 * MINUTE, pauses: 2 },
    { name: "1 hour", lasts: HOUR, caughtUpWithin: 18 * MINUTE, pauses: 7 },
    { name: "3 days", lasts: 72 * HOUR, caughtUpWithin: 63 * MINUTE, pauses: 146 },
  ].map(
    ({ pauses, ...row }): Fault => ({
      ...row,
      name: `MechCloud away for ${row.name}`,
      downForLong: row.lasts >= HOUR,
      before: (world) => world.stopMechCloud(),
      ends: (world) => world.startMechCloud(),
      outcome: allDelivered,
      paused: true,
      metrics: {
        Delivered: 3,
        Failed: 2 + 3 * pauses,
        Held: 4,
        Retried: 4 + 3 * pauses,
        ChannelDown: pauses,
        Paused: pauses,
      },
      says: lasting("vpc-1", "ECONNREFUSED"),
    }),
  ),
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
    name: "token expired, and replaced without any other command",
    played: "both",
    before: (world) => {
      world.goodToken = "new";
    },
    ...tokenReplaced,
    outcome: allDelivered,
    paused: true,
    metrics: { Unauthorized: 1, Held: 2, ChannelDown: 1, TokenUnusable: 1, Paused: 1, Delivered: 3 },
    says: REFUSED,
  },
  {
    name: "redirect to a login page",
    respond: status(302, { Location: "/login" }),
    ends: healed,
    person: "stores a new token",
    outcome: allDelivered,
    paused: true,
    metrics: { Unauthorized: 1, Held: 2, ChannelDown: 1, TokenUnusable: 1, Paused: 1, Delivered: 3 },
    says: REFUSED,
  },
  {
    name: "first start: the secret is empty",
    played: "both",
    hasNoToken: true,
    ends: (world) => world.storeToken("good"),
    person: "stores the first token",
    outcome: allDelivered,
    paused: true,
    metrics: { Held: 3, TokenMissing: 1, Paused: 1, Delivered: 3 },
  },
  {
    name: "400 for one event",
    played: "both",
    respond: only(["vpc-1"], status(400)),
    outcome: { delivered: ["subnet-1", "i-1"], deadLetters: ["vpc-1"] },
    seconds: 9 * 5,
    metrics: { Delivered: 2, Refused: 11, Isolated: 1, SetAside: 1 },
  },
  {
    name: "400 for one event that waited through a pause",
    messages: [vpc, subnet],
    respond: status(500),
    ends: (world) => {
      world.respond = only(["vpc-1"], status(400));
    },
    outcome: { delivered: ["subnet-1"], deadLetters: ["vpc-1"] },
    paused: true,
    metrics: {
      ...{ Failed: 4, Held: 2, Retried: 6, ChannelDown: 1, Paused: 1 },
      ...{ Refused: 11, Isolated: 1, SetAside: 1, Delivered: 1 },
    },
    says: lasting("vpc-1", "HTTP status 500"),
  },
  {
    name: "invalid JSON in a record",
    messages: [vpc, { id: "bad", groupId: "group-1", body: '{"id":' }, subnet],
    outcome: { delivered: ["vpc-1", "subnet-1"], deadLetters: ["bad"] },
    seconds: 0,
    metrics: { Delivered: 2, Invalid: 1, SetAside: 1 },
  },
  {
    name: "an event of an AWS account without a cloud account",
    messages: [vpc, ofAccount("345678901234", about("vpc-2")), subnet],
    outcome: { delivered: ["vpc-1", "subnet-1"], deadLetters: ["vpc-2"] },
    seconds: 0,
    metrics: { Delivered: 2, Unmapped: 1, SetAside: 1 },
  },
  {
    name: "poison: one event always gets a 500, beside good ones",
    messages: [vpc, about("vpc-2", { second: 0 }), subnet],
    respond: only(["vpc-1"], status(500)),
    outcome: { delivered: ["vpc-2", "subnet-1"], deadLetters: ["vpc-1"] },
    metrics: { Delivered: 2, Failed: 13, Held: 2, Retried: 17, Isolated: 1, SetAside: 1 },
  },
  {
    name: "poison: first in its group",
    played: "both",
    respond: only(["vpc-1"], status(500)),
    outcome: { delivered: ["subnet-1", "i-1"], deadLetters: ["vpc-1"] },
    metrics: { Delivered: 2, Failed: 13, Held: 4, Retried: 17, Isolated: 1, SetAside: 1 },
  },
  {
    name: "poison: it is isolated, and no answer comes",
    before: (world) => void world.awsFaults.move.push("late", undefined),
    respond: only(["vpc-1"], status(500)),
    outcome: { delivered: ["subnet-1", "i-1"], deadLetters: ["vpc-1"] },
    metrics: { Delivered: 2, Failed: 13, Held: 4, Retried: 17, Isolated: 1, SetAside: 1 },
  },
  {
    name: "poison: alone, until another event comes",
    messages: [vpc],
    respond: only(["vpc-1"], status(500)),
    ends: (world) => world.send(subnet),
    outcome: { delivered: ["subnet-1"], deadLetters: ["vpc-1"] },
    paused: true,
    caughtUpWithin: 10 * MINUTE,
    metrics: { Delivered: 1, Failed: 14, Retried: 18, ChannelDown: 1, Paused: 1, Isolated: 1, SetAside: 1 },
    says: lasting("vpc-1", "HTTP status 500"),
  },
  ...["ResourceNotFoundException", "AccessDeniedException"].map(
    (code): Fault => ({
      name: `secret: ${code}`,
      played: code === "AccessDeniedException" ? "both" : undefined,
      before: (world) => void world.awsFaults.secret.push(code),
      ends: (world) => void world.awsFaults.secret.pop(),
      person: "restores the secret or its policy",
      outcome: allDelivered,
      paused: true,
      metrics: { Held: 9, ChannelDown: 1, TokenUnusable: 1, Paused: 1, Delivered: 3 },
      says: "The access token cannot be read from secret <secret>: ",
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
    metrics: { Delivered: 2, Refused: 1, Isolated: 1 },
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
    respond: only(["vpc-1", "subnet-1"], status(503)),
    ends: healed,
    outcome: { delivered: ["vpc-2", "subnet-2", "vpc-1", "subnet-1"] },
    paused: true,
    metrics: { Delivered: 4, Failed: 4, Held: 2, Retried: 6, ChannelDown: 1, Paused: 1 },
    says: lasting("vpc-1", "HTTP status 503"),
  },
  {
    name: "a batch that does not fit the time left",
    messages: Array.from({ length: 7 }, (_value, index) =>
      about(index % 2 ? "subnet-1" : "vpc-1", { second: index, messageId: String(index) }),
    ),
    respond: slow,
    outcome: { delivered: ["vpc-1", "subnet-1", "vpc-1", "subnet-1", "vpc-1", "subnet-1", "vpc-1"] },
    played: "deployed",
    nearTimeout: true,
    // Two invocations: four events, and the fifth cut off; and the other three.
    metrics: { Delivered: 7, Failed: 1, Held: 2 },
  },
  {
    name: "function killed mid-batch",
    respond: first(1, "subnet-1", kill),
    played: "deployed",
    // The queue has not been told of the VPC, so it comes again.
    outcome: { delivered: ["vpc-1", ...IDS] },
    metrics: { Delivered: 3 },
    errors: 1,
  },
  {
    name: "function throttled for an hour",
    before: (world) => world.setThrottled(true),
    ends: (world) => world.setThrottled(false),
    lasts: HOUR,
    outcome: allDelivered,
    metrics: { Delivered: 3 },
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
  {
    name: "the dead-letter queue denies a message",
    messages: [{ id: "bad", groupId: "group-1", body: "no event" }, vpc],
    before: (world) => void world.awsFaults.move.push("AccessDenied", undefined),
    outcome: { delivered: ["vpc-1"], deadLetters: ["bad"] },
    metrics: { Delivered: 1, Invalid: 2, MoveFailed: 1, SetAside: 1 },
  },
  {
    name: "the dead-letter queue denies every message for 5 minutes",
    messages: [{ id: "bad", groupId: "group-1", body: "no event" }, vpc],
    before: (world) => void world.awsFaults.move.push("AccessDenied"),
    lasts: 5 * MINUTE,
    ends: (world) => void world.awsFaults.move.splice(0),
    person: "restores the policy",
    outcome: { delivered: ["vpc-1"], deadLetters: ["bad"] },
    metrics: { Delivered: 1, Invalid: 10, MoveFailed: 9, SetAside: 1 },
  },
  ...(["AccessDeniedException", "ServiceQuotaExceededException"] as const).map(
    (code): Fault => ({
      name: `the schedule is refused: ${code}`,
      ...serverError,
      before: (world) => void world.awsFaults.schedule.push(code),
      lasts: 5 * MINUTE,
      person: "restores the policy or the quota; events are delivered meanwhile",
      outcome: allDelivered,
      caughtUpWithin: 5 * MINUTE,
      metrics: { Failed: 11, Held: 4, Retried: 13, ChannelDown: 3, PauseFailed: 3, Delivered: 3 },
      says: "The relay could not pause itself: it goes on, and tries these events less and less often.",
    }),
  ),
  {
    name: "the pause fails: AccessDeniedException",
    ...serverError,
    before: (world) => void world.awsFaults.pause.push("AccessDeniedException"),
    lasts: 5 * MINUTE,
    person: "restores the policy; events are delivered meanwhile",
    outcome: allDelivered,
    caughtUpWithin: 5 * MINUTE,
    metrics: { Failed: 11, Held: 4, Retried: 13, ChannelDown: 3, PauseFailed: 3, Delivered: 3 },
    says: "The relay could not pause itself: it goes on, and tries these events less and less often.",
  },
  {
    name: "the mapping is being changed by something else",
    played: "both",
    before: (world) => {
      world.goodToken = "new";
      world.awsFaults.pause.push("ResourceInUseException", undefined);
    },
    ...tokenReplaced,
    outcome: allDelivered,
    paused: true,
    metrics: { Unauthorized: 1, Held: 2, ChannelDown: 1, TokenUnusable: 1, Paused: 1, Delivered: 3 },
    says: REFUSED,
  },
  {
    name: "the pause works, and no answer comes",
    played: "both",
    before: (world) => {
      world.goodToken = "new";
      world.awsFaults.pause.push("late");
    },
    ...tokenReplaced,
    outcome: allDelivered,
    paused: true,
    metrics: { Unauthorized: 1, Held: 2, ChannelDown: 1, TokenUnusable: 1, Paused: 1, Delivered: 3 },
    says: "The relay tried to pause itself and had no answer in time; if it is paused, it resumes by itself.",
  },
  {
    name: "the resume fails at first: TooManyRequestsException",
    ...serverError,
    before: (world) =>
      void world.awsFaults.resume.push("TooManyRequestsException", "TooManyRequestsException", undefined),
    outcome: allDelivered,
    paused: true,
    caughtUpWithin: 6 * MINUTE,
    metrics: { ...PAUSED_ONCE, PauseFailed: 1 },
    says: lasting("vpc-1", "HTTP status 500"),
  },
  {
    name: "a person pauses for an hour while MechCloud is away",
    ...serverError,
    before: (world) => world.pause(),
    lasts: HOUR,
    ends: (world) => {
      healed(world);
      return world.resume();
    },
    person: "ends the pause",
    outcome: allDelivered,
    paused: true,
    // A mapping that is being disabled goes on receiving: the function finds the channel down, and the pause made already.
    metrics: { Failed: 5, Held: 4, Retried: 7, ChannelDown: 1, Delivered: 3 },
    says: "The relay is paused already",
  },
];
