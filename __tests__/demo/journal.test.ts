import { Journal } from "../../demo/journal";

const event = (rule: string, resource: string, what: string) => ({ rule, resource, what });
const sighting = (rule: string, resource: string, what: string) => ({
  ...event(rule, resource, what),
  detailType: "x",
});

function journal(): Journal {
  const made = new Journal();
  made.expect(
    { ...event("tags", "vpc-1", "tagged"), calledAt: 10 },
    { ...event("tags", "vpc-1", "tagged"), calledAt: 20 },
  );
  made.expect({ ...event("calls", "vpc-1", "CreateVpc"), calledAt: 30 });
  return made;
}

test("finds the call that brought an event, the same event's second call too", () => {
  const made = journal();

  expect(made.see(sighting("tags", "vpc-1", "tagged"))).toBe(10);
  expect(made.see(sighting("calls", "vpc-1", "CreateVpc"))).toBe(30);
  expect(made.see(sighting("tags", "vpc-1", "tagged"))).toBe(20);
  expect([made.arrived, made.lost, made.outOfOrder]).toEqual([3, [], []]);
});

test("takes the last call for an event that comes before its call has returned", () => {
  const made = new Journal();
  expect(made.see(sighting("calls", "vpc-1", "CreateVpc"))).toBeUndefined();
  made.calling(40);

  expect(made.see(sighting("calls", "vpc-1", "CreateVpc"))).toBe(40);
});

test("tells what is lost", () => {
  const made = journal();
  made.see(sighting("tags", "vpc-1", "tagged"));

  expect(made.lost).toEqual(["tags vpc-1 tagged", "calls vpc-1 CreateVpc"]);
  expect(made.outOfOrder).toEqual(["tags", "calls"]);
});

test("tells a rule's events that came in another order; rules among themselves have none", () => {
  const made = new Journal();
  const all = [event("tags", "a", "tagged"), event("calls", "a", "CreateVpc"), event("tags", "b", "tagged")];
  made.expect(...all.map((one) => ({ ...one, calledAt: 0 })));
  for (const one of [2, 1, 0]) made.see({ ...(all[one] as (typeof all)[number]), detailType: "x" });

  expect([made.lost, made.outOfOrder]).toEqual([[], ["tags"]]);
});

test("takes an event that nobody expected as disorder", () => {
  const made = new Journal();
  made.see(sighting("tags", "vpc-1", "tagged"));

  expect([made.lost, made.outOfOrder]).toEqual([[], ["tags"]]);
});
