import { type RelayState, relayStateOf } from "../../../demo/picture/relay-state";

const NOW = 1_000_000;

test.each<[string, Parameters<typeof relayStateOf>, RelayState]>([
  ["is not there", [undefined, undefined, false, NOW], { is: "absent" }],
  ["runs", ["Enabled", undefined, false, NOW], { is: "running" }],
  ["runs, and a schedule is left over", ["Enabled", NOW + 1, true, NOW], { is: "running" }],
  ["pauses", ["Disabling", NOW + 1, true, NOW], { is: "changing" }],
  ["waits for its schedule", ["Disabled", NOW + 5_000, true, NOW], { is: "waiting", until: NOW + 5_000 }],
  ["resumes: the time has come", ["Disabled", NOW - 5_000, true, NOW], { is: "resuming" }],
  ["resumes: the schedule has fired", ["Disabled", NOW - 5_000, false, NOW], { is: "resuming" }],
  ["resumes: the schedule fired early", ["Disabled", NOW + 5_000, false, NOW], { is: "resuming" }],
  ["is paused by a person", ["Disabled", undefined, false, NOW], { is: "paused" }],
  ["is paused by a person after it resumed", ["Disabled", NOW - 100_000, false, NOW], { is: "paused" }],
])("a relay that %s", (_, args, expected) => {
  expect(relayStateOf(...args)).toEqual(expected);
});
