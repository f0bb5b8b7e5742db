import { Timeline } from "../../demo/timeline";

const event = (rule: string, resource: string, what: string) => ({ rule, resource, what });
const observation = (rule: string, resource: string, what: string) => ({
  ...event(rule, resource, what),
  detailType: "x",
});

function timeline(): Timeline {
  const made = new Timeline();
  made.expect(
    { ...event("tags", "vpc-1", "tagged"), calledAt: 10 },
    { ...event("tags", "vpc-1", "tagged"), calledAt: 20 },
  );
  made.expect({ ...event("calls", "vpc-1", "CreateVpc"), calledAt: 30 });
  return made;
}

test("finds the call that caused an event, also the second call for the same event", () => {
  const made = timeline();

  expect(made.observe(observation("tags", "vpc-1", "tagged"))).toBe(10);
  expect(made.observe(observation("calls", "vpc-1", "CreateVpc"))).toBe(30);
  expect(made.observe(observation("tags", "vpc-1", "tagged"))).toBe(20);
  expect([made.arrived, made.lost, made.outOfOrder]).toEqual([3, [], []]);
});

test("uses the last call for an event that arrives before the call's response", () => {
  const made = new Timeline();
  expect(made.observe(observation("calls", "vpc-1", "CreateVpc"))).toBeUndefined();
  made.callStarted(40);

  expect(made.observe(observation("calls", "vpc-1", "CreateVpc"))).toBe(40);
});

test("lists lost events", () => {
  const made = timeline();
  made.observe(observation("tags", "vpc-1", "tagged"));

  expect(made.lost).toEqual(["tags vpc-1 tagged", "calls vpc-1 CreateVpc"]);
  expect(made.outOfOrder).toEqual(["tags", "calls"]);
});

test("lists a rule whose events arrived in another order; there is no order between rules", () => {
  const made = new Timeline();
  const all = [event("tags", "a", "tagged"), event("calls", "a", "CreateVpc"), event("tags", "b", "tagged")];
  made.expect(...all.map((one) => ({ ...one, calledAt: 0 })));
  for (const one of [2, 1, 0]) made.observe({ ...(all[one] as (typeof all)[number]), detailType: "x" });

  expect([made.lost, made.outOfOrder]).toEqual([[], ["tags"]]);
});

test("counts an unexpected event as out of order", () => {
  const made = new Timeline();
  made.observe(observation("tags", "vpc-1", "tagged"));

  expect([made.lost, made.outOfOrder]).toEqual([[], ["tags"]]);
});
