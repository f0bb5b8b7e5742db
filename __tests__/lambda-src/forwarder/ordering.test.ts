import { messageGroups, wavesOf } from "../../../lambda-src/forwarder/ordering";
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

describe("wavesOf", () => {
  test.each<[name: string, events: string[][], waves: string[][]]>([
    ["nothing", [], []],
    ["different resources of one type", [["i-1"], ["i-2"], ["i-3"]], [["i-1", "i-2", "i-3"]]],
    ["a VPC, its subnet, its instance", [["vpc-1"], ["subnet-1"], ["i-1"]], [["vpc-1"], ["subnet-1"], ["i-1"]]],
    [
      "the same resource again",
      [["i-1"], ["i-2"], ["i-1"], ["i-3"]],
      [
        ["i-1", "i-2"],
        ["i-1", "i-3"],
      ],
    ],
    ["a type that comes back", [["i-1"], ["vpc-1"], ["i-2"]], [["i-1"], ["vpc-1"], ["i-2"]]],
    ["several resources in an event", [["i-1", "i-2"], ["i-3"], ["i-2", "i-4"]], [["i-1+i-2", "i-3"], ["i-2+i-4"]]],
    ["an unknown type", [["i-1"], ["sg-1"], ["sg-2"], ["i-2"]], [["i-1"], ["sg-1"], ["sg-2"], ["i-2"]]],
    ["no resource", [[], [], ["i-1"]], [[""], [""], ["i-1"]]],
  ])("splits %s", (_name, events, waves) => {
    expect(idsOf(wavesOf(events.map((ids) => eventAbout(ids))))).toEqual(waves);
  });
});
