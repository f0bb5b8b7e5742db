import type { ManagementEvent } from "../../../lambda-src/forwarder/event";
import { firstWave, messageGroups, testsFor } from "../../../lambda-src/forwarder/ordering";
import { eventAbout } from "./support/records";

const idsOf = (lists: { messageId: string }[][]) => lists.map((list) => list.map(({ messageId }) => messageId));

describe("messageGroups", () => {
  test("keeps groups apart, in the order of their first events", () => {
    const events = [
      eventAbout(["vpc-1"], { groupId: "b" }),
      eventAbout(["vpc-2"], { groupId: "a" }),
      eventAbout(["vpc-3"], { groupId: "b" }),
    ];

    expect(idsOf(messageGroups(events))).toEqual([["vpc-1", "vpc-3"], ["vpc-2"]]);
  });

  test("orders a group by when its events happened, and leaves the queue's order among equals", () => {
    const events = [
      eventAbout(["i-1"], { second: 2 }),
      eventAbout(["subnet-1"], { second: 1 }),
      eventAbout(["subnet-2"], { second: 1 }),
      eventAbout(["vpc-1"], { second: 0 }),
    ];

    expect(idsOf(messageGroups(events))).toEqual([["vpc-1", "subnet-1", "subnet-2", "i-1"]]);
  });
});

describe("firstWave", () => {
  test.each<[name: string, events: string[][], wave: string[]]>([
    ["nothing", [], []],
    ["different resources of one type", [["i-1"], ["i-2"], ["i-3"]], ["i-1", "i-2", "i-3"]],
    ["a VPC before its subnet", [["vpc-1"], ["subnet-1"], ["i-1"]], ["vpc-1"]],
    ["all before the same resource again", [["i-1"], ["i-2"], ["i-1"], ["i-3"]], ["i-1", "i-2"]],
    ["several resources in an event", [["i-1", "i-2"], ["i-3"], ["i-2", "i-4"]], ["i-1+i-2", "i-3"]],
    ["an unknown type alone", [["sg-1"], ["sg-2"], ["i-2"]], ["sg-1"]],
    ["no resource alone", [[], [], ["i-1"]], [""]],
  ])("has %s", (_name, events, wave) => {
    const first = firstWave(events.map((ids) => eventAbout(ids)));

    expect(first.map(({ messageId }) => messageId)).toEqual(wave);
  });
});

describe("testsFor", () => {
  const idsOfTests = (suspects: ManagementEvent[], ...later: string[]) =>
    testsFor(
      suspects,
      later.map((id) => eventAbout([id])),
    ).map(({ messageId }) => messageId);

  test("leaves out what would overtake an event about the same resource", () => {
    expect(idsOfTests([eventAbout(["i-1"])], "i-1", "i-2", "i-2", "vpc-1", "i-1")).toEqual(["i-2", "vpc-1"]);
  });

  test("leaves out nothing once the suspects have waited for an hour", () => {
    const suspects = [eventAbout(["i-2"]), eventAbout(["i-1"], { receiveCount: 10 })];

    expect(idsOfTests(suspects, "i-1", "i-1")).toEqual(["i-1", "i-1"]);
    expect(idsOfTests([eventAbout(["i-1"], { receiveCount: 9 })], "i-1")).toEqual([]);
  });
});
