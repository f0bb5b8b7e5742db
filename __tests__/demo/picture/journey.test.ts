import { summaryOf } from "../../../demo/picture/aws-event";
import { countsOf, type Journey, outOfOrder, type Place, type Try, withTry } from "../../../demo/picture/journey";
import { state, tagged } from "./events";

const event = tagged("vpc-1", "a");
const fresh: Journey = { ...summaryOf(event)!, event, tries: [], place: "queue" };

test.each<[string, Try[], Place, number | undefined]>([
  ["posted", [{ at: 1 }], "forwarder", undefined],
  ["delivered", [{ at: 1 }, { at: 1, status: 200, answeredAt: 2 }], "mechcloud", 2],
  ["failed", [{ at: 1 }, { at: 1, status: 503, answeredAt: 2 }], "queue", undefined],
  [
    "delivered by its second try",
    [{ at: 1, status: 0, answeredAt: 2 }, { at: 3 }, { at: 3, status: 200, answeredAt: 4 }],
    "mechcloud",
    4,
  ],
  [
    "delivered twice",
    [{ at: 1, status: 200, answeredAt: 2 }, { at: 3 }, { at: 3, status: 200, answeredAt: 4 }],
    "mechcloud",
    2,
  ],
])("an event is %s", (_, tries, place, deliveredAt) => {
  const journey = tries.reduce(withTry, fresh);

  expect(journey).toMatchObject({ place });
  expect(journey.deliveredAt).toBe(deliveredAt);
  expect(journey.tries).toEqual(
    tries.filter(({ status }, index) => status !== undefined || index === tries.length - 1),
  );
});

test("counts what is where", () => {
  const places: Place[] = ["queue", "forwarder", "mechcloud", "mechcloud", "refused", "undeliverable"];

  expect(countsOf(places.map((place) => ({ ...fresh, place })))).toEqual({
    sent: 6,
    delivered: 2,
    queued: 2,
    setAside: 2,
  });
});

describe("the order", () => {
  const delivered = (id: string, sentAt: number, deliveredAt: number, tries: Try[] = []): Journey => {
    const about = tagged(id, String(sentAt));
    return { ...summaryOf(about)!, event: about, sentAt, deliveredAt, tries, place: "mechcloud" };
  };

  test.each<[string, Journey[], number[]]>([
    ["is right", [delivered("vpc-1", 1, 11), delivered("subnet-1", 2, 12)], []],
    ["is wrong for another type", [delivered("vpc-1", 1, 12), delivered("subnet-1", 2, 11)], [2]],
    ["is wrong for the same resource", [delivered("vpc-1", 2, 11), delivered("vpc-1", 1, 12)], [2]],
    ["is free among resources of one type", [delivered("i-1", 1, 12), delivered("i-2", 2, 11)], []],
    [
      "is free after a refusal",
      [delivered("vpc-1", 1, 12, [{ at: 1, status: 400 }]), delivered("subnet-1", 2, 11)],
      [],
    ],
    [
      "is kept after a refused token",
      [delivered("vpc-1", 1, 12, [{ at: 1, status: 401 }]), delivered("subnet-1", 2, 11)],
      [2],
    ],
    [
      "is not known of what was not seen to be sent",
      [{ ...delivered("vpc-1", 1, 12), sentAt: undefined }, delivered("vpc-1", 2, 11)],
      [],
    ],
  ])("%s", (_, journeys, late) => {
    expect(outOfOrder(journeys).map(({ sentAt }) => sentAt)).toEqual(late);
  });

  test("is free between rules", () => {
    const about = state("i-1", "running");
    const other: Journey = {
      ...summaryOf(about)!,
      event: about,
      sentAt: 1,
      deliveredAt: 12,
      tries: [],
      place: "mechcloud",
    };

    expect(outOfOrder([other, delivered("i-1", 2, 11)])).toEqual([]);
  });
});
